/**
 * The agenda of a workshop: which topics, in which order, and the minutes that each gets. Of these
 * it holds what was arranged by hand; what is proposed comes from the group. Each function returns
 * a new agenda and leaves the old one as it was.
 */

/** The most minutes that a workshop, or one topic of it, may take. */
export const MOST_MINUTES = 999;

const HOUR = 60;

/**
 * What was arranged by hand, in the shape of the workspace file.
 *
 * @typedef {object} Agenda
 * @property {string[]} order - codes in the order made by hand; empty while the proposed one stands
 * @property {Record<string, number>} minutes - that somebody gave to a topic; others share the rest
 * @property {number} total - minutes in all
 * @property {string[]} added - codes of topics that no rule names
 * @property {string[]} removed - codes of topics that a rule names, and that were taken off
 */

/** @returns {Agenda} nothing arranged yet */
export const noAgenda = () => ({ order: [], minutes: {}, total: HOUR, added: [], removed: [] });

/**
 * Return the topics in order; one that was made by hand stays, as far as it goes.
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
 * @param {number} place - where it goes, from 0; what lies outside is the end
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
  // What a rule names needs no adding: it only must not be off the list any more.
  return { ...agenda, added: proposed.includes(code) ? added : [...added, code], removed };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} proposed - codes of the topics that the rules name
 * @param {string} code - of a topic that goes
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
 * @param {string} code - in neither of the two lists then
 */
function without({ added, removed }, code) {
  const isOther = (/** @type {string} */ other) => other !== code;
  return { added: added.filter(isOther), removed: removed.filter(isOther) };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {string} code - of a topic
 * @param {number} minutes - that it gets; NaN lets it share the rest again
 * @returns {Agenda}
 */
export function withMinutes(agenda, code, minutes) {
  const { [code]: _, ...others } = agenda.minutes;
  return { ...agenda, minutes: isTime(minutes, 0) ? { ...others, [code]: minutes } : others };
}

/**
 * @param {Agenda} agenda - as arranged
 * @param {number} total - minutes in all; what cannot be that changes nothing
 * @returns {Agenda}
 */
export function withTotal(agenda, total) {
  return isTime(total, 1) ? { ...agenda, total } : agenda;
}

/**
 * @param {unknown} minutes - anything
 * @param {number} least - that are allowed
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
 * Return the minutes of each topic, by code. What cannot be shared evenly goes to the first ones.
 *
 * @param {Agenda} agenda - as arranged
 * @param {readonly string[]} codes - of the topics, in order
 * @returns {Map<string, number>}
 */
export function minutesOf({ minutes, total }, codes) {
  const sharing = codes.filter((code) => minutes[code] === undefined);
  const taken = codes.reduce((sum, code) => sum + (minutes[code] ?? 0), 0);
  const rest = Math.max(0, total - taken);
  const each = Math.floor(rest / sharing.length);
  const more = rest % sharing.length;
  const share = (/** @type {string} */ code) => each + (sharing.indexOf(code) < more ? 1 : 0);
  return new Map(codes.map((code) => [code, minutes[code] ?? share(code)]));
}

/**
 * Return the agenda in a value from another window; what is not of its kind is left out.
 *
 * @param {unknown} found - in its place
 * @param {readonly string[]} known - codes of all statements
 * @returns {Agenda}
 */
export function agendaIn(found, known) {
  /** @type {Record<string, unknown>} */
  const given = typeof found === "object" && found !== null ? { ...found } : {};
  const isKnown = (/** @type {unknown} */ code) => known.includes(/** @type {string} */ (code));
  const codes = (/** @type {unknown} */ list) =>
    Array.isArray(list) ? [...new Set(list.filter(isKnown))] : [];
  const minutes = Object.entries(Object(given.minutes)).filter(
    ([code, each]) => isKnown(code) && isTime(each, 0),
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
