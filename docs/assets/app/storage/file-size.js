/**
 * Tells before a file is written whether it would be too large to be read again.
 */

import { MOST_BYTES } from "../shared/files.js";
import { nameOf } from "./record-names.js";
import { toRecords } from "./records.js";

/** @import { PageResult } from "./records.js" */

const MOST_NAMED = 3;

/** Entries of fewer bytes are not named as the reason why a file is too large. */
const LEAST_NAMED = 10_000;

/**
 * @param {string} text - of a file
 * @returns {number} its bytes
 */
export function bytesIn(text) {
  return new TextEncoder().encode(text).length;
}

/**
 * @param {number} number - of bytes or characters
 * @returns {string} the number as people write it
 */
export function counted(number) {
  return number.toLocaleString("en-GB");
}

/**
 * Return why a file would be refused when somebody opens it.
 *
 * @param {string} text - of the file
 * @param {Partial<PageResult>} document_ - in the file
 * @param {ParentNode} root - the form with its fields
 * @returns {{ text: string, items: string[] } | null} the sentence to show, and the
 *   largest entries; null if the file is not too large
 */
export function tooLarge(text, document_, root) {
  const bytes = bytesIn(text);
  if (bytes <= MOST_BYTES) {
    return null;
  }
  const sizes = [...toRecords(document_)].map(([key, value]) => ({
    key,
    size: bytesIn(JSON.stringify(value) ?? ""),
  }));
  const largest = sizes.filter(({ size }) => size >= LEAST_NAMED).sort((a, b) => b.size - a.size);
  return {
    text: `The file would have ${counted(bytes)} bytes. A result file is read up to ${counted(MOST_BYTES)}, so this one is ${counted(bytes - MOST_BYTES)} too large, and was not written. What you entered is still here. Shorten the longest texts, and try again.`,
    items: largest
      .slice(0, MOST_NAMED)
      .map(({ key, size }) => `${capital(nameOf(key, root))}: ${counted(size)} bytes`),
  };
}

/** @param {string} text - for the start of a line */
function capital(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
