/**
 * Turns what Python answered, a text, into a value or an error.
 */

import { wordsOf } from "./protocol.js";

/** @import { FailureCause } from "./protocol.js" */

/**
 * An error that Python answered with, made anew on the page; or the bridge's own, which then has a
 * `failure`: the machine-readable cause.
 */
export class PythonError extends Error {
  /**
   * @param {string} name - as Python calls it, or "BridgeError"
   * @param {string} message - for people, where Python made it
   * @param {FailureCause | null} [failure] - set where Python gave no answer
   */
  constructor(name, message, failure = null) {
    super(message);
    this.name = name;
    this.failure = failure;
  }
}

/** For people; what came is for developers, in the console. */
const NO_ANSWER = "What came back is not an answer. This is a fault of the site: please report it.";

/**
 * Return the value of a reply, or throw the error that it tells of.
 *
 * @param {string} reply - JSON text, `{"ok": {…}}` or `{"error": {"name": …, "message": …}}`; with a
 *   `cause` where it is the bridge's own error
 * @returns {unknown}
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
 * Return the cause that an error tells. The page looks its words up by it, so it must be none of
 * the names that every object has.
 *
 * @param {Record<string, unknown>} error - as it came
 * @returns {FailureCause | null}
 */
function causeIn({ cause }) {
  return isText(cause) && !(cause in {}) ? /** @type {FailureCause} */ (cause) : null;
}

/**
 * @param {string} reply - JSON text, if all is well
 * @returns {{ ok?: unknown, error?: unknown }} nothing where it is something else
 */
function parse(reply) {
  try {
    const found = JSON.parse(reply);
    return isObject(found) ? found : {};
  } catch (error) {
    return { error: { name: "BridgeError", message: wordsOf(error) } };
  }
}

/**
 * @param {unknown} found - in a reply
 * @returns {found is string}
 */
function isText(found) {
  return typeof found === "string";
}

/**
 * @param {unknown} found - in a reply
 * @returns {found is Record<string, unknown>}
 */
function isObject(found) {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}
