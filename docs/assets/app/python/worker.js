/**
 * Runs Python. Only this file and `layers.js` know Pyodide.
 *
 * Whatever goes wrong here becomes a message to the page. So nothing is awaited at the top level,
 * where a failure would leave no trace on the page.
 */

import "./worker-lockdown.js";

import { BUILD } from "../shared/build.js";
import { addLayer } from "./layers.js";
import { CALLS, RUNTIME_FILES, RUNTIME_FOLDER, StartError, wordsOf } from "./protocol.js";
import { addressOf, fetchVerified } from "./verified-fetch.js";

/** @import { AnswerCall, Extensible, Layer } from "./layers.js" */
/** @import { CallMessage, FailureCause, PageMessage, StartMessage, WorkerMessage } from "./protocol.js" */

/**
 * What is used of Pyodide; `ffi` has the class of its errors.
 *
 * @typedef {Extensible & { ffi: { PythonError: new () => Error & { type: string } } }} Pyodide
 * @typedef {(options: Record<string, unknown>) => Promise<Pyodide>} LoadPyodide
 * @typedef {{ PYODIDE: string, PYTHON: string, LOCK: object, LAYERS: [Layer, ...Layer[]] }} Lock
 */

const folder = addressOf(RUNTIME_FOLDER);

/** @type {Record<string, readonly string[]>} */
const callsOf = CALLS;

/** The scripts are loaded while the page is still fetching the two large files. */
const scripts = loadScripts();
// A failure is handled where this is awaited; until then it must not count as unhandled.
scripts.catch(() => {});

/** @type {{ pyodide: Pyodide, layers: Layer[] } | null} */
let python = null;

/**
 * The function that answers calls, for each layer that Python has, in their order.
 *
 * @type {AnswerCall[]}
 */
const answerers = [];

self.addEventListener("message", (/** @type {MessageEvent<PageMessage>} */ { data }) => {
  if (data.type === "start") {
    startPython(data).catch((error) => {
      reportFailure(error instanceof StartError ? error.failure : "crashed", error);
    });
  } else {
    answer(data);
  }
});

/**
 * @param {WorkerMessage} message - to the page
 */
function post(message) {
  self.postMessage(message);
}

/**
 * @param {FailureCause} cause - machine-readable
 * @param {unknown} error - what was thrown
 */
function reportFailure(cause, error) {
  post({ type: "failed", cause, message: wordsOf(error) });
}

/**
 * Import Pyodide's entry, its glue and the site's lock once all three are verified. The glue
 * defines a global function, which the entry uses instead of importing the glue itself later.
 *
 * @returns {Promise<{ loadPyodide: LoadPyodide, lock: Lock }>}
 */
async function loadScripts() {
  const { entry, glue, lock } = RUNTIME_FILES;
  const paths = [entry, lock, glue].map((name) => RUNTIME_FOLDER + name);
  await Promise.all(paths.map((path) => fetchVerified(path)));
  const address = (/** @type {string} */ name) => new URL(name, folder).href;
  try {
    const [{ loadPyodide }, versions] = await Promise.all([
      import(address(entry)),
      import(address(lock)),
      import(address(glue)),
    ]);
    return { loadPyodide, lock: versions };
  } catch (error) {
    throw new StartError("blocked", `a script of the runtime cannot be loaded: ${wordsOf(error)}`);
  }
}

/**
 * @param {StartMessage} message - with what the page has fetched
 */
async function startPython(message) {
  if (message.build !== BUILD) {
    throw new StartError("mixed", `the page is of build ${message.build}, its worker of ${BUILD}`);
  }
  const { loadPyodide, lock } = await scripts;
  const served = serveFromMemory(message);
  try {
    const options = {
      indexURL: folder.href,
      packageBaseUrl: folder.href,
      stdLibURL: new URL(RUNTIME_FILES.library, folder).href,
      lockFileContents: lock.LOCK,
      packages: [],
    };
    const pyodide = await Promise.race([loadPyodide(options), served.failure]);
    python = { pyodide, layers: lock.LAYERS };
    answerers.push(pyodide.pyimport(lock.LAYERS[0].module).answer_call);
  } finally {
    served.end();
  }
  post({ type: "ready", build: BUILD, pyodide: lock.PYODIDE, python: lock.PYTHON });
}

