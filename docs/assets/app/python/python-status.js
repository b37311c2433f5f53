/**
 * One Python for a page, whose state shows on the document, for styles and for tests. Where the
 * page's build is no longer to be had, the page goes over to the one that is.
 */

import { PythonClient } from "./client.js";
import { RUNTIME_FILES, RUNTIME_FOLDER } from "./protocol.js";
import { moveOn } from "./renew.js";
import { addressOf } from "./verified-fetch.js";

/**
 * @param {() => boolean} [mayLeave] - whether the page can be loaded once more without a loss, where
 *   a file of the runtime turns out not to belong to it
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
  // Now, before anything has been entered that would have to stay.
  isGone().then((gone) => (gone ? moveOn(mayLeave) : undefined));
  return python;
}

/**
 * Tell whether only the page is left of its build: the service worker has kept it, but not Python,
 * which the server no longer has.
 */
async function isGone() {
  try {
    const python = addressOf(RUNTIME_FOLDER + RUNTIME_FILES.wasm);
    if (!navigator.serviceWorker?.controller || (await caches.match(python))) {
      return false;
    }
    const { status } = await fetch(python, { method: "HEAD", cache: "no-store" });
    return status === 404 || status === 410;
  } catch {
    // Without a connection there is nothing newer to be had either.
    return false;
  }
}
