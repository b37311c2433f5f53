/**
 * When two spellings are one name.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { nameKey } from "../../../../docs/assets/app/facilitate/desk/round.js";

test("spellings of one name have one key", () => {
  for (const [one, ...others] of [
    ["Hillside Trust", "hillside  trust ", "HILLSIDE\u00a0TRUST", "Hillside\tTrust"],
    ["Straße", "STRASSE", "straẞe"],
    ["Café", "Cafe\u0301", "CAFÉ"],
    ["St Mary’s", "St Mary's", "ST MARY‘S"],
    ["“Quay”", '"quay"', "„Quay“"],
    ["North–South", "north-south", "North—South", "North‑South"],
    ["ΟΔΟΣ", "οδος", "οδοσ"],
    ["ﬁsh", "FISH"],
  ]) {
    for (const other of others) {
      assert.equal(nameKey(other), nameKey(/** @type {string} */ (one)), `${one} and ${other}`);
    }
  }
});

test("other names have other keys", () => {
  const names = ["North", "South", "North South", "NorthSouth", "Café", "Cafe", ""];
  assert.equal(new Set(names.map(nameKey)).size, names.length);
});
