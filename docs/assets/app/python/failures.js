/**
 * Says why Python gave no reply, for somebody with a group on the page.
 */

/** @import { PythonError } from "./client.js" */
/** @import { FailureCause } from "./protocol.js" */

/** @type {Record<FailureCause, string>} */
const CAUSES = Object.freeze({
  "no-wasm":
    "This browser has WebAssembly switched off, and this page works with it. A strict security setting often does this. Use another browser, or another computer.",
  blocked:
    "A part of the program did not arrive: the connection failed, or a filter on the way blocks it. What is on this page is still there. Try again.",
  mixed:
    "A part of the program is not the one that belongs to this page, so it was not used. Either the site has been renewed since you opened this page, or a filter on the way changes it. Save what you can of this page, load it again, and choose your files again. If you then read this once more, wait a few minutes or try another network.",
  timeout:
    "This took too long on this device, so it was stopped. What is on this page is still there. Try again, with fewer files at a time.",
  crashed:
    "The program stopped; the device may be short of memory. What is on this page is still there. Try again, with fewer files at a time.",
});

/**
 * @param {unknown} error - a PythonError that a call was rejected with
 * @param {Readonly<Record<FailureCause, string>>} [causes] - other sentences
 * @returns {string} the sentences to show; if Python refused something, its own
 */
export function explain(error, causes = CAUSES) {
  const { failure, message } = /** @type {PythonError} */ (error);
  if (failure === "mixed") {
    return `${causes.mixed} (${message.replace(/^StartError: /, "")}.)`;
  }
  return failure ? causes[failure] : message;
}
