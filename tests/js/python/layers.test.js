/**
 * How Python finds the modules of a further layer.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { addLayer } from "../../../docs/assets/app/python/layers.js";

const ARCHIVE = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14]);

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
  addLayer(
    pyodide,
    { file: "a.zip", module: "core.more", packages: ["core", "core.part"] },
    ARCHIVE,
  );
  assert.deepEqual(done, [
    ["file", "/lib/a.zip"],
    ["sys.path", "/lib/a.zip"],
    ["core.__path__", "/lib/a.zip/core"],
    ["core.part.__path__", "/lib/a.zip/core/part"],
  ]);
});
