/**
 * The box into which result codes are pasted: what was read leaves it, and nothing else does.
 */

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
