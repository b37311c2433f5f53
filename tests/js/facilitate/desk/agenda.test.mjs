/**
 * The agenda of a workshop: order, minutes, topics added and taken off; and one from elsewhere.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  agendaIn,
  codesOf,
  minutesOf,
  noAgenda,
  withMinutes,
  withMoved,
  withoutTopic,
  withTopic,
  withTotal,
} from "../../../../docs/assets/app/facilitate/desk/agenda.js";

const PROPOSED = ["5D", "3B", "1B", "2A"];
const KNOWN = [...PROPOSED, "4A", "6F"];

test("nothing arranged: the proposed order, and an hour", () => {
  assert.deepEqual(codesOf(noAgenda(), PROPOSED), PROPOSED);
  assert.deepEqual(
    [...minutesOf(noAgenda(), PROPOSED)],
    [
      ["5D", 15],
      ["3B", 15],
      ["1B", 15],
      ["2A", 15],
    ],
  );
});

test("an order made by hand stays, and new topics follow it", () => {
  const agenda = withMoved(noAgenda(), PROPOSED, "2A", 0);
  assert.deepEqual(codesOf(agenda, PROPOSED), ["2A", "5D", "3B", "1B"]);
  assert.deepEqual(codesOf(agenda, ["6F", "1B", "5D"]), ["5D", "1B", "6F"]);
  assert.deepEqual(codesOf(agenda, []), []);
  assert.deepEqual(codesOf(agenda, PROPOSED), ["2A", "5D", "3B", "1B"]);
});

test("a place outside the list is its end", () => {
  assert.deepEqual(codesOf(withMoved(noAgenda(), PROPOSED, "5D", 99), PROPOSED).at(-1), "5D");
  assert.deepEqual(codesOf(withMoved(noAgenda(), PROPOSED, "2A", -5), PROPOSED)[0], "2A");
});

test("a statement is added at the end, also where no rule names a topic", () => {
  assert.deepEqual(codesOf(withTopic(noAgenda(), [], "4A"), []), ["4A"]);
  const moved = withMoved(noAgenda(), PROPOSED, "2A", 0);
  assert.deepEqual(codesOf(withTopic(moved, PROPOSED, "4A"), PROPOSED).at(-1), "4A");
});

test("what is added stays once, when a rule names it later", () => {
  const agenda = withTopic(noAgenda(), PROPOSED, "4A");
  assert.deepEqual(codesOf(agenda, ["4A", ...PROPOSED]), ["4A", ...PROPOSED]);
});

test("a topic that was taken off comes back only by hand, and without its minutes", () => {
  const given = withMinutes(noAgenda(), "3B", 40);
  const agenda = withoutTopic(given, PROPOSED, "3B");
  assert.deepEqual(codesOf(agenda, PROPOSED), ["5D", "1B", "2A"]);
  assert.deepEqual(agenda, { ...noAgenda(), removed: ["3B"] });
  assert.deepEqual(withTopic(agenda, PROPOSED, "3B"), noAgenda());
});

test("what was added and is taken off leaves nothing behind", () => {
  const agenda = withTopic(noAgenda(), PROPOSED, "4A");
  assert.deepEqual(withoutTopic(agenda, PROPOSED, "4A"), noAgenda());
});

test("no code is ever both added and taken off", () => {
  let agenda = withTopic(noAgenda(), PROPOSED, "4A");
  agenda = withoutTopic(agenda, ["4A"], "4A");
  assert.deepEqual([agenda.added, agenda.removed], [[], ["4A"]]);
  agenda = withTopic(agenda, PROPOSED, "4A");
  assert.deepEqual([agenda.added, agenda.removed], [["4A"], []]);
});

test("minutes are whole, from 0 to 999; anything else lets the topic share again", () => {
  const agenda = withMinutes(noAgenda(), "5D", 0);
  assert.deepEqual(agenda.minutes, { "5D": 0 });
  assert.deepEqual(withMinutes(agenda, "3B", 999).minutes, { "5D": 0, "3B": 999 });
  for (const bad of [Number.NaN, 1.5, -1, 1000]) {
    assert.deepEqual(withMinutes(agenda, "5D", bad).minutes, {});
  }
});

test("minutes in all are whole, from 1 to 999; anything else changes nothing", () => {
  assert.equal(withTotal(noAgenda(), 999).total, 999);
  for (const bad of [Number.NaN, 0, 1.5, 1000]) {
    assert.equal(withTotal(noAgenda(), bad).total, 60);
  }
});

test("the first topics get what cannot be shared evenly", () => {
  const minutes = minutesOf({ ...noAgenda(), total: 62, minutes: { "3B": 30 } }, PROPOSED);
  assert.deepEqual([...minutes.values()], [11, 30, 11, 10]);
});

test("nothing is changed in place, and unknown keys are kept", () => {
  const agenda = Object.freeze({ ...noAgenda(), x_room: "Hall" });
  for (const changed of [
    withMoved(agenda, PROPOSED, "2A", 0),
    withTopic(agenda, PROPOSED, "4A"),
    withoutTopic(agenda, PROPOSED, "5D"),
    withMinutes(agenda, "5D", 5),
    withTotal(agenda, 90),
  ]) {
    assert.notDeepEqual(changed, agenda);
    assert.equal(/** @type {typeof agenda} */ (changed).x_room, "Hall");
  }
});

test("of an agenda from another window, only what is of its kind is used", () => {
  const good = { ...noAgenda(), order: ["3B"], minutes: { "5D": 5 }, total: 90, added: ["4A"] };
  assert.deepEqual(agendaIn(good, KNOWN), good);
  const bad = {
    order: ["3B", "9Z", 5, "3B"],
    minutes: { "5D": "5", "9Z": 5, "3B": 1.5, "1B": 7 },
    total: "90",
    added: ["4A"],
    removed: ["4A", "5D"],
  };
  assert.deepEqual(agendaIn(bad, KNOWN), {
    ...{ order: ["3B"], minutes: { "1B": 7 }, total: 60, added: ["4A"], removed: ["5D"] },
  });
  for (const nothing of [null, undefined, "x", [], { order: {}, minutes: null }]) {
    assert.deepEqual(codesOf(agendaIn(nothing, KNOWN), PROPOSED), PROPOSED);
  }
});
