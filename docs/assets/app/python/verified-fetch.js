/**
 * Fetches files of this build, and accepts only those that are, byte for byte, what the build made.
 *
 * A site that was only half uploaded, a cache with an old file, or a filter that rewrites files
 * could otherwise mix two versions; and such a mixture might produce wrong scores without an error.
 */

import { BUILD, FILES } from "../shared/build.js";
import { sha256Of, sha256OfBody } from "../shared/digest.js";
import { StartError, wordsOf } from "./protocol.js";

/** @import { BuiltFile } from "../shared/build.js" */

/** The bundle's folder, relative to this file. */
const BUNDLE = new URL("../..", import.meta.url);

/** First a copy that the browser may have cached; if that is wrong, what the server has now. */
const TRIES = /** @type {RequestCache[]} */ (["default", "reload"]);

/**
 * A signal that aborts the fetching; and another list of files, for tests.
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
 * Fetch a whole file.
 *
 * @param {string} path - below the bundle's folder
 * @param {Options} [options] - see above
 * @returns {Promise<ArrayBuffer>} rejected with a StartError that names the file
 */
export function fetchVerified(path, options) {
  return readVerified(
    path,
    async (response) => {
      const bytes = await response.arrayBuffer();
      return { result: bytes, digest: await sha256Of(bytes) };
    },
    options,
  );
}

/**
 * Process a file while it arrives. The result is returned only once the file turns out to be right.
 *
 * @template T
 * @param {string} path - below the bundle's folder
 * @param {(response: Response) => Promise<T>} process - reads the body
 * @param {Options} [options] - see above
 * @returns {Promise<T>} rejected with a StartError that names the file, or with an error of
 *   `process`
 */
export function processVerified(path, process, options) {
  return readVerified(
    path,
    async (response) => {
      const copy = response.clone();
      // A wrong file is reported as such, whatever error `process` may have with it.
      const [processed, digest] = await Promise.allSettled([process(response), sha256OfBody(copy)]);
      if (digest.status === "rejected") {
        throw digest.reason;
      }
      if (processed.status === "rejected" && digest.value === expectedFile(path, options).sha256) {
        throw processed.reason;
      }
      return { result: /** @type {any} */ (processed).value, digest: digest.value };
    },
    options,
  );
}

/**
 * @template T
 * @param {string} path - below the bundle's folder
 * @param {(response: Response) => Promise<{ result: T, digest: string }>} read - reads the body
 * @param {Options} [options] - see above
 * @returns {Promise<T>}
 */
async function readVerified(path, read, options = {}) {
  const { sha256 } = expectedFile(path, options);
  for (const cache of TRIES) {
    const response = await ask(path, cache, options.signal);
    try {
      const { result, digest } = await read(response);
      if (digest === sha256) {
        return result;
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
 * @param {Options} [options] - see above
 * @returns {BuiltFile} what the file must be like
 */
function expectedFile(path, { files = FILES } = {}) {
  const file = files[path];
  if (!file) {
    throw new StartError("mixed", `build ${BUILD} has no ${path}`);
  }
  return file;
}

/**
 * @param {string} path - below the bundle's folder
 * @param {RequestCache} cache - whether a cached copy will do
 * @param {AbortSignal | undefined} signal - aborts the fetching
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
