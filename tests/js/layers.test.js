/**
 * How more of Python comes: fetched whole or refused, and found beside what is there.
 */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { addLayer, fetchLayer } from "../../docs/assets/app/bridge/layers.js";

const ADDRESS = new URL("https://example.org/runtime/group.zip");
const ARCHIVE = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14]);

const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
});

test("an archive comes as the bytes that the server sent", async () => {
  globalThis.fetch = async () => new Response(ARCHIVE);
  assert.deepEqual(await fetchLayer(ADDRESS), ARCHIVE);
});

for (const [what, answer, words] of /** @type {[string, () => Response, RegExp][]} */ ([
  ["a missing file", () => new Response("", { status: 404 }), /group\.zip.*404/],
  ["a login page", () => new Response("<!doctype html>"), /something else/],
  ["an empty answer", () => new Response(""), /something else/],
])) {
  test(`${what} in place of an archive counts as blocked`, async () => {
    globalThis.fetch = async () => answer();
    const expected = { name: "StartError", failure: "blocked", message: words };
    await assert.rejects(fetchLayer(ADDRESS), expected);
  });
}

test("a network that is down counts as blocked", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(fetchLayer(ADDRESS), { failure: "blocked", message: /Failed to fetch/ });
});

test("the archive lies among Python's files, and packages that go on in it look there too", () => {
  /** @type {[string, ...unknown[]][]} */
  const done = [];
  const list = (/** @type {string} */ name) => ({
    append: (/** @type {string} */ place) => done.push([name, place]),
  });
  const pyodide = {
    FS: { writeFile: (/** @type {string} */ path) => done.push(["file", path]) },
    pyimport: (/** @type {string} */ name) => ({
      path: list(`${name}.path`),
      __path__: list(`${name}.__path__`),
      answer_call: () => "",
    }),
  };
  addLayer(pyodide, { file: "a.zip", door: "core.more", packages: ["core", "core.part"] }, ARCHIVE);
  assert.deepEqual(done, [
    ["file", "/lib/a.zip"],
    ["sys.path", "/lib/a.zip"],
    ["core.__path__", "/lib/a.zip/core"],
    ["core.part.__path__", "/lib/a.zip/core/part"],
  ]);
});
