/**
 * The stores that need no database: the tab's and the page's. Chromium's own tests the third.
 */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { openPageStore, openTabStore } from "../../../docs/assets/app/storage/store.js";

beforeEach(() => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const sessionStorage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => kept.set(key, text),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  Object.assign(globalThis, { sessionStorage });
});

for (const open of [openTabStore, openPageStore]) {
  test(`${open.name}: what is written is loaded, until it is taken away`, async () => {
    const store = open();
    await store.write([
      ["responses/1A", { answer: null }],
      ["round", "Spring"],
    ]);
    await store.write([
      ["round", undefined],
      ["responses/1B", { answer: 2 }],
    ]);
    assert.deepEqual(Object.fromEntries(await store.load()), {
      "responses/1A": { answer: null },
      "responses/1B": { answer: 2 },
    });
  });

  test(`${open.name}: a replacement leaves nothing from before`, async () => {
    const store = open();
    await store.write([["round", "Spring"]]);
    await store.replace(new Map([["partnership", "Harbour Lane"]]));
    assert.deepEqual([...(await store.load())], [["partnership", "Harbour Lane"]]);
    await store.replace([]);
    assert.equal((await store.load()).size, 0);
  });
}

test("openTabStore: emptied, it leaves nothing", async () => {
  const store = openTabStore();
  await store.write([["round", "Spring"]]);
  await store.replace([]);
  assert.equal(globalThis.sessionStorage.getItem("pat-records"), null);
});

test("openTabStore: another page of the same tab finds the records", async () => {
  await openTabStore().write([["round", "Spring"]]);
  assert.equal((await openTabStore().load()).get("round"), "Spring");
});

test("openTabStore: a full or refused store is reported by a rejection", async () => {
  globalThis.sessionStorage.setItem = () => {
    throw new Error("full");
  };
  await assert.rejects(openTabStore().write([["round", "Spring"]]), /full/);
});
