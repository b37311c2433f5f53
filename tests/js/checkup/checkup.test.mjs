/**
 * The pure parts of the checkup and the live view: what counts as right, and how it is put.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import "../page.mjs";

import { inWords } from "../../../docs/assets/app/checkup/address-checks.js";
import { differences } from "../../../docs/assets/app/checkup/browser-checks.js";
import { reportText } from "../../../docs/assets/app/checkup/checkup-view.js";
import { directivesOf, isRightType } from "../../../docs/assets/app/checkup/file-checks.js";
import { shortened } from "../../../docs/assets/app/checkup/outcome.js";
import { inMegabytes } from "../../../docs/assets/app/checkup/storage-checks.js";
import {
  addressOf,
  difference,
  inBytes,
  isServed,
  SITE,
} from "../../../docs/assets/app/shared/site-files.js";

test("files for the host and for developers are not asked for", () => {
  const left = ["_headers", ".nojekyll", "web.config", "publish/.htaccess", "sitemap.xml.gz"];
  for (const path of [...left, "publish/nginx.conf", "assets/bundle.js.map"]) {
    assert.equal(isServed(path), false, path);
  }
  for (const path of ["index.html", "build/1a/runtime/library.zip", "a/_b.html", "404.html"]) {
    assert.equal(isServed(path), true, path);
  }
});

test("a page is asked for by the address that visitors use", () => {
  const below = (/** @type {string} */ path) => addressOf(path).href.slice(SITE.href.length);
  assert.equal(below("index.html"), "");
  assert.equal(below("assess/index.html"), "assess/");
  assert.equal(below("404.html"), "404.html");
  assert.equal(below("a b/c#d.js"), "a%20b/c%23d.js");
  assert.equal(below("myindex.html"), "myindex.html");
});

test("a difference is stated by size, or by hash if the sizes are equal", () => {
  const expected = { size: 1200, sha256: "ab".repeat(32) };
  assert.equal(difference(expected, 1, "00"), "1,200 bytes expected, 1 byte found");
  const text = difference(expected, 1200, "cd".repeat(32));
  assert.equal(text, "SHA-256 abababababab… expected, cdcdcdcdcdcd… found");
  assert.equal(inBytes(20132547), "20,132,547 bytes");
});

test("a type is judged by its name, whatever parameters follow it", () => {
  assert.equal(isRightType("a.js", "text/javascript; charset=utf-8"), true);
  assert.equal(isRightType("a.js", "Application/JavaScript"), true);
  assert.equal(isRightType("a.js", "text/plain"), false);
  assert.equal(isRightType("a.wasm", ""), false);
  assert.equal(isRightType("a.zip", "application/x-zip-compressed"), true);
  assert.equal(isRightType("a.txt", "anything/else"), true);
});

test("the directives of one policy or several are found", () => {
  assert.deepEqual(directivesOf(""), []);
  assert.deepEqual(directivesOf("frame-ancestors 'none'"), ["frame-ancestors"]);
  const two = "Default-Src 'self'; img-src data:;, frame-ancestors 'none'";
  assert.deepEqual(directivesOf(two), ["default-src", "img-src", "frame-ancestors"]);
});

test("the difference of two clocks is put in a fitting unit", () => {
  assert.equal(inWords(-1), "less than two seconds apart");
  assert.equal(inWords(90), "this computer is 90 seconds ahead");
  assert.equal(inWords(-600), "this computer is 10 minutes behind");
  assert.equal(inWords(10_800), "this computer is 3 hours ahead");
  assert.equal(inWords(-864_000), "this computer is 10 days behind");
});

test("space is stated in megabytes with three digits", () => {
  assert.equal(inMegabytes(73_700), "0.0737 MB");
  assert.equal(inMegabytes(10_737_418_240), "10,700 MB");
});

test("a long list is shortened and says by how much", () => {
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
  assert.deepEqual(shortened(lines).slice(9), ["line 9", "and 20 more"]);
  assert.deepEqual(shortened(lines.slice(0, 11)), lines.slice(0, 11));
});

test("each wrong score is named", () => {
  const known = { record: {}, principles: { 1: 10, 2: 17 }, aggregate: 27 };
  const found = (/** @type {number} */ second, /** @type {number} */ all) => ({
    principles: { 1: { score: 10 }, 2: { score: second } },
    aggregate: { score: all },
  });
  assert.deepEqual(differences(known, found(17, 27)), []);
  assert.deepEqual(differences(known, found(16, 26)), [
    "principle 2: 17 expected, 16 found",
    "aggregate: 27 expected, 26 found",
  ]);
  const without = { principles: {}, aggregate: { score: 27 } };
  assert.match(differences(known, without)[0] ?? "", /10 expected, undefined found/);
});

test("the text has a line for each check, and below it what was measured", () => {
  const rows = [
    { title: "One", status: "Fine", measured: [] },
    { title: "Two", status: "Fails", measured: ["a: b"] },
  ];
  const text = reportText(rows, ["Build: 1a"]);
  assert.equal(
    text,
    "Checkup of the Partnership Assessment Tool\nBuild: 1a\n\n[Fine] One\n[Fails] Two\n    a: b\n",
  );
});
