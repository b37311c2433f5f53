/**
 * What a change brings along: the time, and an id for a new result.
 */

/** @returns {string} the time, in UTC, to the second */
export function now() {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/**
 * Return a random UUID, version 4. `crypto.randomUUID` would do it, but is not there on plain http.
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
