/**
 * Fetches the two large files of the runtime on the page, while the worker is still starting, and
 * compiles the WebAssembly while it arrives. What comes out serves every later worker too, so that
 * a fresh one after a crash is there in a fraction of the time.
 */

import { BUILD, WORKER_FILES } from "../shared/build.js";
import { RUNTIME_FILES, RUNTIME_FOLDER, StartError, wordsOf } from "./protocol.js";
import { fetchVerified, readVerified } from "./verified-fetch.js";

/** @import { Options } from "./verified-fetch.js" */

/** The smallest WebAssembly module there is: magic number and version. */
const EMPTY_MODULE = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/** @typedef {{ build: string, wasm: WebAssembly.Module, library: ArrayBuffer }} Preloaded */

/**
 * Return the compiled runtime and the library archive.
 *
 * @param {Options} [options] - of which the signal ends the fetching
 * @returns {Promise<Preloaded>} rejected with a StartError that names the cause
 */
export async function preloadRuntime(options) {
  await checkWebAssembly();
  const [wasm, library] = await Promise.all([
    readVerified(RUNTIME_FOLDER + RUNTIME_FILES.wasm, compile, options),
    fetchVerified(RUNTIME_FOLDER + RUNTIME_FILES.library, options),
  ]);
  return { build: BUILD, wasm, library };
}

/**
 * Look at the worker's own scripts before it starts. It then gets them from the browser's cache.
 *
 * @param {Options} [options] - of which the signal ends the fetching
 * @returns {Promise<void>} rejected with a StartError that names the first wrong file
 */
export async function checkWorker(options) {
  await Promise.all(WORKER_FILES.map((path) => fetchVerified(path, options)));
}

/**
 * Find out at once, and without a download, whether the browser has WebAssembly and may use it.
 */
async function checkWebAssembly() {
  if (typeof WebAssembly !== "object") {
    throw new StartError("no-wasm", "this browser has no WebAssembly, or it is switched off");
  }
  try {
    await WebAssembly.compile(EMPTY_MODULE);
  } catch (error) {
    throw new StartError("blocked", `a policy forbids WebAssembly: ${wordsOf(error)}`);
  }
}

/**
 * Compile while the bytes arrive where the server gives the right type, else when all are there:
 * browsers compile a stream only when it is called `application/wasm`.
 *
 * @param {Response} response - the runtime's WebAssembly file
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(response) {
  const type = response.headers.get("Content-Type") ?? "";
  try {
    if (type === "application/wasm" && "compileStreaming" in WebAssembly) {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) {
      throw new StartError("no-wasm", `this browser's WebAssembly is too old: ${wordsOf(error)}`);
    }
    throw error;
  }
}
