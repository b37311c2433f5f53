/**
 * The desk: what counts as shown to others, and how a set-up says the group is to be looked at.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../../../../docs/assets/app/facilitate/desk/desk.js";
import { blankRound } from "../../../../docs/assets/app/facilitate/desk/round.js";

/** @type {any} */
const GROUP = { mode: "confidential" };

test("what is on the page counts as shown only once it is noted", () => {
  const desk = new Desk();
  desk.noteShown();
  assert.deepEqual(desk.state.revealed, []);
  desk.set({ group: GROUP, counted: ["a", "b"], parts_counted: "x" });
  assert.deepEqual([desk.state.revealed, desk.state.parts_shown], [[], ""]);
  desk.noteShown();
  assert.deepEqual([desk.state.revealed, desk.state.parts_shown], [["a", "b"], "x"]);
});

test("a group file that was opened leaves nothing to wait for", () => {
  const desk = new Desk();
  desk.set({ group: GROUP, opened: GROUP });
  desk.noteShown();
  assert.deepEqual(desk.state.revealed, []);
});

test("the set-up says by which label the group is looked at, until it has been shown", () => {
  const desk = new Desk();
  desk.setRound({ ...blankRound(), by: "sector", threshold: 7 });
  assert.equal(desk.state.options.kind, "sector");
  // The threshold of the set-up is a floor by itself; what is chosen on the desk may be higher.
  assert.equal(desk.state.options.threshold, null);
  desk.set({ group: GROUP, counted: ["a"] });
  desk.noteShown();
  desk.setRound({ ...blankRound(), by: "level" });
  assert.equal(desk.state.options.kind, "sector");
});
