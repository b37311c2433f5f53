/**
 * Stock Pyodide, started as its own documentation shows it. The bench server has it beside the files
 * of the npm package. The core is fetched while Pyodide loads, not after, so the comparison is with a
 * page that was built with care.
 */

// @ts-expect-error: the file is put beside this one when the pages are assembled.
import { loadPyodide } from "./pyodide.mjs";

/** @returns {Promise<(name: string, payload: string) => string>} */
async function start() {
  const [pyodide, core] = await Promise.all([loadPyodide(), fetchCore()]);
  pyodide.unpackArchive(core, "zip");
  return pyodide.pyimport("pat_core.browser.person").answer_call;
}

async function fetchCore() {
  const response = await fetch(new URL("core.zip", import.meta.url));
  return response.arrayBuffer();
}

const starting = start();

self.addEventListener("message", async ({ data }) => {
  const answerCall = await starting;
  self.postMessage(answerCall("show_result", data));
});
