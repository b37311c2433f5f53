/**
 * One Python for a page, whose state shows on the document, for styles and for tests.
 */

import { PythonClient } from "./client.js";

/** @returns {PythonClient} not yet started */
export function followPython() {
  const python = new PythonClient();
  const show = () => {
    document.documentElement.dataset.patState = python.state;
  };
  python.addEventListener("statechange", show);
  show();
  return python;
}
