/**
 * How far a checklist is, in words: none, some, all, and notes beside them.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { progressOf } from "../../../docs/assets/app/checklists/progress.js";

/**
 * Say how far a list of seven is.
 *
 * @param {Record<string, any>} entries - what is kept of it
 */
function said(entries) {
  /** @type {string[][]} */
  const asked = [];
  const session = {
    below: (/** @type {string[]} */ ...path) => {
      asked.push(path);
      return entries;
    },
  };
  const text = progressOf(session, "sounding-out", 7);
  assert.deepEqual(asked, [["checklists", "sounding-out"]]);
  return text;
}

/** @param {number} count - of checks that are ticked */
const ticked = (count) =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`c${place}`, { done: true }]));

test("a list that nobody touched is not yet started", () => {
  assert.equal(said({}), "Not yet started.");
});

test("what was ticked and unticked, or noted and emptied, leaves a list not yet started", () => {
  assert.equal(said({ a: {}, b: { done: false }, c: { note: " \n" } }), "Not yet started.");
});

test("ticks are counted against all checks", () => {
  assert.equal(said(ticked(1)), "1 of 7 ticked.");
  assert.equal(said({ ...ticked(6), other: { done: false } }), "6 of 7 ticked.");
});

test("with every check ticked the words say so", () => {
  assert.equal(said(ticked(7)), "All 7 ticked.");
});

test("notes are counted beside the ticks, each check once", () => {
  assert.equal(
    said({ ...ticked(2), c1: { done: true, note: "n" } }),
    "2 of 7 ticked, 1 with a note.",
  );
  assert.equal(said({ a: { note: "n" }, b: { note: "n" } }), "0 of 7 ticked, 2 with a note.");
  assert.equal(
    said({ ...ticked(7), c0: { done: true, note: "n" } }),
    "All 7 ticked, 1 with a note.",
  );
});

test("odd entries of a foreign file are counted as nothing", () => {
  assert.equal(
    said({ a: null, b: 7, c: { done: "yes" }, d: { done: 1, note: null } }),
    "Not yet started.",
  );
});

test("never a percentage", () => {
  for (const count of [0, 1, 3, 7]) {
    assert.doesNotMatch(said(ticked(count)), /%|per cent|score/i);
  }
});
