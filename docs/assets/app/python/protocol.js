/**
 * Everything that page and worker exchange. Only Python knows what a call means; here it is a name,
 * a number and a text.
 */

/**
 * The calls that the page may make, by the Python module that answers them; a test compares them
 * with the `CALLS` of each. The first module is loaded at the start; the worker loads a later one,
 * and all those before it, for the first call that needs it.
 */
export const CALLS = Object.freeze(
  /** @type {const} */ ({
    "pat_core.browser.person": ["show_result", "compare_results", "write_file", "read_file"],
    "pat_core.browser.group": [
      "read_results",
      "read_codes",
      "read_sheet",
      "sort_entries",
      "show_group",
      "show_document",
      "write_group",
      "write_csv",
      "write_plan",
      "write_report",
      "read_group",
      "read_earlier",
      "read_round",
      "preview_round",
      "write_workspace",
      "read_workspace",
    ],
    "pat_core.browser.workbook": ["write_workbook"],
  }),
);

/** @typedef {typeof CALLS[keyof typeof CALLS][number]} CallName */

/**
 * The files of the runtime that are always loaded, in the folder that `RUNTIME_FOLDER` names. The
 * archives of later layers lie beside them; `lock.js` lists them.
 */
export const RUNTIME_FILES = Object.freeze({
  entry: "pyodide.js",
  glue: "pyodide.asm.js",
  wasm: "pyodide.asm.wasm",
  library: "library.zip",
  lock: "lock.js",
});

/** Where the runtime lies, below the bundle's folder. */
export const RUNTIME_FOLDER = "runtime/";

/**
 * How long to wait, in milliseconds. Loading may take minutes, since it fetches five megabytes over
 * perhaps a slow connection; starting and calls may take ten times as long as on the slowest
 * computer that was tried.
 */
export const LIMITS = Object.freeze({ load: 300_000, start: 60_000, call: 20_000 });

/**
 * `failed` stays until somebody asks for a retry, so that a later failure cannot hide the first.
 *
 * @typedef {"idle" | "loading" | "ready" | "failed"} State
 */

/**
 * Why Python is not available: the browser has no WebAssembly, or too old a version of it; a policy
 * or the network blocks a file or its use; a file does not belong to this build; it took too long;
 * or it crashed.
 *
 * @typedef {"no-wasm" | "blocked" | "mixed" | "timeout" | "crashed"} FailureCause
 */

/**
 * From the page, once, as the first message: its build, the compiled runtime, the library archive.
 *
 * @typedef {object} StartMessage
 * @property {"start"} type
 * @property {string} build - the page's; the worker must be of the same
 * @property {WebAssembly.Module} wasm
 * @property {ArrayBuffer} library
 */

/**
 * From the page: one call, with its payload as JSON text. The next follows only after the reply.
 *
 * @typedef {{ type: "call", id: number, name: string, payload: string }} CallMessage
 */

/**
 * From the worker: Python is running.
 *
 * @typedef {{ type: "ready", build: string, pyodide: string, python: string }} ReadyMessage
 */

/**
 * From the worker: a call needs more of Python, which is being fetched (true) or has arrived
 * (false).
 *
 * @typedef {{ type: "fetching", id: number, fetching: boolean }} FetchingMessage
 */

/**
 * From the worker: the reply to a call, as JSON text, either `{"ok": …}` or
 * `{"error": {"name": …, "message": …}}`. With a `cause` beside the message it is the bridge's own
 * error: Python has not received the call, which may be made again.
 *
 * @typedef {{ type: "reply", id: number, reply: string }} ReplyMessage
 */

/**
 * From the worker: it cannot go on, and the page must end it.
 *
 * @typedef {{ type: "failed", cause: FailureCause, message: string }} FailedMessage
 */

/** @typedef {StartMessage | CallMessage} PageMessage */
/** @typedef {ReadyMessage | FetchingMessage | ReplyMessage | FailedMessage} WorkerMessage */

/** A failure to start, with a cause that the page explains in its own words. */
export class StartError extends Error {
  /**
   * @param {FailureCause} failure - machine-readable
   * @param {string} message - for developers
   */
  constructor(failure, message) {
    super(message);
    this.name = "StartError";
    this.failure = failure;
  }
}

/**
 * Return the text of anything that was thrown, which need not be an `Error`.
 *
 * @param {unknown} thrown - as caught
 * @returns {string}
 */
export function wordsOf(thrown) {
  if (typeof thrown !== "object" || thrown === null) {
    return String(thrown);
  }
  const { name, message } = /** @type {Partial<Error>} */ (thrown);
  return [name, message].filter(Boolean).join(": ") || "an error without words";
}
