/**
 * Cleans every text that is typed or pasted, and removes what no file can hold: some programs put
 * NUL and other control characters on the clipboard, and a field or a program may cut a character
 * in two. Python reads and writes by the same rule (`clean_text`).
 */

const CONTROLS = /[^\P{Cc}\n\t]/gu;
/** Half of a surrogate pair; with the flag `u` this matches only if the other half is missing. */
const HALVES = /\p{Cs}/gu;
const HALF = "\ufffd";

/**
 * Return a text that somebody has typed or pasted in the form in which it is kept. Nothing visible
 * is lost, and nothing is trimmed, since the person may go on typing after a space.
 *
 * @param {string} text - of a field
 */
export function cleanText(text) {
  return storableText(text.replace(/\r\n?/g, "\n"))
    .replace(/[\ufffe\uffff]/g, "")
    .replace(CONTROLS, " ");
}

/**
 * Return a value in a form that a file can hold: without NUL, and with a replacement character for
 * half a character. Records that older versions of the page have kept may need this.
 *
 * @param {unknown} value - of a record, nested to any depth
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
    return Object.fromEntries(
      entries.map(([key, inner]) => [storableText(key), storableValue(inner)]),
    );
  }
  return value;
}

/** @param {string} text - from anywhere */
function storableText(text) {
  return text.replaceAll("\0", "").replace(HALVES, HALF);
}
