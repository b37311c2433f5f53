/**
 * The box into which result codes are pasted: what was read leaves it, and nothing else does.
 */

/** @import { Entry } from "./desk.js" */

/** Where a new line begins, as Python sees it. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/**
 * Return the lines whose code was refused, as they stood, so that somebody can mend them.
 *
 * @param {string} text - that was read
 * @param {readonly Pick<Entry, "refused">[]} entries - that came of it; a refusal names its line
 */
export function refusedLines(text, entries) {
  const lines = text.split(LINE_END);
  const numbers = entries.map(({ refused = "" }) => Number(/^line (\d+):/.exec(refused)?.[1]));
  return [...new Set(numbers)]
    .filter((number) => number >= 1 && number <= lines.length)
    .map((number) => lines[number - 1])
    .join("\n");
}

/**
 * Put something in the place of a text that was read; what has been typed or pasted around it stays,
 * and so does the cursor.
 *
 * @param {HTMLTextAreaElement} box - that may have changed since
 * @param {string} text - as it was read
 * @param {string} left - in its place
 * @returns {boolean} whether it still stood there as a whole; otherwise nothing is done
 */
export function replaceRead(box, text, left) {
  const start = box.value.indexOf(text);
  if (start < 0) {
    return false;
  }
  // What follows in the same line was typed since; a line that is left must not run into it.
  const end = start + text.length;
  const gap = left && box.value.length > end && !box.value.startsWith("\n", end) ? "\n" : "";
  box.setRangeText(left + gap, start, end, "preserve");
  return true;
}
