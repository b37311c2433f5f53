/**
 * The text of a result file as the page writes it by itself: it holds what Python's reader takes,
 * unless it is too large (see `file-size`).
 */

import { storableValue } from "../shared/clean-text.js";

/** @import { Document } from "../storage/records.js" */

/** Texts and numbers in JSON: what looks like a number inside a text is none. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** More digits of a whole number are not read; one that a foreign file brought may have them. */
const MANY_DIGITS = /^-?\d{17,}$/;

/**
 * @param {Document} document_ - in the shape of a result file
 * @returns {string} its text
 */
export function written(document_) {
  return JSON.stringify(storableValue(document_), null, 1).replace(TOKENS, withFewDigits);
}

/** @param {string} token - of JSON */
function withFewDigits(token) {
  return MANY_DIGITS.test(token) ? Number(token).toExponential() : token;
}
