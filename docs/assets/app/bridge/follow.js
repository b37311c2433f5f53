/**
 * One Python for a page, whose state shows on the document, for styles and for tests.
 */

import { reloadOnce } from "../lib/renew.js";
import { PythonClient } from "./client.js";

/**
 * @param {() => boolean} [mayReload] - whether the page can be loaded once more without a loss, where
 *   a file of the runtime turns out not to belong to it
 * @returns {PythonClient} not yet started
 */
export function followPython(mayReload = () => true) {
  const python = new PythonClient();
  const show = () => {
    document.documentElement.dataset.patState = python.state;
    if (python.failure?.failure === "mixed" && mayReload()) {
      reloadOnce();
    }
  };
  python.addEventListener("statechange", show);
  show();
  return python;
}
