/**
 * Reads files that a person chose or dropped, each on its own: one that cannot be read is named
 * with the reason, and the others are read.
 */

import { readAsBase64 } from "../../shared/files.js";

/** How long a file may take, in milliseconds: a synchronised drive may have to fetch it first. */
const PATIENCE = 60_000;

export const UNREADABLE =
  "it could not be read: it was moved or changed since it was chosen, or lies only in a synchronised drive; copy it to this computer, then choose it again";
const TOO_SLOW =
  "it did not arrive within a minute: it may lie only in a synchronised drive; copy it to this computer, then choose it again";

/**
 * A file that could not be read: its name, and why.
 *
 * @typedef {{ name: string, unreadable: string }} Unreadable
 */

/** @typedef {File | Unreadable} Item */

/**
 * A file as it is sent to Python.
 *
 * @typedef {{ name: string, base64: string } | Unreadable} ReadFile
 */

/**
 * @param {Item} item - to read
 * @param {number} [limit] - how many bytes of it are read
 * @param {number} [patience] - how long to wait for it, in milliseconds
 * @returns {Promise<ReadFile>}
 */
export async function readItem(item, limit, patience = PATIENCE) {
  if (!(item instanceof File)) {
    return item;
  }
  const { name } = item;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((/** @type {(read: ReadFile) => void} */ resolve) => {
    timer = setTimeout(() => resolve({ name, unreadable: TOO_SLOW }), patience);
  });
  const read = readAsBase64(item, limit).then(
    (base64) => ({ name, base64 }),
    () => ({ name, unreadable: UNREADABLE }),
  );
  return Promise.race([read, late]).finally(() => clearTimeout(timer));
}
