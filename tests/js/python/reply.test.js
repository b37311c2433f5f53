/**
 * What Python answers becomes a value or an error with words; nothing else passes.
 */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { readReply } from "../../../docs/assets/app/python/reply.js";

mock.method(console, "error", () => {});

test("the value is under ok", () => {
  assert.deepEqual(readReply('{"ok": {"html": "<p>x</p>"}}'), { html: "<p>x</p>" });
});

test("an error keeps its name, its words and its cause", () => {
  const reply = '{"error": {"name": "BridgeError", "message": "no layer", "cause": "blocked"}}';
  assert.throws(() => readReply(reply), {
    name: "BridgeError",
    message: "no layer",
    failure: "blocked",
  });
});

test("an error wins over a value", () => {
  const reply = '{"ok": {"html": "x"}, "error": {"name": "X", "message": "no"}}';
  assert.throws(() => readReply(reply), { name: "X", message: "no" });
});

for (const cause of ["constructor", "__proto__", "toString"]) {
  test(`a cause is not ${cause}`, () => {
    const error = JSON.parse(`{"name": "X", "message": "no", "cause": "${cause}"}`);
    assert.throws(() => readReply(JSON.stringify({ error })), { message: "no", failure: null });
  });
}

const SHAPES = [
  ...["null", "7", "[]", '"x"', "{}", '{"ok": null}', '{"ok": "x"}', '{"ok": []}'],
  ...['{"error": true}', '{"error": {"name": {}, "message": "x"}}', '{"error": {"name": "X"}}'],
  ...['{"ok": {"html": "x"}, "error": null}', '{"__proto__": {"ok": {"html": "x"}}}'],
];

for (const shape of SHAPES) {
  test(`${shape} is no answer`, () => {
    assert.throws(() => readReply(shape), { name: "BridgeError", message: /please report it/ });
  });
}

test("a key of the name __proto__ changes nothing", () => {
  const value = readReply('{"ok": {"__proto__": {"html": "x"}}}');
  assert.equal(/** @type {{ html?: string }} */ (value).html, undefined);
  assert.equal(/** @type {{ html?: string }} */ ({}).html, undefined);
});

test("what is no JSON is an error with words", () => {
  assert.throws(() => readReply("<img src=x>"), { name: "BridgeError", message: /JSON/ });
});
