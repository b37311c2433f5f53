/**
 * A result as records and back, what of it is handed on, and what its file is called.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  fileNameOf,
  forFacilitator,
  isObject,
  keyOf,
  placeOf,
  toDocument,
  toRecords,
} from "../../../docs/assets/app/storage/records.js";

const ALL = {
  name: true,
  labels: true,
  time: true,
  token: true,
  comment: () => true,
  checklist: () => true,
};
const NONE = {
  name: false,
  labels: false,
  time: false,
  token: false,
  comment: () => false,
  checklist: () => false,
};

const DOCUMENT = {
  result_id: "0d5a1f6e-1111-4222-8333-444455556666",
  saved_at: "2026-10-06T09:40:17Z",
  pairing_token: "K7PM-W3XN-9ACD",
  partnership: "Harbour Lane",
  respondent: { name: "Ada", organisation: "Works", sector: "public", level: "board", shoe: 42 },
  responses: {
    "1A": { answer: 4, comment: "mine" },
    "1B": { answer: null },
    "1C": { comment: "c" },
  },
  significance: { 1: 5, 2: null },
  success: { answer: 2, comment: "aims" },
  typology: { now: { collaboration: "coordination" }, needed: {} },
  checklists: {
    obstacles: { governance: { done: true, note: "n" }, ideologies: { note: "n only" } },
    "setting-up": { "1A": { done: true } },
  },
  unread: { "7A": { answer: 1 } },
  future: { deep: [1, { a: null }] },
};

/** Copy by JSON, so that a test sees whether its argument was changed. */
const copy = () => structuredClone(DOCUMENT);

test("each field of the contract has a record of its own", () => {
  const paths = {
    "1A": ["responses/1A", "answer", "answer"],
    "6F-comment": ["responses/6F", "comment", "text"],
    success: ["success", "answer", "answer"],
    "success-comment": ["success", "comment", "text"],
    "significance-4": ["significance/4", null, "answer"],
    "now-collaboration": ["typology/now/collaboration", null, "text"],
    "needed-function": ["typology/needed/function", null, "text"],
    partnership: ["partnership", null, "text"],
    round: ["round", null, "text"],
    purpose: ["purpose", null, "text"],
    name: ["respondent/name", null, "text"],
    organisation: ["respondent/organisation", null, "text"],
    sector: ["respondent/sector", null, "text"],
    level: ["respondent/level", null, "text"],
    "check/obstacles/governance": ["checklists/obstacles/governance", "done", "tick"],
    "note/obstacles/governance": ["checklists/obstacles/governance", "note", "text"],
    "check/setting-up/1A": ["checklists/setting-up/1A", "done", "tick"],
    "note/sounding-out/extra-value": ["checklists/sounding-out/extra-value", "note", "text"],
  };
  for (const [name, [key, property, kind]] of Object.entries(paths)) {
    const place = placeOf(name);
    assert.ok(place, name);
    assert.deepEqual([keyOf(place.path), place.property, place.kind], [key, property, kind]);
  }
});

test("fields that are no part of a result are not kept", () => {
  for (const name of [
    "keep",
    "load",
    "include-name",
    "include-comment-1A",
    "include-checklist-obstacles",
    "path-goals",
    "check",
    "check/obstacles",
    "check/obstacles/",
    "note//governance",
    "check/obstacles/governance/more",
    "other/obstacles/governance",
    "",
    "__proto__",
    "1a",
  ]) {
    assert.equal(placeOf(name), null, name);
  }
});

test("what is split comes together again", () => {
  const records = toRecords(copy());
  assert.deepEqual(records.get("responses/1A"), { answer: 4, comment: "mine" });
  assert.equal(records.get("typology/now/collaboration"), "coordination");
  assert.deepEqual(records.get("checklists/obstacles/governance"), { done: true, note: "n" });
  assert.deepEqual(records.get("checklists/setting-up/1A"), { done: true });
  // An empty branch holds no record, so it is the one thing that does not come back.
  const { typology, ...rest } = toDocument(records);
  assert.deepEqual(typology, { now: { collaboration: "coordination" } });
  assert.deepEqual({ ...rest, typology: DOCUMENT.typology }, DOCUMENT);
});

