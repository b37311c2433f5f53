/**
 * SHA-256 of data that came over the network. Browsers have a function for it, but not on plain
 * http; there a library takes its place.
 */

/** The library's address relative to this file. It is loaded only if it is needed. */
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
 * Hash a body; with the library, while it arrives. The browser's function needs the whole body.
 *
 * @param {Response} response - whose body nothing else reads
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
