/**
 * The files of this site as they arrive here: whether they come, and whether they are what the
 * build wrote.
 */

import { BUILD, FILES } from "./build.js";
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
export const SITE = new URL("../../../..", import.meta.url);

/** Where the files of this page's build lie, below the site's top. */
export const BUNDLE = `build/${BUILD}/`;

/** How many files are asked for at once; more would only wait for each other. */
const AT_ONCE = 6;

/** The host's list of all files, below the site's top. */
const LIST = "build.json";

/**
 * What tells a host how to serve is not served itself, what is packed may arrive unpacked, and what
 * is for developers only may have a type that a host refuses.
 */
const NOT_FOR_VISITORS = /(^|\/)\.|^_|(^|\/)web\.config$|\.(conf|gz|map|toml)$/;

/** @typedef {{ build: string, files: Record<string, BuiltFile> }} BuildList */

/**
 * Fetch the list of all files as the host has it now.
 *
 * @returns {Promise<{ list: BuildList | null, found: string }>} null where none came; then what did
 */
export async function fetchList() {
  try {
    const response = await fetch(addressOf(LIST), { cache: "no-store" });
    if (!response.ok) {
      return { list: null, found: `the host answers ${response.status}` };
    }
    const list = await response.json();
    const isList = typeof list.build === "string" && typeof list.files === "object";
    return { list: isList ? list : null, found: "no list" };
  } catch (error) {
    return { list: null, found: String(error) };
  }
}

/**
 * Return the files of this page's build, by path below the site's top. The page itself knows those
 * that work out scores; of the others the host's list tells.
 *
 * @param {BuildList | null} list - of the host
 */
export function filesOfBuild(list) {
  const own = Object.entries(FILES).map(([name, file]) => [BUNDLE + name, file]);
  const listed = list?.build === BUILD ? Object.entries(list.files) : [];
  const scripts = listed.filter(([path]) => path.startsWith(BUNDLE) && isServed(path));
  return /** @type {Record<string, BuiltFile>} */ (Object.fromEntries([...scripts, ...own]));
}

/**
 * Tell whether a file is one that a visitor may need.
 *
 * @param {string} path - below the site's top
 */
export function isServed(path) {
  return !NOT_FOR_VISITORS.test(path);
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
    // Neither the browser's copy nor that of the service worker: what the host sends now.
    response = await fetch(addressOf(path), { cache: "reload" });
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
