/**
 * The time of a change, the id of a new result, and other random values.
 */

/** The characters of result codes: none of them is easily mistaken for another. */
const CLEAR_SIGNS = "ACDEFHJKMNPRTVWXY23456789";

const TOKEN_LENGTH = 12;

const RECEIPT_LENGTH = 6;

/** @returns {string} the time, in UTC, to the second */
export function now() {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/**
 * Return a random UUID, version 4. Browsers offer `crypto.randomUUID` only over https.
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @returns {string} a random token in groups of four, such as "K7PM-W3XN-9ACD" */
export function newToken() {
  return randomSigns(TOKEN_LENGTH).replace(/.{4}(?=.)/g, "$&-");
}

/** @returns {string} a random receipt for a file, such as "K7MPX2" */
export function newReceipt() {
  return randomSigns(RECEIPT_LENGTH);
}

/**
 * @param {number} length - how many characters are wanted
 * @returns {string} random characters that can be read out and typed in
 */
function randomSigns(length) {
  const fair = 256 - (256 % CLEAR_SIGNS.length);
  let signs = "";
  while (signs.length < length) {
    // With larger bytes, some characters would come up more often than others.
    const bytes = [...crypto.getRandomValues(new Uint8Array(length))].filter((b) => b < fair);
    signs += bytes.map((byte) => CLEAR_SIGNS[byte % CLEAR_SIGNS.length]).join("");
  }
  return signs.slice(0, length);
}
