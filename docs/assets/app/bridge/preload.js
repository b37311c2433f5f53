/**
 * Fetches the two large files of the runtime on the page, while the worker is still starting, and
 * compiles the WebAssembly while it arrives. What comes out serves every later worker too, so that
 * a fresh one after a crash is there in a fraction of the time.
 */

import { RUNTIME_FILES, RUNTIME_FOLDER, StartError, wordsOf } from "./protocol.js";

/** The smallest WebAssembly module there is: magic number and version. */
const EMPTY_MODULE = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/** @typedef {{ wasm: WebAssembly.Module, library: ArrayBuffer }} Preloaded */

/**
 * Return the compiled runtime and the library archive.
 *
 * @param {AbortSignal} [signal] - ends the fetching
 * @returns {Promise<Preloaded>} rejected with a StartError that names the cause
 */
export async function preloadRuntime(signal) {
  await checkWebAssembly();
  const folder = new URL(RUNTIME_FOLDER, import.meta.url);
  const [wasm, library] = await Promise.all([
    fetchFile(new URL(RUNTIME_FILES.wasm, folder), signal).then(compile),
    fetchFile(new URL(RUNTIME_FILES.library, folder), signal).then(readBody),
  ]);
  return { wasm, library };
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
 * @param {URL} address - of a file of the runtime
 * @param {AbortSignal} [signal] - ends the fetching
 * @returns {Promise<Response>}
 */
async function fetchFile(address, signal) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address, { signal: signal ?? null });
  } catch (error) {
    throw new StartError("blocked", `${address.pathname} cannot be fetched: ${wordsOf(error)}`);
  }
  if (!response.ok) {
    throw new StartError("blocked", `${address.pathname}: the server answers ${response.status}`);
  }
  return response;
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
    throw new StartError("blocked", `the runtime did not arrive whole: ${wordsOf(error)}`);
  }
}

/**
 * @param {Response} response - any file
 * @returns {Promise<ArrayBuffer>}
 */
async function readBody(response) {
  try {
    return await response.arrayBuffer();
  } catch (error) {
    throw new StartError("blocked", `the library did not arrive whole: ${wordsOf(error)}`);
  }
}
