/**
 * How much a field may hold, and what is no day: counted and told, and never cut. What stands in the
 * fields stays; only a file that could not be opened again is not written.
 */

import { isDay } from "../../shared/terms.js";
import { MOST_WORDS } from "../desk/plan.js";

/** @import { Plan, PlanRow } from "../desk/desk.js" */

/** The most characters that may be noted on a topic, and the most rows of a plan, as in the files. */
export const MOST_SAID = 10_000;
export const MOST_ROWS = 200;

/** A day as a field or a file gives it, or what somebody meant as one. */
const LIKE_A_DAY = /^\s*[+-]?\d{1,9}-\d{1,2}-\d{1,2}\s*$/;

/** @type {[keyof PlanRow & string, string][]} */
const ROW_TEXTS = [
  ["what", "What will be done"],
  ["who", "Who sees to it"],
  ["by", "By when"],
  ["review", "Looked at again on"],
  ["know", "How we will know"],
];

/** @param {string} text - of which a file counts whole characters, and not halves of them */
export function lengthOf(text) {
  return [...text].length;
}

/**
 * @param {string} text - in a field
 * @param {number} most - characters that fit
 * @returns {string} by how much it is too long, to follow its name; empty where it is not
 */
export function tooLong(text, most) {
  const over = text.length > most ? lengthOf(text) - most : 0;
  if (over <= 0) {
    return "";
  }
  const [number, fit] = [over, most].map((each) => each.toLocaleString("en-GB"));
  const characters = over === 1 ? "character" : "characters";
  return `${number} ${characters} too long: ${fit} fit. Shorten it; nothing has been cut.`;
}

/**
 * @param {string} text - in the place of a day
 * @returns {string} what is wrong with it; empty for a day, for nothing, and for a day in words
 */
export function dayFault(text) {
  return LIKE_A_DAY.test(text) && !isDay(text)
    ? `${text} is not a possible date. Give day, month and a year of four digits.`
    : "";
}

/**
 * @param {Plan} plan - as it stands in the fields
 * @returns {string[]} what no file may hold, each with its place
 */
export function planFaults({ rows, next_assessment }) {
  const many =
    rows.length > MOST_ROWS
      ? [`The plan has ${rows.length} actions, and ${MOST_ROWS} fit. Remove some.`]
      : [];
  const next = dayFault(next_assessment);
  return [
    ...many,
    ...rows.flatMap((row, place) =>
      ROW_TEXTS.flatMap(([field, label]) => {
        const text = row[field] ?? "";
        const isDate = field === "by" || field === "review";
        const fault = tooLong(text, MOST_WORDS) || (isDate ? dayFault(text) : "");
        return fault ? [`Action ${place + 1}, “${label}”: ${fault}`] : [];
      }),
    ),
    ...(next ? [`Date of the next assessment: ${next}`] : []),
  ];
}

/**
 * @param {Record<string, string>} said - on topics, by their code
 * @returns {string[]} what no workspace may hold, each with its place
 */
export function noteFaults(said) {
  return Object.entries(said).flatMap(([code, text]) => {
    const fault = tooLong(text, MOST_SAID);
    return fault ? [`What was said on ${code}: ${fault}`] : [];
  });
}
