/**
 * Leaving a page while a write is under way: the tab's next page makes it good.
 */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { withParting } from "../../docs/assets/app/lib/parting.js";
import { openPageStore } from "../../docs/assets/app/lib/store.js";

/** @import { Change, Store } from "../../docs/assets/app/lib/store.js" */

const EARLY = "2027-03-01T10:00:00Z";
const LATE = "2027-03-01T10:00:09Z";

/** @type {EventTarget} */
let view;

beforeEach(() => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const sessionStorage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => kept.set(key, text),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  view = new EventTarget();
  Object.assign(globalThis, { sessionStorage, window: view });
});

/**
 * @param {string} kind - of what befalls a page
 * @param {boolean} persisted - whether the browser keeps the page as it is
 */
function befall(kind, persisted = false) {
  view.dispatchEvent(Object.assign(new Event(kind), { persisted }));
}

/** @returns {Store} a database that never gets round to writing */
function drowsy() {
  return { ...openPageStore(), write: () => new Promise(() => undefined) };
}

/**
 * @param {Change[]} changes - under way when the page is left
 * @param {Change[]} meanwhile - what another page has written since
 * @returns {Promise<Record<string, unknown>>} what the tab's next page finds
 */
async function leaveAndReturn(changes, meanwhile = []) {
  withParting(drowsy()).write(changes);
  befall("pagehide");
  const database = openPageStore();
  await database.write(meanwhile);
  const found = await withParting(database).load();
  assert.deepEqual(await database.load(), found, "what was made good is in the database too");
  return Object.fromEntries(found);
}

test("a write that the page did not see finished is there on return", async () => {
  const found = await leaveAndReturn([
    ["responses/1A", { answer: 3 }],
    ["significance/1", null],
    ["saved_at", EARLY],
  ]);
  assert.deepEqual(found, {
    "responses/1A": { answer: 3 },
    "significance/1": null,
    saved_at: EARLY,
  });
});

test("a record that was just taken away stays away", async () => {
  const before = [/** @type {Change} */ (["responses/1A", { answer: 3 }])];
  const taken = [/** @type {Change} */ (["responses/1A", undefined])];
  assert.deepEqual(await leaveAndReturn([...taken, ["saved_at", EARLY]], before), {
    saved_at: EARLY,
  });
});

test("what another page wrote later stands; a record that it does not know is added", async () => {
  const found = await leaveAndReturn(
    [
      ["responses/1A", { answer: 3 }],
      ["responses/1B", { answer: 4 }],
      ["round", undefined],
      ["saved_at", EARLY],
    ],
    [
      ["responses/1A", { answer: 1 }],
      ["round", "Spring"],
      ["saved_at", LATE],
    ],
  );
  assert.deepEqual(found, {
    "responses/1A": { answer: 1 },
    "responses/1B": { answer: 4 },
    round: "Spring",
    saved_at: LATE,
  });
});

test("nothing is put by of a write that was acknowledged, or refused", async () => {
  const store = withParting(openPageStore());
  await store.write([["round", "Spring"]]);
  const full = { ...openPageStore(), write: () => Promise.reject(new Error("full")) };
  await assert.rejects(withParting(full).write([["round", "Autumn"]]), /full/);
  befall("pagehide");
  assert.equal((await withParting(openPageStore()).load()).size, 0);
});

test("a page that is left before it could make good leaves it to the next", async () => {
  withParting(drowsy()).write([["round", "Spring"]]);
  befall("pagehide");
  withParting(drowsy()).load();
  befall("pagehide");
  assert.equal((await withParting(openPageStore()).load()).get("round"), "Spring");
});

test("what was judged once is not taken up again: a record that is cleared later stays so", async () => {
  const database = openPageStore();
  withParting(drowsy()).write([
    ["round", "Spring"],
    ["saved_at", EARLY],
  ]);
  befall("pagehide");
  await database.write([
    ["round", "Summer"],
    ["saved_at", LATE],
  ]);
  const store = withParting(database);
  await store.load();
  await store.write([["round", undefined]]);
  assert.deepEqual(Object.fromEntries(await store.load()), { saved_at: LATE });
});

test("made good once, and not again", async () => {
  await leaveAndReturn([["round", "Spring"]]);
  assert.equal((await withParting(openPageStore()).load()).size, 0);
});

test("a page that comes back as it was goes on by itself", async () => {
  withParting(drowsy()).write([["round", "Spring"]]);
  befall("pagehide", true);
  befall("pageshow", true);
  assert.equal((await withParting(openPageStore()).load()).size, 0);
});

test("what is deleted does not come back", async () => {
  const store = withParting(drowsy());
  store.write([["round", "Spring"]]);
  befall("pagehide", true);
  await store.replace([]);
  befall("pagehide");
  assert.equal((await withParting(openPageStore()).load()).size, 0);
});

test("a browser that refuses to put anything by loses no more than before", async () => {
  const refuse = () => {
    throw new Error("refused");
  };
  Object.assign(globalThis.sessionStorage, {
    getItem: refuse,
    setItem: refuse,
    removeItem: refuse,
  });
  const store = withParting(openPageStore());
  await store.write([["round", "Spring"]]);
  befall("pagehide");
  assert.equal((await store.load()).get("round"), "Spring");
});
