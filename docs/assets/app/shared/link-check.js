/**
 * The short check that an invitation link carries of itself: whether it arrived whole, and which of
 * its parts did. It guards against damage on the way, not against anybody's will.
 */

/** What a link may say, in its order. */
export const KEYS = Object.freeze([
  ...["partnership", "round", "purpose", "mode", "context", "facilitator", "holder", "sees"],
  ...["delete_on", "ending", "threshold", "labels"],
]);

/** Crockford's: none of these letters is easily taken for a figure. */
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

/** So many signs stand for the link as a whole; each of its parts has one more. */
const WHOLE = 4;

/** @typedef {[key: string, value: string]} Part - of a link, decoded */

/**
 * @param {Part[]} parts - of a link, in their order, without the check
 * @returns {string} their check
 */
export function checkOf(parts) {
  const texts = parts.map(([key, value]) => `${key}=${value}`);
  const hash = hashOf(texts.join("\n"));
  const whole = Array.from({ length: WHOLE }, (_, place) => signAt(hash, place));
  return [...whole, ...texts.map((text) => signAt(hashOf(text), 0))].join("");
}

/**
 * @param {string} text - as it came with a link
 * @returns {string} a check without what cannot belong to one
 */
export function checkIn(text) {
  return [...text.toLowerCase()].filter((sign) => SIGNS.includes(sign)).join("");
}

/**
 * Tell which parts arrived as they were sent. Where the end is there, and yet a part was lost, those
 * behind the gap count from the end.
 *
 * @param {Part[]} parts - that were read
 * @param {string} check - that came with them
 * @returns {boolean[]} for each part whether it fits
 */
export function fittingParts(parts, check) {
  const sent = check.slice(WHOLE);
  const lost = parts.at(-1)?.[0] === KEYS.at(-1) ? Math.max(sent.length - parts.length, 0) : 0;
  return parts.map((part, place) =>
    [sent[place], sent[place + lost]].includes(checkOf([part])[WHOLE]),
  );
}

/**
 * @param {number} hash - of 32 bits
 * @param {number} place - from the highest bits
 */
function signAt(hash, place) {
  return SIGNS[(hash >>> (27 - 5 * place)) & 31] ?? "";
}

/**
 * FNV-1a, stirred so that its highest bits depend on all of the text.
 *
 * @param {string} text - of whatever signs
 */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
