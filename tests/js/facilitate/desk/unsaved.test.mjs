/**
 * What would be lost, what is too long, what is no day, and which spellings are one name.
 */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { noAgenda, withTotal } from "../../../../docs/assets/app/facilitate/desk/agenda.js";
import { Desk } from "../../../../docs/assets/app/facilitate/desk/desk.js";
import { startedRow } from "../../../../docs/assets/app/facilitate/desk/plan.js";
import { nameKey } from "../../../../docs/assets/app/facilitate/desk/round.js";
import {
  IN_GROUP,
  IN_WORKSPACE,
  Unsaved,
  watchDesk,
} from "../../../../docs/assets/app/facilitate/desk/unsaved.js";
import {
  dayFault,
  noteFaults,
  planFaults,
  tooLong,
} from "../../../../docs/assets/app/facilitate/fields/limits.js";
import { dayText, isDay } from "../../../../docs/assets/app/shared/terms.js";

/** @import { EntryDocument, GroupDocument, PlanRow } from "../../../../docs/assets/app/shared/documents.d.ts" */

/** @type {Desk} */
let desk;

/** @type {Unsaved} */
let unsaved;

beforeEach(() => {
  desk = new Desk();
  unsaved = new Unsaved();
  watchDesk(unsaved, desk);
});

/**
 * @param {string} digest - of what came
 * @param {"file" | "code" | "paper" | "row"} [kind] - how it came
 */
const entry = (digest, kind = "file") =>
  /** @type {EntryDocument} */ ({ name: digest, digest, kind });

// What would be lost

test("an untouched desk loses nothing", () => {
  assert.equal(unsaved.lost(), "");
});

test("all that nobody saved is named, with how much of it there is", () => {
  desk.add([entry("a"), entry("b"), entry("c", "paper")]);
  desk.add([{ name: "d", digest: "d", kind: "file", refused: "it is empty" }]);
  desk.note("1A", "Nobody decides");
  desk.note("1B", "");
  desk.addAction("1A", "Agree who decides");
  desk.set({ comments: { x: { state: "held", text: "" }, y: { state: "as-is", text: "" } } });
  desk.set({ agenda: withTotal(noAgenda(), 90) });
  assert.equal(
    unsaved.lost(),
    "2 files and 1 paper sheet, notes on 1 topic, a plan of 1 row, decisions on 2 comments and the workshop's agenda",
  );
});

test("what lies in a workspace as it is now is in no danger, and what came since is", () => {
  desk.add([entry("a"), entry("b")]);
  desk.note("1A", "Nobody decides");
  unsaved.keep(IN_WORKSPACE);
  assert.equal(unsaved.lost(), "");
  desk.add([entry("c")]);
  desk.note("1B", "Nobody knows");
  assert.equal(unsaved.lost(), "1 file and notes on 1 topic");
});

test("a choice on a file that was saved is one that no file holds", () => {
  desk.add([entry("a"), entry("b")]);
  unsaved.keep(IN_WORKSPACE);
  const [first, second] = desk.state.entries;
  assert.ok(first && second);
  desk.set({ entries: [first, { ...second, choice: "leave" }] });
  assert.equal(unsaved.lost(), "1 file");
});

test("what changes while a file is written is not in it", () => {
  desk.note("1A", "Nobody");
  const keep = unsaved.seal(IN_WORKSPACE);
  desk.note("1A", "Nobody decides");
  keep();
  assert.equal(unsaved.lost(), "notes on 1 topic");
});

test("a group file that is opened takes notes and plan away, and leaves labels and marks", () => {
  desk.note("1A", "Nobody decides");
  const { options } = desk.state;
  desk.set({ options: { ...options, partners: { Quay: "The Quay" } } });
  assert.equal(unsaved.lost(IN_GROUP), "notes on 1 topic");
  assert.equal(unsaved.lost(), "notes on 1 topic and which labels count as one");
});

