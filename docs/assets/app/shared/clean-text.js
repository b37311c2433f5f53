/**
 * The one way in which text gets in, and what no file can hold: some programs put NUL and other
 * controls on the clipboard, and a field or a program may cut a character in two. Python reads and
 * writes by the same rule (`clean_text`).
 */

const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** With the flag `u`, a half is found only where its other half is missing. */
const HALVES = /\p{Cs}/gu;
const HALF = "\ufffd";

/**
 * Return a text as it is kept, once somebody has typed or pasted it. Nothing that is seen is lost,
 * and nothing is trimmed: whoever types goes on behind a space.
 *
 * @param {string} text - of a field
 */
export function cleanText(text) {
  return storableText(text.replace(/\r\n?/g, "\n"))
    .replace(/[\ufffe\uffff]/g, "")
    .replace(CONTROLS, " ");
}

/**
 * Return a value as a file can hold it: without NUL, and with a sign for half of a character. What
 * was kept before text was cleaned where it gets in, may need it.
 *
 * @param {unknown} value - of a record, of any depth
 * @returns {unknown}
 */
export function storableValue(value) {
  if (typeof value === "string") {
    return storableText(value);
  }
  if (Array.isArray(value)) {
    return value.map(storableValue);
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([key, each]) => [storableText(key), storableValue(each)]));
  }
  return value;
}

/** @param {string} text - of any origin */
function storableText(text) {
  return text.replaceAll("\0", "").replace(HALVES, HALF);
}
