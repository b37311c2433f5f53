/**
 * How much a field may hold, and what counts as a date. Texts that are too long are reported and
 * never cut; only a file that could not be opened again is not written.
 */

import { isDay } from "../../shared/terms.js";
import { MOST_WORDS } from "../desk/plan.js";

/** @import { PlanRow } from "../../shared/documents.d.ts" */
/** @import { Plan } from "../desk/desk.js" */

/** How many characters a note on a topic may have, and how many rows a plan; the files agree. */
export const MOST_SAID = 10_000;
export const MOST_ROWS = 200;

/** A date as a field or a file gives it, or a text that was clearly meant as one. */
const LIKE_A_DAY = /^\s*[+-]?\d{1,9}-\d{1,2}-\d{1,2}\s*$/;

/** @type {[keyof PlanRow, string][]} */
const ROW_TEXTS = [
  ["what", "What will be done"],
  ["who", "Who sees to it"],
  ["by", "By when"],
  ["review", "Looked at again on"],
  ["know", "How we will know"],
];

/** @param {string} text - counted in whole characters, as files do, not in UTF-16 units */
export function lengthOf(text) {
  return [...text].length;
}

/**
 * @param {string} text - in a field
 * @param {number} most - how many characters fit
 * @returns {string} how much too long it is, to follow the field's name; empty if it is not
 */
export function tooLong(text, most) {
  const over = text.length > most ? lengthOf(text) - most : 0;
  if (over <= 0) {
    return "";
  }
  const [number, fit] = [over, most].map((count) => count.toLocaleString("en-GB"));
  const characters = over === 1 ? "character" : "characters";
  return `${number} ${characters} too long: ${fit} fit. Shorten it; nothing has been cut.`;
}

/**
 * @param {string} text - where a date is expected
 * @returns {string} what is wrong with it; empty for a date, for no text, and for a date in words
 */
export function dayFault(text) {
  return LIKE_A_DAY.test(text) && !isDay(text)
    ? `${text} is not a possible date. Give day, month and a year of four digits.`
    : "";
}

/**
 * @param {Plan} plan - as the fields hold it
 * @returns {string[]} everything in it that a file may not hold, each with its place
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
 * @param {Record<string, string>} said - notes on topics, by code
 * @returns {string[]} everything that a workspace may not hold, each with its place
 */
export function noteFaults(said) {
  return Object.entries(said).flatMap(([code, text]) => {
    const fault = tooLong(text, MOST_SAID);
    return fault ? [`What was said on ${code}: ${fault}`] : [];
  });
}