test("what became of earlier actions is lost with the earlier round", () => {
  /** @type {PlanRow[]} */
  const rows = [startedRow("1A", "one"), { ...startedRow("1B", "two"), state: "done" }];
  const plan = { rows, next_assessment: "" };
  const earlier = /** @type {GroupDocument} */ ({ partnership: "", round: "", plan });
  desk.set({ earlier });
  unsaved.keep(["earlier"]);
  assert.equal(unsaved.lost(["earlier"]), "");
  const marked = rows.map((row) => ({ ...row, state: /** @type {const} */ ("dropped") }));
  desk.set({ earlier: { ...earlier, plan: { rows: marked, next_assessment: "" } } });
  assert.equal(unsaved.lost(["earlier"]), "what became of 2 earlier actions");
});

test("other parts of the page watch over their own", () => {
  let typed = "";
  unsaved.watch("sheet", {
    now: () => typed,
    lost: (now, kept) => (now === kept ? "" : "a paper sheet"),
  });
  typed = "4";
  assert.equal(unsaved.lost(), "a paper sheet");
  assert.equal(unsaved.lost(IN_WORKSPACE), "");
});

// What is too long

test("what is too long is counted in whole characters, and nothing is cut", () => {
  assert.equal(tooLong("x".repeat(10_000), 10_000), "");
  assert.equal(
    tooLong("x".repeat(12_042), 10_000),
    "2,042 characters too long: 10,000 fit. Shorten it; nothing has been cut.",
  );
  assert.match(tooLong("xy", 1), /^1 character too long: 1 fit/);
  assert.equal(tooLong("😀".repeat(10), 10), "");
  assert.match(tooLong("😀".repeat(11), 10), /^1 character too/);
});

test("what no file may hold of a plan is reported with its place", () => {
  const rows = [
    { ...startedRow("1A", "x".repeat(2_001)), by: "20277-03-12" },
    { ...startedRow("1B", "y"), by: "before Easter", review: "2027-02-30" },
  ];
  const faults = planFaults({ rows, next_assessment: "20277-01-01" });
  assert.deepEqual(
    faults.map((text) => text.split(": ")[0]),
    [
      "Action 1, “What will be done”",
      "Action 1, “By when”",
      "Action 2, “Looked at again on”",
    ].concat("Date of the next assessment"),
  );
  const many = Array.from({ length: 201 }, () => startedRow());
  assert.match(planFaults({ rows: many, next_assessment: "" })[0] ?? "", /has 201 actions/);
  assert.deepEqual(planFaults({ rows: many.slice(1), next_assessment: "2027-10-01" }), []);
  assert.deepEqual(noteFaults({ "1A": "x".repeat(10_000) }), []);
  assert.match(noteFaults({ "1A": "x".repeat(10_001) })[0] ?? "", /^What was said on 1A: 1 char/);
});

// What is no day

test("a day has a year of four digits that somebody can mean", () => {
  for (const day of ["2027-03-12", "1900-01-01", "9999-12-31", "2028-02-29"]) {
    assert.equal(isDay(day), true, day);
    assert.equal(dayFault(day), "");
  }
  for (const none of ["20277-03-12", "+20277-03-12", "0202-03-12", "2027-02-30", "2027-3-12"]) {
    assert.equal(isDay(none), false, none);
    assert.match(dayFault(none), /not a possible date/);
    assert.equal(dayText(none), none);
  }
  for (const words of ["", "before Easter", "spring 2027"]) {
    assert.equal(dayFault(words), "");
  }
});

// One name

test("one name in many spellings has one key", () => {
  for (const [one, other] of [
    ["Côte d'Or", "CO\u0302TE  d’or "],
    ["Youth-Link", "youth\u2013link"],
    ["Youth Link", "Youth\u00a0Link"],
    ["The “Quay”", 'the "quay"'],
    ["Straße", "STRASSE"],
    ["ﬁrst", "First"],
  ]) {
    assert.equal(nameKey(one ?? ""), nameKey(other ?? ""), `${one} ${other}`);
  }
  assert.notEqual(nameKey("Quay"), nameKey("Quays"));
  assert.notEqual(nameKey("Youth Link"), nameKey("Youth-Link"));
});
