/**
 * Turns a reply, which is JSON text, into a value or an error.
 */

import { wordsOf } from "./protocol.js";

/** @import { FailureCause } from "./protocol.js" */

/**
 * An error that Python replied with; or the bridge's own error, which then has a `failure`, the
 * machine-readable cause.
 */
export class PythonError extends Error {
  /**
   * @param {string} name - of Python's exception, or "BridgeError"
   * @param {string} message - for people, if it comes from Python
   * @param {FailureCause | null} [failure] - set if Python gave no reply
   */
  constructor(name, message, failure = null) {
    super(message);
    this.name = name;
    this.failure = failure;
  }
}

/** Shown to people; developers find what came in the console. */
const NO_ANSWER = "What came back is not an answer. This is a fault of the site: please report it.";

/**
 * Return the value in a reply, or throw the error in it.
 *
 * @param {string} reply - JSON text, `{"ok": {…}}` or `{"error": {"name": …, "message": …}}`; with
 *   a `cause` if it is the bridge's own error
 * @returns {unknown}
 * @throws {PythonError} the error in the reply, or one that says that it is no reply
 */
export function readReply(reply) {
  const { ok, error } = parse(reply);
  if (isObject(error) && isText(error.name) && isText(error.message)) {
    throw new PythonError(error.name, error.message, causeIn(error));
  }
  if (error !== undefined || !isObject(ok)) {
    console.error("Python's answer has another shape than it should:", String(reply).slice(0, 200));
    throw new PythonError("BridgeError", NO_ANSWER);
  }
  return ok;
}

/**
 * Return the cause that an error states. The page uses it as a key to look up a sentence, so it
 * must not be a name that every object has.
 *
 * @param {Record<string, unknown>} error - as it came
 * @returns {FailureCause | null}
 */
function causeIn({ cause }) {
  return isText(cause) && !(cause in {}) ? /** @type {FailureCause} */ (cause) : null;
}

/**
 * @param {string} reply - JSON text, if all is well
 * @returns {{ ok?: unknown, error?: unknown }} empty if it is no object
 */
function parse(reply) {
  try {
    const value = JSON.parse(reply);
    return isObject(value) ? value : {};
  } catch (error) {
    return { error: { name: "BridgeError", message: wordsOf(error) } };
  }
}

/**
 * @param {unknown} value - in a reply
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === "string";
}

/**
 * @param {unknown} value - in a reply
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
