/**
 * The short check that an invitation link carries: it tells whether the link arrived whole, and if
 * not, which of its parameters did. It detects accidental damage, not forgery.
 */

/** The parameters that a link may have, in their order. */
export const KEYS = Object.freeze([
  ...["partnership", "round", "purpose", "mode", "context", "facilitator", "holder", "sees"],
  ...["delete_on", "ending", "threshold", "labels"],
]);

/** Crockford's base 32: none of these letters is easily mistaken for a digit. */
const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

/** How many characters check the whole link; one more follows for each parameter. */
const WHOLE = 4;

/** @typedef {[key: string, value: string]} Parameter - of a link, decoded */

/**
 * @param {Parameter[]} parameters - of a link, in their order, without the check
 * @returns {string} their check
 */
export function checkOf(parameters) {
  const texts = parameters.map(([key, value]) => `${key}=${value}`);
  const hash = hashOf(texts.join("\n"));
  const whole = Array.from({ length: WHOLE }, (_, place) => signAt(hash, place));
  return [...whole, ...texts.map((text) => signAt(hashOf(text), 0))].join("");
}

/**
 * @param {string} text - the check as it came with a link
 * @returns {string} the check without characters that cannot belong to one
 */
export function checkIn(text) {
  return [...text.toLowerCase()].filter((sign) => SIGNS.includes(sign)).join("");
}

/**
 * Tell which parameters arrived as they were sent. If some were lost, but the last one is there,
 * those after the gap are matched from the end.
 *
 * @param {Parameter[]} parameters - that were read
 * @param {string} check - that came with them
 * @returns {boolean[]} for each parameter, whether it matches the check
 */
export function matchingParameters(parameters, check) {
  const sent = check.slice(WHOLE);
  const hasLast = parameters.at(-1)?.[0] === KEYS.at(-1);
  const lost = hasLast ? Math.max(sent.length - parameters.length, 0) : 0;
  return parameters.map((parameter, place) =>
    [sent[place], sent[place + lost]].includes(checkOf([parameter])[WHOLE]),
  );
}

/**
 * @param {number} hash - of 32 bits
 * @param {number} place - of five bits, from the highest
 */
function signAt(hash, place) {
  return SIGNS[(hash >>> (27 - 5 * place)) & 31] ?? "";
}

/**
 * Return the FNV-1a hash, mixed further so that its highest bits depend on the whole text.
 *
 * @param {string} text - of any characters
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
