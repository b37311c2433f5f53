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

/**
 * Return the value of a reply, or throw the error that it tells of.
 *
 * @param {string} reply - JSON text, `{"ok": …}` or `{"error": {"name": …, "message": …}}`; with a
 *   `cause` where it is the bridge's own error
 * @returns {unknown}
 */
export function readReply(reply) {
  const { ok, error } = parse(reply);
  if (error) {
    throw new PythonError(error.name, error.message, error.cause ?? null);
  }
  return ok;
}

/**
 * @param {string} reply - JSON text, if all is well
 * @returns {{ ok?: unknown, error?: { name: string, message: string, cause?: FailureCause } }}
 */
function parse(reply) {
  try {
    return JSON.parse(reply);
  } catch (error) {
    return { error: { name: "BridgeError", message: wordsOf(error) } };
  }
}
