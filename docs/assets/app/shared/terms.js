/**
 * The terms that a round promises to those who answer: their codes and limits, and how terms from
 * elsewhere are checked. Link, set-up file and page follow the same rules.
 */

import { cleanText } from "./clean-text.js";

/**
 * @typedef {object} Terms
 * @property {string} [context] - a few lines on the setting
 * @property {string} [facilitator] - who leads the discussion
 * @property {string} [holder] - who holds the files
 * @property {string} [sees] - who sees what
 * @property {string} [delete_on] - the day on which the files are deleted, by ISO 8601
 * @property {string} [ending] - how people will hear the findings
 * @property {string[]} [labels] - those that people are asked for; if missing, all of them
 * @property {number} [threshold] - how many people a figure needs before it is shown
 * @property {"certain" | "likely"} [damage] - set if the link has lost some of these terms on its
 *   way
 */

/** What people read for each mode. */
export const MODE_NAMES = Object.freeze({
  confidential: "Combined only",
  partner: "By partner",
  open: "Named",
});
export const MODES = Object.freeze(Object.keys(MODE_NAMES));
export const PURPOSES = Object.freeze(["developmental", "routine", "diagnostic"]);
export const LABELS = Object.freeze(["level", "sector", "organisation"]);
export const THRESHOLD = Object.freeze({ least: 3, usual: 5, most: 10 });

const MOST_CHARACTERS = 200;
const MOST_IN_CONTEXT = 2_000;
const TEXTS = /** @type {const} */ (["context", "facilitator", "holder", "sees", "ending"]);

/**
 * Return the valid terms among those from elsewhere; texts that are too long are cut.
 *
 * @param {unknown} given - anything, such as a record out of a file
 * @returns {Terms}
 */
export function termsFrom(given) {
  const entries = new Map(Object.entries(Object(given)));
  /** @type {Terms} */
  const terms = {};
  for (const key of TEXTS) {
    const text = cut(cleaned(entries.get(key)), mostIn(key));
    if (text) {
      terms[key] = text;
    }
  }
  const { damage, delete_on, labels, threshold } = Object.fromEntries(entries);
  if (isDay(delete_on)) {
    terms.delete_on = delete_on;
  }
  if (Array.isArray(labels)) {
    terms.labels = LABELS.filter((label) => labels.includes(label));
  }
  if (isThreshold(threshold)) {
    terms.threshold = threshold;
  }
  if (damage === "certain" || damage === "likely") {
    terms.damage = damage;
  }
  return terms;
}

/**
 * Return what a round promises on how answers are shown, no more than it can keep.
 *
 * @param {{ mode: string, threshold?: number | undefined }} terms - with how many people a figure
 *   needs, if that is known
 * @returns {string} sentences; empty for no mode
 */
export function promiseOf({ mode, threshold }) {
  const from = threshold ? `, from ${threshold} people on` : "";
  switch (mode) {
    case "confidential":
      return `Your answers are shown only together with those of others${from}. Nobody can read your answers off the results. In a small group people may still guess. What does show is where all, or all but one, gave the same answer. ${READABLE}`;
    case "partner":
      return `The combined profile of each organisation is shown by name, whatever its size, and nobody's own. If you are the only person from your organisation, its profile is yours. ${READABLE}`;
    case "open":
      return `Your profile is shown by name, beside those of the others. ${READABLE}`;
    default:
      return "";
  }
}

const READABLE = "Whoever holds the files can open each one.";

/**
 * @param {string} key - of a text in a link or set-up file
 * @returns {number} how many characters it may have
 */
export function mostIn(key) {
  return key === "context" ? MOST_IN_CONTEXT : MOST_CHARACTERS;
}

/**
 * Return a text without characters that a page cannot show; line breaks stay.
 *
 * @param {unknown} text - anything; a value that is no text becomes an empty text
 */
export function cleaned(text) {
  return typeof text === "string" ? cleanText(text).replaceAll("\t", " ").trim() : "";
}

/**
 * @param {string} text - to shorten
 * @param {number} most - how many characters stay
 */
export function cut(text, most) {
  return [...text].slice(0, most).join("");
}

/** Nobody means an earlier day: a year such as 0202 is still being typed. */
const FIRST_DAY = "1900-01-01";

/**
 * @param {unknown} text - anything
 * @returns {text is string} whether it is a plausible day of the calendar, by ISO 8601
 */
export function isDay(text) {
  if (typeof text !== "string" || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) || text < FIRST_DAY) {
    return false;
  }
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * @param {unknown} value - anything
 * @returns {value is number} whether it may be a round's threshold
 */
export function isThreshold(value) {
  return isWholeBetween(value, THRESHOLD.least, THRESHOLD.most);
}

/**
 * @param {unknown} value - anything
 * @param {number} least - allowed
 * @param {number} most - allowed
 * @returns {value is number}
 */
export function isWholeBetween(value, least, most) {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/**
 * Return a day as people write it.
 *
 * @param {string} day - by ISO 8601; any other text stays as it is
 */
export function dayText(day) {
  if (!isDay(day)) {
    return day;
  }
  const date = new Date(`${day}T00:00:00Z`);
  return date.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}