test("keys with signs of our own, and of JavaScript, are only keys", () => {
  const odd = JSON.parse(
    '{"respondent": {"a/b": 1, "%2F": 2, "": 3}, "responses": {"__proto__": {"answer": 1}},' +
      ' "__proto__": {"polluted": true}, "constructor": 5}',
  );
  const back = toDocument(toRecords(odd));
  assert.equal(JSON.stringify(back), JSON.stringify(odd));
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("a part that is no object stays one record", () => {
  for (const odd of [null, 7, "text", [1, 2]]) {
    const records = toRecords(/** @type {object} */ ({ responses: odd }));
    assert.deepEqual([...records], [["responses", odd]]);
    assert.deepEqual(toDocument(records), { responses: odd });
  }
});

test("a checklist comes apart into one record for each check, and together again", () => {
  const records = toRecords({ checklists: DOCUMENT.checklists });
  assert.deepEqual(
    [...records.keys()],
    [
      "checklists/obstacles/governance",
      "checklists/obstacles/ideologies",
      "checklists/setting-up/1A",
    ],
  );
  assert.deepEqual(toDocument(records), { checklists: DOCUMENT.checklists });
});

test("with everything ticked, only the unread stays behind", () => {
  const { unread, ...expected } = DOCUMENT;
  assert.deepEqual(forFacilitator(copy(), ALL), expected);
  assert.ok(unread);
});

test("a checklist goes out only where it is chosen, and no other with it", () => {
  assert.ok(!("checklists" in forFacilitator(copy(), NONE)));
  const choices = { ...NONE, checklist: (/** @type {string} */ id) => id === "obstacles" };
  const given = forFacilitator(copy(), choices);
  assert.deepEqual(given.checklists, { obstacles: DOCUMENT.checklists.obstacles });
  const other = { ...ALL, checklist: (/** @type {string} */ id) => id === "sounding-out" };
  assert.ok(!("checklists" in forFacilitator(copy(), other)));
});

test("with nothing ticked, no name, label, token, comment or time of day goes out", () => {
  const given = forFacilitator(copy(), NONE);
  const text = JSON.stringify(given);
  for (const secret of [
    "Ada",
    "Works",
    "board",
    "public",
    "mine",
    "aims",
    "09:40",
    "n only",
    "K7PM",
  ]) {
    assert.ok(!text.includes(secret), secret);
  }
  assert.deepEqual(given.respondent, { shoe: 42 });
  assert.equal(given.saved_at, "2026-10-06T00:00:00Z");
  assert.deepEqual(/** @type {any} */ (given.responses)["1B"], { answer: null });
  assert.deepEqual(given.success, { answer: 2 });
});

test("one comment can be left out alone", () => {
  const choices = { ...ALL, comment: (/** @type {string} */ code) => code !== "1A" };
  const given = /** @type {any} */ (forFacilitator(copy(), choices));
  assert.deepEqual(given.responses["1A"], { answer: 4 });
  assert.deepEqual(given.responses["1C"], { comment: "c" });
  assert.equal(given.success.comment, "aims");
});

test("handing on changes nothing of one's own", () => {
  const mine = copy();
  forFacilitator(mine, NONE);
  assert.deepEqual(mine, DOCUMENT);
});

test("odd documents are handed on without an error", () => {
  for (const odd of [
    {},
    { responses: null },
    { responses: { "1A": 3 }, success: "x", saved_at: 5 },
  ]) {
    assert.deepEqual(forFacilitator(/** @type {object} */ (odd), NONE), odd);
  }
  for (const odd of [null, 7, "text", ["obstacles"], {}]) {
    assert.deepEqual(forFacilitator(/** @type {object} */ ({ checklists: odd }), ALL), {});
  }
});

test("file names hold partnership, day and id, and nothing that a disk minds", () => {
  const names = {
    "Harbour Lane": "harbour-lane",
    "  Côte/Lane & \\Co.: ": "cote-lane-co",
    "../../etc/passwd": "etc-passwd",
    "a\u0000b\nc": "a-b-c",
    'con?*"<>|': "con",
    "": "partnership",
    "…": "partnership",
  };
  for (const [partnership, start] of Object.entries(names)) {
    const name = fileNameOf({ ...DOCUMENT, partnership });
    assert.equal(name, `${start}-2026-10-06-0d5a1f6e.pat.json`);
  }
});

test("file names stay short, and whole in every alphabet", () => {
  const long = fileNameOf({ ...DOCUMENT, partnership: "word ".repeat(100) });
  assert.ok(long.length < 80);
  assert.ok(!long.includes("--"));
  const pairs = fileNameOf({ ...DOCUMENT, partnership: "𝒜".repeat(60) });
  assert.doesNotThrow(() => encodeURIComponent(pairs));
  assert.equal(fileNameOf({ ...DOCUMENT, partnership: "Ŵyl Môn" }).slice(0, 7), "wyl-mon");
});

test("a result without day or id still gets a name", () => {
  assert.equal(fileNameOf({}), "partnership.pat.json");
  const odd = /** @type {object} */ ({ result_id: "../x", saved_at: 5 });
  assert.equal(fileNameOf(odd), "partnership-5-x.pat.json");
});

test("only plain objects count as objects", () => {
  assert.deepEqual([{}, [], null, 1, "x"].map(isObject), [true, false, false, false, false]);
});
