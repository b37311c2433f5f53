/**
 * Why Python gave no answer, in words for somebody with a group on the page.
 */

/** @import { PythonError } from "../bridge/client.js" */
/** @import { FailureCause } from "../bridge/protocol.js" */

/** @type {Record<FailureCause, string>} */
const CAUSES = Object.freeze({
  "no-wasm":
    "This browser has WebAssembly switched off, and this page works with it. A strict security setting often does this. Use another browser, or another computer.",
  blocked:
    "A part of the program did not arrive: the connection failed, or a filter on the way blocks it. What is on this page is still there. Try again.",
  timeout:
    "This took too long on this device, so it was stopped. What is on this page is still there. Try again, with fewer files at a time.",
  crashed:
    "The program stopped; the device may be short of memory. What is on this page is still there. Try again, with fewer files at a time.",
});

/**
 * @param {unknown} error - thrown by a call to Python: a PythonError
 * @returns {string} what to tell; where Python refused something, its own sentence
 */
export function explain(error) {
  const { failure, message } = /** @type {PythonError} */ (error);
  return failure ? CAUSES[failure] : message;
}