/**
 * Give Pyodide what the page already has. Pyodide fetches its two large files by `fetch`, starts
 * the first by `WebAssembly.instantiateStreaming`, and has no option for either; so both functions
 * serve them from memory until it has started. A Pyodide that used other functions would still
 * start, only later. If the WebAssembly fails to start, `loadPyodide` waits forever (pyodide#6296),
 * hence `failure`.
 *
 * @param {StartMessage} message - with what the page has fetched
 * @returns {{ failure: Promise<never>, end: () => void }}
 */
function serveFromMemory({ wasm, library }) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  const wasmAddress = new URL(RUNTIME_FILES.wasm, folder).href;
  const libraryAddress = new URL(RUNTIME_FILES.library, folder).href;
  const { promise: failure, reject } = rejectable();
  self.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address === wasmAddress || address === libraryAddress) {
      return new Response(address === libraryAddress ? library : null);
    }
    return fetch(input, init);
  };
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    try {
      return { module: wasm, instance: await WebAssembly.instantiate(wasm, imports) };
    } catch (error) {
      reject(error);
      throw error;
    }
  };
  const end = () => {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
  return { failure, end };
}

/**
 * @returns {{ promise: Promise<never>, reject: (reason: unknown) => void }}
 */
function rejectable() {
  /** @type {(reason: unknown) => void} */
  let reject = () => {};
  /** @type {Promise<never>} */
  const promise = new Promise((_resolve, rejectIt) => {
    reject = rejectIt;
  });
  promise.catch(() => {});
  return { promise, reject };
}

/**
 * Pass one call to Python. An exception that Python itself raises is a reply, and so is the error
 * that a layer cannot be fetched; after any other exception the runtime cannot be trusted.
 *
 * @param {CallMessage} call - from the page
 */
async function answer({ id, name, payload }) {
  try {
    if (!python) {
      throw new Error("a call came before Python was ready");
    }
    const answerCall = await loadLayersFor(python, id, name);
    post({ type: "reply", id, reply: answerCall(name, payload) });
  } catch (error) {
    if (error instanceof StartError) {
      const refusal = { name: "BridgeError", message: error.message, cause: error.failure };
      post({ type: "reply", id, reply: JSON.stringify({ error: refusal }) });
    } else if (python && isReply(error, python.pyodide)) {
      post({ type: "reply", id, reply: JSON.stringify({ error: describe(error) }) });
    } else {
      reportFailure("crashed", error);
    }
  }
}

/**
 * Load the layers up to the one that answers a call, unless Python has them, and return its
 * function. A call that no layer knows goes to the first layer, which refuses it.
 *
 * @param {{ pyodide: Pyodide, layers: Layer[] }} python - running
 * @param {number} id - of the call
 * @param {string} name - of the call
 * @returns {Promise<AnswerCall>} rejected with a StartError if a layer cannot be fetched
 */
async function loadLayersFor({ pyodide, layers }, id, name) {
  const number = layers.findIndex(({ module }) => callsOf[module]?.includes(name));
  const missing = layers.slice(answerers.length, number + 1);
  if (missing.length > 0) {
    post({ type: "fetching", id, fetching: true });
    const paths = missing.map(({ file }) => RUNTIME_FOLDER + file);
    const contents = await Promise.all(paths.map((path) => fetchVerified(path)));
    post({ type: "fetching", id, fetching: false });
    for (const [place, layer] of missing.entries()) {
      addLayer(pyodide, layer, new Uint8Array(/** @type {ArrayBuffer} */ (contents[place])));
      answerers.push(pyodide.pyimport(layer.module).answer_call);
    }
  }
  return /** @type {AnswerCall} */ (answerers[Math.max(number, 0)]);
}

/**
 * Tell whether an exception came from Python, and Python can go on. It cannot once it has run out
 * of memory, since WebAssembly never releases memory.
 *
 * @param {unknown} error - thrown by a call
 * @param {Pyodide} pyodide - that was called
 * @returns {error is Error & { type: string }}
 */
function isReply(error, { ffi }) {
  return error instanceof ffi.PythonError && error.type !== "MemoryError";
}

/**
 * Return the last line of a Python error, without the traceback, which goes to the console.
 *
 * @param {Error & { type: string }} error - an exception that `answer_call` did not catch: a bug
 * @returns {{ name: string, message: string }}
 */
function describe(error) {
  console.error(error);
  return { name: error.type, message: error.message.trim().split("\n").at(-1) ?? "" };
}
