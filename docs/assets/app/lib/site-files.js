/**
 * The files of this site as they arrive here: whether they come, and whether they are what the
 * build wrote.
 */

import { BUILD } from "./build.js";
import { sha256Of } from "./digest.js";

/** @import { BuiltFile } from "./build.js" */

/**
 * How a file arrived.
 *
 * @typedef {object} Arrival
 * @property {string} path - below the site's top
 * @property {"good" | "changed" | "missing" | "blocked"} state - as published, another content, the
 *   host does not have it, or nothing came
 * @property {string} found - what was measured where it is not good; else empty
 * @property {string} type - what the host calls it
 */

/** The site's top, also where that is a sub-folder. */
export const SITE = new URL("../../../../", import.meta.url);

/** Where the files of this page's build lie, below the site's top. */
export const BUNDLE = `build/${BUILD}/`;

/** How many files are asked for at once; more would only wait for each other. */
const AT_ONCE = 6;

/** What tells a host how to serve is not served itself, and what is packed may arrive unpacked. */
const NOT_SERVED = /^[._]|^web\.config$|\.gz$/;

/**
 * Tell whether visitors' browsers can ask for a file.
 *
 * @param {string} path - below the site's top
 */
export function isServed(path) {
  return !NOT_SERVED.test(path);
}

/**
 * Return the address under which visitors get a file.
 *
 * @param {string} path - below the site's top
 */
export function addressOf(path) {
  const shown = path.replace(/(^|\/)index\.html$/, "$1");
  return new URL(shown.split("/").map(encodeURIComponent).join("/"), SITE);
}

/**
 * Fetch files and compare each with what it must be.
 *
 * @param {Record<string, BuiltFile>} files - by path below the site's top
 * @param {(done: number, all: number) => void} [tell] - how far it is
 * @returns {Promise<Arrival[]>} in the order of the files
 */
export async function examineFiles(files, tell) {
  const waiting = Object.entries(files).entries();
  const all = Object.keys(files).length;
  /** @type {Arrival[]} */
  const arrivals = [];
  let done = 0;
  const work = async () => {
    // All workers take from one row, so each file is taken once.
    for (const [at, [path, file]] of waiting) {
      arrivals[at] = await examineFile(path, file);
      done += 1;
      tell?.(done, all);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return arrivals;
}

/**
 * @param {string} path - below the site's top
 * @param {BuiltFile} expected - what it must be
 * @returns {Promise<Arrival>}
 */
async function examineFile(path, expected) {
  /** @type {Response} */
  let response;
  /** @type {ArrayBuffer} */
  let bytes;
  try {
    // The browser's own copy counts only if the host says that it is still good.
    response = await fetch(addressOf(path), { cache: "no-cache" });
    bytes = await response.arrayBuffer();
  } catch (error) {
    return { path, state: "blocked", found: String(error), type: "" };
  }
  const type = response.headers.get("Content-Type") ?? "";
  // Some hosts give this page only with the status that it is for.
  if (!response.ok && path !== "404.html") {
    return { path, state: "missing", found: `the host answers ${response.status}`, type };
  }
  const digest = await sha256Of(bytes);
  const state = digest === expected.sha256 ? "good" : "changed";
  const found = state === "good" ? "" : difference(expected, bytes.byteLength, digest);
  return { path, state, found, type };
}

/**
 * Say what is expected and what was found: the sizes, or where they agree the hashes.
 *
 * @param {BuiltFile} expected - what it must be
 * @param {number} size - in bytes
 * @param {string} digest - in hexadecimal digits
 */
export function difference(expected, size, digest) {
  return expected.size === size
    ? `SHA-256 ${expected.sha256.slice(0, 12)}… expected, ${digest.slice(0, 12)}… found`
    : `${inBytes(expected.size)} expected, ${inBytes(size)} found`;
}

/** @param {number} size - in bytes */
export function inBytes(size) {
  return size === 1 ? "1 byte" : `${size.toLocaleString("en-GB")} bytes`;
}
