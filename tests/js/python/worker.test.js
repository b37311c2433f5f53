/**
 * The worker with a runtime that only records its calls: which layers it loads, and when.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { registerHooks } from "node:module";
import { beforeEach, test } from "node:test";

const LAYERS = [
  { file: "library.zip", module: "pat_core.browser.person", packages: [] },
  { file: "group.zip", module: "pat_core.browser.group", packages: ["pat_core"] },
  { file: "workbook.zip", module: "pat_core.browser.workbook", packages: [] },
];

/** Replacements for the runtime's scripts, by name. */
const SCRIPTS = {
  "pyodide.js": "export const loadPyodide = async () => globalThis.fakePyodide;",
  "pyodide.asm.js": "",
  "lock.js": `export const PYODIDE = "0", PYTHON = "3", LOCK = {};
    export const LAYERS = ${JSON.stringify(LAYERS)};`,
};

/** What the server hands out, whatever is asked for. */
const CONTENT = "PK\u0003\u0004";

const NAMES = [...Object.keys(SCRIPTS), ...LAYERS.map(({ file }) => file)];
const WANTED = { size: 4, sha256: createHash("sha256").update(CONTENT).digest("hex") };
const NOTE = `export const BUILD = "this";
  export const FILES = ${JSON.stringify(
    Object.fromEntries(NAMES.map((name) => [`runtime/${name}`, WANTED])),
  )};`;

registerHooks({
  resolve(address, context, next) {
    const name = /\/assets\/runtime\/([^/]+)$/.exec(address)?.[1];
    const script = Object.entries(SCRIPTS).find(([each]) => each === name)?.[1];
    const text = address.endsWith("/shared/build.js") ? NOTE : script;
    return text === undefined
      ? next(address, context)
      : { url: `data:text/javascript,${encodeURIComponent(text)}`, shortCircuit: true };
  },
});

/** An exception that Python raised. */
class PythonError extends Error {
  type = "ZeroDivisionError";
}

/** @type {any[]} */
let said = [];

/** @type {string[]} */
let fetched = [];

/** @type {string[]} */
let added = [];

/** Whether the server hands out layers. */
let online = true;

/** @type {(message: any) => void} */
let hear = () => {};

const fakePyodide = {
  ffi: { PythonError },
  FS: { writeFile: (/** @type {string} */ path) => added.push(path) },
  pyimport: (/** @type {string} */ module) => ({
    path: { append: () => {} },
    __path__: { append: () => {} },
    answer_call: (/** @type {string} */ name) => {
      if (name === "read_file") {
        throw new PythonError("Traceback\nZeroDivisionError: none");
      }
      if (name === "write_file") {
        throw Object.assign(new PythonError("Traceback\nMemoryError"), { type: "MemoryError" });
      }
      return `${module} on ${name}`;
    },
  }),
};

const self = {
  addEventListener: (/** @type {string} */ _type, /** @type {typeof hear} */ react) => {
    hear = (data) => react({ data });
  },
  postMessage: (/** @type {any} */ message) => said.push(message),
  fetch: globalThis.fetch,
};

Object.assign(globalThis, {
  fakePyodide,
  self,
  location: { protocol: "blob:" },
  fetch: async (/** @type {URL} */ address) => {
    fetched.push(address.href);
    return online ? new Response(CONTENT) : new Response("", { status: 503 });
  },
});

/**
 * Wait for a word of the worker that ends something.
 *
 * @param {number} count - of the words before it
 */
async function settle(count) {
  while (!said.slice(count).some(({ type }) => type !== "fetching")) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/**
 * Put a call to the worker and return its last word.
 *
 * @param {string} name - of the call
 */
async function ask(name) {
  const { length } = said;
  hear({ type: "call", id: 7, name, payload: "{}" });
  await settle(length);
  return said.at(-1);
}

let workers = 0;

beforeEach(async () => {
  [said, fetched, added, online] = [[], [], [], true];
  workers += 1;
  await import(
    new URL(`../../../docs/assets/app/python/worker.js?${workers}`, import.meta.url).href
  );
  hear({ type: "start", build: "this", wasm: {}, library: new ArrayBuffer(0) });
  await settle(0);
  assert.deepEqual(said, [{ type: "ready", build: "this", pyodide: "0", python: "3" }]);
  fetched = [];
});

test("a call of the first layer fetches nothing", async () => {
  const reply = await ask("show_result");
  assert.deepEqual(reply, {
    type: "reply",
    id: 7,
    reply: "pat_core.browser.person on show_result",
  });
  assert.deepEqual([said.length, fetched, added], [2, [], []]);
});

test("a call of a later layer brings the layers up to its own, once and in order", async () => {
  assert.equal((await ask("write_workbook")).reply, "pat_core.browser.workbook on write_workbook");
  assert.deepEqual(
    said.slice(1).map(({ type, fetching }) => [type, fetching]),
    [
      ["fetching", true],
      ["fetching", false],
      ["reply", undefined],
    ],
  );
  const folder = new URL("../../../docs/assets/runtime/", import.meta.url).href;
  assert.deepEqual(fetched, [`${folder}group.zip`, `${folder}workbook.zip`]);
  assert.deepEqual(added, ["/lib/group.zip", "/lib/workbook.zip"]);
  await ask("write_workbook");
  assert.equal((await ask("show_result")).reply, "pat_core.browser.person on show_result");
  assert.equal(fetched.length, 2);
});

test("a layer that cannot be fetched is an error reply; the next call tries again", async () => {
  online = false;
  const { error } = JSON.parse((await ask("write_workbook")).reply);
  assert.deepEqual([error.name, error.cause], ["BridgeError", "blocked"]);
  assert.match(error.message, /503/);
  assert.equal((await ask("show_result")).reply, "pat_core.browser.person on show_result");
  online = true;
  assert.equal((await ask("write_workbook")).reply, "pat_core.browser.workbook on write_workbook");
  assert.deepEqual(added, ["/lib/group.zip", "/lib/workbook.zip"]);
});

test("a call that no layer has is put to the first, which can say so", async () => {
  assert.equal((await ask("no_such_call")).reply, "pat_core.browser.person on no_such_call");
  assert.deepEqual(fetched, []);
});

test("an exception that Python raised is an answer", async (context) => {
  context.mock.method(console, "error", () => {});
  const { error } = JSON.parse((await ask("read_file")).reply);
  assert.deepEqual(error, { name: "ZeroDivisionError", message: "ZeroDivisionError: none" });
});

test("Python out of memory is a crash, since it never gets any back", async () => {
  assert.deepEqual(await ask("write_file"), {
    type: "failed",
    cause: "crashed",
    message: "Error: Traceback\nMemoryError",
  });
});

test("a page of another build gets no Python", async () => {
  workers += 1;
  await import(
    new URL(`../../../docs/assets/app/python/worker.js?${workers}`, import.meta.url).href
  );
  hear({ type: "start", build: "another", wasm: {}, library: new ArrayBuffer(0) });
  await settle(1);
  assert.deepEqual([said.at(-1).type, said.at(-1).cause], ["failed", "mixed"]);
  assert.match(said.at(-1).message, /the page is of build another, its worker of this/);
});
