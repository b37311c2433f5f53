/**
 * Fetches files of this build, and lets none pass that is not, byte for byte, what the build made.
 *
 * A site that was put up half, a cache that kept an old file, a filter that rewrites what it does
 * not know: each would else mix two versions, and a mixture may score without an error.
 */

import { BUILD, FILES } from "../shared/build.js";
import { sha256Of, sha256OfBody } from "../shared/digest.js";
import { StartError, wordsOf } from "./protocol.js";

/** @import { BuiltFile } from "../shared/build.js" */

/** The bundle's folder, seen from this file. */
const BUNDLE = new URL("../..", import.meta.url);

/** First what the browser may have kept; where that does not fit, what the server has now. */
const TRIES = /** @type {RequestCache[]} */ (["default", "reload"]);

/**
 * What may come from a test in place of this build's own.
 *
 * @typedef {{ signal?: AbortSignal | undefined, files?: Readonly<Record<string, BuiltFile>> }} Options
 */

/**
 * @param {string} path - below the bundle's folder
 * @returns {URL}
 */
export function addressOf(path) {
  return new URL(path, BUNDLE);
}

/**
 * Fetch a file whole.
 *
 * @param {string} path - below the bundle's folder
 * @param {Options} [options] - of which the signal ends the fetching
 * @returns {Promise<ArrayBuffer>} rejected with a StartError that names the file
 */
export function fetchVerified(path, options) {
  return takeVerified(
    path,
    async (response) => {
      const bytes = await response.arrayBuffer();
      return { taken: bytes, digest: await sha256Of(bytes) };
    },
    options,
  );
}

/**
 * Make something of a file while it arrives; what was made counts only once the file fits.
 *
 * @template T
 * @param {string} path - below the bundle's folder
 * @param {(response: Response) => Promise<T>} make - reads the body
 * @param {Options} [options] - of which the signal ends the fetching
 * @returns {Promise<T>} rejected with a StartError that names the file, or with what `make` threw
 */
export function readVerified(path, make, options) {
  return takeVerified(
    path,
    async (response) => {
      const copy = response.clone();
      // A wrong file is told as a wrong file, whatever `make` may say of it.
      const [made, digest] = await Promise.allSettled([make(response), sha256OfBody(copy)]);
      if (digest.status === "rejected") {
        throw digest.reason;
      }
      if (made.status === "rejected" && digest.value === wantedOf(path, options).sha256) {
        throw made.reason;
      }
      return { taken: /** @type {any} */ (made).value, digest: digest.value };
    },
    options,
  );
}

/**
 * @template T
 * @param {string} path - below the bundle's folder
 * @param {(response: Response) => Promise<{ taken: T, digest: string }>} take - reads the body
 * @param {Options} [options] - see above
 * @returns {Promise<T>}
 */
async function takeVerified(path, take, options = {}) {
  const { sha256 } = wantedOf(path, options);
  for (const cache of TRIES) {
    const response = await ask(path, cache, options.signal);
    try {
      const { taken, digest } = await take(response);
      if (digest === sha256) {
        return taken;
      }
    } catch (error) {
      if (error instanceof StartError) {
        throw error;
      }
      throw new StartError("blocked", `${path} did not arrive whole: ${wordsOf(error)}`);
    }
  }
  throw new StartError("mixed", `${path} is not the file that belongs to build ${BUILD}`);
}

/**
 * @param {string} path - below the bundle's folder
 * @param {Options} [options] - with another list
 * @returns {BuiltFile}
 */
function wantedOf(path, { files = FILES } = {}) {
  const wanted = files[path];
  if (!wanted) {
    throw new StartError("mixed", `build ${BUILD} has no ${path}`);
  }
  return wanted;
}

/**
 * @param {string} path - below the bundle's folder
 * @param {RequestCache} cache - whether a kept copy will do
 * @param {AbortSignal | undefined} signal - ends the fetching
 * @returns {Promise<Response>}
 */
async function ask(path, cache, signal) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(addressOf(path), { cache, signal: signal ?? null });
  } catch (error) {
    throw new StartError("blocked", `${path} cannot be fetched: ${wordsOf(error)}`);
  }
  if (response.status === 404 || response.status === 410) {
    throw new StartError("mixed", `${path} is not on the server: it answers ${response.status}`);
  }
  if (!response.ok) {
    throw new StartError("blocked", `${path}: the server answers ${response.status}`);
  }
  return response;
}
