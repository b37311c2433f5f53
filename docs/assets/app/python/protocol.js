/**
 * Every word that page and worker exchange. What a call means is the business of Python; here it
 * has a name, a number and a text.
 */

/**
 * The calls that the page may make, by the Python module that answers them; a test compares them
 * with the `CALLS` of each. The first module is there from the start; the worker loads a later one,
 * and all before it, with the first call that wants it.
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
 * How long to wait, in milliseconds. Loading is generous, since a slow line may take minutes for
 * five megabytes; starting and calls are bounded by the slowest machine we know, ten times over.
 */
export const LIMITS = Object.freeze({ load: 300_000, start: 60_000, call: 20_000 });

/**
 * `failed` is final until somebody asks for a retry, so that a later failure cannot hide the first.
 *
 * @typedef {"idle" | "loading" | "ready" | "failed"} State
 */

/**
 * Why Python is not to be had: the browser has no WebAssembly or too old a one, a policy or the
 * network keeps a file or its use from us, a file is not the one that belongs to this build, it took
 * too long, or it broke.
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
 * From the page: one question, its payload as JSON text. The next follows only after the reply.
 *
 * @typedef {{ type: "call", id: number, name: string, payload: string }} CallMessage
 */

/**
 * From the worker: Python runs.
 *
 * @typedef {{ type: "ready", build: string, pyodide: string, python: string }} ReadyMessage
 */

/**
 * From the worker: a question needs more of Python, which is being fetched (true) or there (false).
 *
 * @typedef {{ type: "fetching", id: number, fetching: boolean }} FetchingMessage
 */

/**
 * From the worker: the answer to a question, as JSON text, either `{"ok": …}` or
 * `{"error": {"name": …, "message": …}}`. A `cause` beside the message makes it the bridge's own
 * error: Python was not asked, and the same question may be put again.
 *
 * @typedef {{ type: "reply", id: number, reply: string }} ReplyMessage
 */

/**
 * From the worker: it can do no more; the page ends it.
 *
 * @typedef {{ type: "failed", cause: FailureCause, message: string }} FailedMessage
 */

/** @typedef {StartMessage | CallMessage} PageMessage */
/** @typedef {ReadyMessage | FetchingMessage | ReplyMessage | FailedMessage} WorkerMessage */

/** A failure to start, with the cause that the page puts into words. */
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
 * Return an error's words, whatever was thrown: not everything that is thrown is an `Error`.
 *
 * @param {unknown} thrown - what a `catch` caught
 * @returns {string}
 */
export function wordsOf(thrown) {
  if (typeof thrown !== "object" || thrown === null) {
    return String(thrown);
  }
  const { name, message } = /** @type {Partial<Error>} */ (thrown);
  return [name, message].filter(Boolean).join(": ") || "an error without words";
}
