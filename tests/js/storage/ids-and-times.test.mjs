/**
 * Ids and tokens: random, in their form, and fair.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { newId, newReceipt, newToken } from "../../../docs/assets/app/storage/ids-and-times.js";

test("a new id is a UUID of version 4, and no other is like it", () => {
  const made = new Set(Array.from({ length: 200 }, newId));
  assert.equal(made.size, 200);
  for (const id of made) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("a token is three groups of four characters that cannot be mistaken for each other", () => {
  const made = new Set(Array.from({ length: 200 }, newToken));
  assert.equal(made.size, 200);
  for (const token of made) {
    assert.match(token, /^([ACDEFHJKMNPRTVWXY2-9]{4}-){2}[ACDEFHJKMNPRTVWXY2-9]{4}$/);
  }
});

test("a receipt is six characters of the same kind, without dashes", () => {
  const made = new Set(Array.from({ length: 200 }, newReceipt));
  assert.ok(made.size > 195);
  for (const receipt of made) {
    assert.match(receipt, /^[ACDEFHJKMNPRTVWXY2-9]{6}$/);
  }
});

test("every character of a token is equally likely, whatever the random bytes are", (context) => {
  let next = 0;
  context.mock.method(crypto, "getRandomValues", (/** @type {Uint8Array} */ bytes) =>
    bytes.map(() => next++ % 256),
  );
  const signs = Array.from({ length: 256 }, newToken).join("").replaceAll("-", "");
  const counts = new Map();
  for (const sign of signs) {
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  assert.equal(counts.size, 25);
  assert.ok(Math.max(...counts.values()) - Math.min(...counts.values()) <= 13);
});
