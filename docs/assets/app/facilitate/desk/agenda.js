/**
 * The agenda of a workshop: topics, their order, and the minutes for each. An agenda holds only
 * what was arranged by hand; the proposed topics come from the group. Each function returns a new
 * agenda and leaves the old one as it was.
 */

/** @import { AgendaDocument } from "../../shared/documents.d.ts" */

/** The most minutes that a workshop, or one topic of it, may take. */
export const MOST_MINUTES = 999;

const HOUR = 60;

/**
 * What was arranged by hand. `order` is empty while the proposed order stands; topics without
 * minutes of their own share the rest of the total; `added` are topics that no rule proposes, and
 * `removed` those that a rule proposes and somebody took off the list.
 *
 * @typedef {AgendaDocument} Agenda
 */

/** @returns {Agenda} nothing arranged yet */
export const noAgenda = () => ({ order: [], minutes: {}, total: HOUR, added: [], removed: [] });

/**
 * Return the topics in order: first those that were put in order by hand, then the others.
 *
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} proposed - codes of the topics that the rules name, in their order
 * @returns {string[]}
 */
export function codesOf({ order, added, removed }, proposed) {
  const there = [...new Set([...proposed, ...added])].filter((code) => !removed.includes(code));
  const kept = order.filter((code) => there.includes(code));
  return [...kept, ...there.filter((code) => !kept.includes(code))];
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} proposed - codes of the topics that the rules name
 * @param {string} code - of the topic to move
 * @param {number} place - where it goes, from 0; a place beyond the end is the end
 * @returns {Agenda}
 */
export function withMoved(agenda, proposed, code, place) {
  const others = codesOf(agenda, proposed).filter((other) => other !== code);
  const to = Math.max(0, Math.min(place, others.length));
  return { ...agenda, order: [...others.slice(0, to), code, ...others.slice(to)] };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} proposed - codes of the topics that the rules name
 * @param {string} code - of a statement that becomes a topic
 * @returns {Agenda}
 */
export function withTopic(agenda, proposed, code) {
  const { added, removed } = without(agenda, code);
  // A topic that a rule names is on the list as soon as it is no longer removed.
  return { ...agenda, added: proposed.includes(code) ? added : [...added, code], removed };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} proposed - codes of the topics that the rules name
 * @param {string} code - of a topic to take off the list
 * @returns {Agenda}
 */
export function withoutTopic(agenda, proposed, code) {
  const { added, removed } = without(agenda, code);
  const order = agenda.order.filter((other) => other !== code);
  const kept = withMinutes({ ...agenda, order, added }, code, Number.NaN);
  return { ...kept, removed: proposed.includes(code) ? [...removed, code] : removed };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {string} code - to leave out of both lists
 */
function without({ added, removed }, code) {
  const isOther = (/** @type {string} */ other) => other !== code;
  return { added: added.filter(isOther), removed: removed.filter(isOther) };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {string} code - of a topic
 * @param {number} minutes - for it; NaN lets it share the rest again
 * @returns {Agenda}
 */
export function withMinutes(agenda, code, minutes) {
  const { [code]: _, ...others } = agenda.minutes;
  return { ...agenda, minutes: isTime(minutes, 0) ? { ...others, [code]: minutes } : others };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {number} total - minutes in all; an impossible number changes nothing
 * @returns {Agenda}
 */
export function withTotal(agenda, total) {
  return isTime(total, 1) ? { ...agenda, total } : agenda;
}

/**
 * @param {unknown} minutes - anything
 * @param {number} least - how many are allowed at least
 * @returns {minutes is number}
 */
function isTime(minutes, least) {
  return (
    typeof minutes === "number" &&
    Number.isInteger(minutes) &&
    minutes >= least &&
    minutes <= MOST_MINUTES
  );
}

/**
 * Return the minutes of each topic, by code. Minutes that cannot be shared evenly go to the first
 * topics that share.
 *
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} codes - of the topics, in order
 * @returns {Map<string, number>}
 */
export function minutesOf({ minutes, total }, codes) {
  const sharing = codes.filter((code) => minutes[code] === undefined);
  const taken = codes.reduce((sum, code) => sum + (minutes[code] ?? 0), 0);
  const rest = Math.max(0, total - taken);
  const evenShare = Math.floor(rest / sharing.length);
  const more = rest % sharing.length;
  const share = (/** @type {string} */ code) => evenShare + (sharing.indexOf(code) < more ? 1 : 0);
  return new Map(codes.map((code) => [code, minutes[code] ?? share(code)]));
}

/**
 * Return the agenda in a value from another window, without anything that does not belong there.
 *
 * @param {unknown} value - as it came
 * @param {readonly string[]} known - codes of all statements
 * @returns {Agenda}
 */
export function agendaIn(value, known) {
  /** @type {Record<string, unknown>} */
  const given = typeof value === "object" && value !== null ? { ...value } : {};
  const isKnown = (/** @type {unknown} */ code) => known.includes(/** @type {string} */ (code));
  const codes = (/** @type {unknown} */ list) =>
    Array.isArray(list) ? [...new Set(list.filter(isKnown))] : [];
  const minutes = Object.entries(Object(given.minutes)).filter(
    ([code, time]) => isKnown(code) && isTime(time, 0),
  );
  const added = codes(given.added);
  return {
    ...given,
    order: codes(given.order),
    minutes: Object.fromEntries(minutes),
    total: isTime(given.total, 1) ? given.total : HOUR,
    added,
    removed: codes(given.removed).filter((code) => !added.includes(code)),
  };
}
