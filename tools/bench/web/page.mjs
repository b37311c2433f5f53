/**
 * The page of the benchmarks: gets one result from Python in the way that the page names, and
 * notes when it was there, counted from the moment that the page was opened.
 */

/** @typedef {{ call(name: string, payload: unknown): Promise<unknown> }} Client */

/** @type {Record<string, (record: unknown) => Promise<unknown>>} */
const WAYS = { ours, stock, floor };

/**
 * The site's own client, worker and runtime, as they are in the built site.
 *
 * @param {unknown} record - to be scored
 */
async function ours(record) {
  /** @type {{ PythonClient: new () => Client }} */
  const { PythonClient } = await import(addressOf("client"));
  return new PythonClient().call("show_result", { record });
}

/**
 * Pyodide as its package brings it, in a module worker, with the core as a plain package.
 *
 * @param {unknown} record - to be scored
 */
function stock(record) {
  const worker = new Worker(addressOf("worker"), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => resolve(JSON.parse(data).ok));
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.postMessage(JSON.stringify({ record }));
  });
}

/** The limit for any client: fetches and compiles the WebAssembly, and runs nothing. */
async function floor() {
  await WebAssembly.compileStreaming(fetch(addressOf("wasm")));
  return null;
}

/**
 * @param {string} id - of a link on the page
 * @returns {string} the absolute address that it leads to
 */
function addressOf(id) {
  const link = document.getElementById(id);
  if (!(link instanceof HTMLLinkElement)) {
    throw new Error(`the page has no link called ${id}`);
  }
  return link.href;
}

const { dataset } = document.documentElement;
try {
  const way = WAYS[dataset.kind ?? ""];
  const record = JSON.parse(document.getElementById("record")?.textContent ?? "null");
  const result = await way?.(record);
  const milliseconds = performance.now();
  document.querySelector("output")?.append(JSON.stringify(result));
  dataset.milliseconds = String(milliseconds);
} catch (error) {
  dataset.failed = String(error);
}
