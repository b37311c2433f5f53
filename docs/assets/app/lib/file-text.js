/**
 * The text of a result file as the page writes it by itself. It holds what Python's reader takes, or
 * there is none.
 */

import { heldValue } from "./clean-text.js";
import { isObject } from "./records.js";

/** @import { Document } from "./records.js" */

/** The largest result file that is read, in bytes. */
export const MOST_BYTES = 2_000_000;

/** Texts and numbers in JSON: what looks like a number inside a text is none. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** More digits of a whole number are not read; one that a foreign file brought may have them. */
const MANY_DIGITS = /^-?\d{17,}$/;

/**
 * The text of a file; or, where no reader would take it, nothing but why.
 *
 * @typedef {{ text: string, problem: string }} Written
 */

/**
 * @param {Document} document_ - in the shape of a result file
 * @returns {Written}
 */
export function written(document_) {
  const text = JSON.stringify(heldValue(document_), null, 1).replace(TOKENS, withFewDigits);
  const size = new TextEncoder().encode(text).length;
  if (size <= MOST_BYTES) {
    return { text, problem: "" };
  }
  const place = nameOf(longestIn(document_).path);
  const problem =
    `The file would have ${sizeText(size)}, and one is read up to ${sizeText(MOST_BYTES)}, so it` +
    ` was not written. The longest text is ${place}: shorten it, and save again.`;
  return { text: "", problem };
}

/** @param {string} token - of JSON */
function withFewDigits(token) {
  return MANY_DIGITS.test(token) ? Number(token).toExponential() : token;
}

/**
 * @param {unknown} value - of any depth
 * @returns {{ path: string[], length: number }} where its longest text stands
 */
function longestIn(value) {
  if (typeof value === "string") {
    return { path: [], length: value.length };
  }
  const members = isObject(value) || Array.isArray(value) ? Object.entries(value) : [];
  return members
    .map(([key, inner]) => ({ key, found: longestIn(inner) }))
    .map(({ key, found: { path, length } }) => ({ path: [key, ...path], length }))
    .reduce((most, each) => (each.length > most.length ? each : most), { path: [], length: 0 });
}

/** @param {string[]} path - to a text of the result */
function nameOf([first = "", second = "", ...rest]) {
  if (first === "responses") {
    return `the comment on ${second}`;
  }
  if (first === "success") {
    return "the comment on the aims";
  }
  return first === "checklists" ? "a note in a checklist" : [first, second, ...rest].join("/");
}

/** @param {number} size - in bytes; what is over a limit never looks like the limit */
function sizeText(size) {
  return `${Math.ceil(size / 100_000) / 10} MB`;
}
