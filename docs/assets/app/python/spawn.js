/**
 * Starts a worker to which the page's Content-Security-Policy applies.
 *
 * A worker from an ordinary address takes its policy from its own response, which a static host
 * does not send; a worker from a `blob:` address inherits the page's. So the blob holds one line,
 * which imports the real module.
 */

import { withTrusted } from "../shared/trusted-address.js";

/**
 * Start a module worker under the page's policy.
 *
 * @param {URL} workerUrl - absolute address of the worker's module, on this site
 * @returns {Worker}
 */
export function spawnWorker(workerUrl) {
  const text = `import ${JSON.stringify(workerUrl.href)};\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const options = /** @type {WorkerOptions} */ ({ type: "module", name: "pat-python" });
  try {
    const worker = withTrusted(address, (trusted) => new Worker(trusted, options));
    revokeWhenRead(address, worker);
    return worker;
  } catch (error) {
    URL.revokeObjectURL(address);
    throw error;
  }
}

/**
 * Release the blob after the worker's first event. Some browsers read it only after the constructor
 * has returned.
 *
 * @param {string} address - of the blob
 * @param {Worker} worker - started from it
 */
function revokeWhenRead(address, worker) {
  const revoke = () => URL.revokeObjectURL(address);
  worker.addEventListener("message", revoke, { once: true });
  worker.addEventListener("error", revoke, { once: true });
}
