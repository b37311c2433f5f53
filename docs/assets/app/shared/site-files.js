/**
 * Checks the site's files as they arrive here: whether they arrive, and whether they are what the
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
 * @property {"good" | "changed" | "missing" | "blocked"} state - as published, with other content,
 *   not on the host, or not received
 * @property {string} measured - the difference if it is not good; otherwise empty
 * @property {string} type - its content type, as the host states it
 */

/** The site's top, which may be a sub-folder of the host. */
export const SITE = new URL("../../../..", import.meta.url);

/** The folder of this page's build, below the site's top. */
export const BUNDLE = `build/${BUILD}/`;

/** How many files are requested at once; more would only wait for each other. */
const AT_ONCE = 6;

/** The host's list of all files, below the site's top. */
const LIST = "build.json";

/**
 * Files that are not checked: settings for hosts are not served, packed files may arrive unpacked,
 * and hosts may refuse the types of files for developers.
 */
const NOT_FOR_VISITORS = /(^|\/)\.|^_|(^|\/)web\.config$|\.(conf|gz|map|toml)$/;

/** @typedef {{ build: string, files: Record<string, BuiltFile> }} BuildList */

/**
 * Fetch the list of all files as the host has it now.
 *
 * @returns {Promise<{ list: BuildList | null, measured: string }>} if the list is null, what came
 *   instead
 */
export async function fetchList() {
  try {
    const response = await fetch(addressOf(LIST), { cache: "no-store" });
    if (!response.ok) {
      return { list: null, measured: `the host answers ${response.status}` };
    }
    const list = await response.json();
    const isList = typeof list.build === "string" && typeof list.files === "object";
    return { list: isList ? list : null, measured: "no list" };
  } catch (error) {
    return { list: null, measured: String(error) };
  }
}

/**
 * Return the files of this page's build, by path below the site's top. The page itself lists those
 * that work out scores; the host lists the others.
 *
 * @param {BuildList | null} list - from the host
 */
export function filesOfBuild(list) {
  const own = Object.entries(FILES).map(([name, file]) => [BUNDLE + name, file]);
  const listed = list?.build === BUILD ? Object.entries(list.files) : [];
  const scripts = listed.filter(([path]) => path.startsWith(BUNDLE) && isServed(path));
  return /** @type {Record<string, BuiltFile>} */ (Object.fromEntries([...scripts, ...own]));
}

/**
 * Tell whether visitors may need a file.
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
 * Fetch files, and compare each with what the build wrote.
 *
 * @param {Record<string, BuiltFile>} files - by path below the site's top
 * @param {(done: number, all: number) => void} [report] - receives the progress
 * @returns {Promise<Arrival[]>} in the order of the files
 */
export async function examineFiles(files, report) {
  const waiting = Object.entries(files).entries();
  const all = Object.keys(files).length;
  /** @type {Arrival[]} */
  const arrivals = [];
  let done = 0;
  const work = async () => {
    // All tasks take from one iterator, so each file is fetched once.
    for (const [at, [path, file]] of waiting) {
      arrivals[at] = await examineFile(path, file);
      done += 1;
      report?.(done, all);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return arrivals;
}

/**
 * @param {string} path - below the site's top
 * @param {BuiltFile} expected - what the build wrote
 * @returns {Promise<Arrival>}
 */
async function examineFile(path, expected) {
  /** @type {Response} */
  let response;
  /** @type {ArrayBuffer} */
  let bytes;
  try {
    // What the host sends now, not a copy from the browser's cache or the service worker.
    response = await fetch(addressOf(path), { cache: "reload" });
    bytes = await response.arrayBuffer();
  } catch (error) {
    return { path, state: "blocked", measured: String(error), type: "" };
  }
  const type = response.headers.get("Content-Type") ?? "";
  // Some hosts send this page only with status 404.
  if (!response.ok && path !== "404.html") {
    return { path, state: "missing", measured: `the host answers ${response.status}`, type };
  }
  const digest = await sha256Of(bytes);
  const state = digest === expected.sha256 ? "good" : "changed";
  const measured = state === "good" ? "" : difference(expected, bytes.byteLength, digest);
  return { path, state, measured, type };
}

/**
 * Say what was expected and what was found: the sizes, or the hashes if the sizes agree.
 *
 * @param {BuiltFile} expected - what the build wrote
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
