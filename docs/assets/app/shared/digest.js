/**
 * SHA-256 of what came over the network. The browser works it out itself; on plain http it does not
 * offer that, and a well-kept library takes its place.
 */

/** Where the library lies, seen from this file. It comes only where it is needed. */
const LIBRARY = new URL("../../noble-hashes/sha2.js", import.meta.url);

/**
 * The part of the library that is used here.
 *
 * @typedef {{ update(bytes: Uint8Array): Hasher, digest(): Uint8Array }} Hasher
 */

/**
 * @param {Uint8Array<ArrayBuffer> | ArrayBuffer} bytes - to be hashed
 * @returns {Promise<string>} 64 hexadecimal digits
 */
export async function sha256Of(bytes) {
  if (globalThis.crypto?.subtle) {
    return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  }
  return hex((await newHasher()).update(new Uint8Array(bytes)).digest());
}

/**
 * Hash a body while it arrives, as far as the browser lets us: its own function wants it whole.
 *
 * @param {Response} response - whose body nobody else reads
 * @returns {Promise<string>} 64 hexadecimal digits
 */
export async function sha256OfBody(response) {
  if (globalThis.crypto?.subtle || !response.body) {
    return sha256Of(await response.arrayBuffer());
  }
  const hasher = await newHasher();
  const reader = response.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    hasher.update(step.value);
  }
  return hex(hasher.digest());
}

/** @returns {Promise<Hasher>} */
async function newHasher() {
  const { sha256 } = await import(LIBRARY.href);
  return sha256.create();
}

/** @param {Uint8Array} bytes - of a hash */
function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
