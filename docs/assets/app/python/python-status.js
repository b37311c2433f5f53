/**
 * One Python for a page, whose state is shown on the document element for styles and tests. If the
 * server no longer has the page's build, the page moves on to the present one.
 */

import { PythonClient } from "./client.js";
import { RUNTIME_FILES, RUNTIME_FOLDER } from "./protocol.js";
import { moveOn } from "./renew.js";
import { addressOf } from "./verified-fetch.js";

/**
 * @param {() => boolean} [mayLeave] - whether the page may be reloaded without a loss, if a file of
 *   the runtime turns out not to belong to its build
 * @returns {PythonClient} not yet started
 */
export function pythonForPage(mayLeave = () => true) {
  const python = new PythonClient();
  const show = () => {
    document.documentElement.dataset.patState = python.state;
  };
  python.addEventListener("statechange", show);
  python.addEventListener("mixed", () => moveOn(mayLeave));
  show();
  // Checked now, before anything has been entered that a reload would have to preserve.
  isPythonMissing().then((isMissing) => (isMissing ? moveOn(mayLeave) : undefined));
  return python;
}

/**
 * Tell whether Python is missing from the page's build: the service worker has cached the page, but
 * not Python, and the server no longer has it.
 */
async function isPythonMissing() {
  try {
    const python = addressOf(RUNTIME_FOLDER + RUNTIME_FILES.wasm);
    if (!navigator.serviceWorker?.controller || (await caches.match(python))) {
      return false;
    }
    const { status } = await fetch(python, { method: "HEAD", cache: "no-store" });
    return status === 404 || status === 410;
  } catch {
    // Offline, there is no newer version to move on to either.
    return false;
  }
}
