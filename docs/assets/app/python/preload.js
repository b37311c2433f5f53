/**
 * Fetches the two large files of the runtime in the page, while the worker is still starting, and
 * compiles the WebAssembly while it arrives. The results serve later workers as well, so that a new
 * one after a crash starts in a fraction of the time.
 */

import { BUILD, WORKER_FILES } from "../shared/build.js";
import { RUNTIME_FILES, RUNTIME_FOLDER, StartError, wordsOf } from "./protocol.js";
import { fetchVerified, processVerified } from "./verified-fetch.js";

/** @import { Options } from "./verified-fetch.js" */

/** The smallest WebAssembly module there is: magic number and version. */
const EMPTY_MODULE = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/** @typedef {{ build: string, wasm: WebAssembly.Module, library: ArrayBuffer }} Preloaded */

/**
 * Return the compiled runtime and the library archive.
 *
 * @param {Options} [options] - with a signal that aborts the fetching
 * @returns {Promise<Preloaded>} rejected with a StartError that names the cause
 */
export async function preloadRuntime(options) {
  await checkWebAssembly();
  const [wasm, library] = await Promise.all([
    processVerified(RUNTIME_FOLDER + RUNTIME_FILES.wasm, compile, options),
    fetchVerified(RUNTIME_FOLDER + RUNTIME_FILES.library, options),
  ]);
  return { build: BUILD, wasm, library };
}

/**
 * Verify the worker's own scripts before it starts. It then gets them from the browser's cache.
 *
 * @param {Options} [options] - with a signal that aborts the fetching
 * @returns {Promise<void>} rejected with a StartError that names the first wrong file
 */
export async function checkWorker(options) {
  await Promise.all(WORKER_FILES.map((path) => fetchVerified(path, options)));
}

/** Throw at once, without any download, if the browser has no WebAssembly or may not use it. */
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
 * Compile while the bytes arrive if the server states the right type, otherwise once all are there:
 * browsers compile a stream only if its type is `application/wasm`.
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
