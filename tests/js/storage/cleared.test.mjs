/**
 * The site's data are cleared while a page is open: what the page calls saved is there again, and
 * what a person has deleted on a page of this site is not.
 */

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import {
  closeChannels,
  entered,
  failBy,
  heal,
  inDatabase,
  ofTab,
  openTab,
  settle,
  shown,
  startBrowser,
} from "../storage.mjs";

const ANSWERS = { "responses/1A": { answer: 3 }, "responses/1B": { answer: null } };
const ALL = { ...ANSWERS, "responses/1C": { answer: 2 } };

beforeEach(() => {
  console.warn = () => undefined;
  startBrowser();
});

after(closeChannels);

/** @returns {Promise<import("../storage.mjs").Tab>} a page on which two statements are answered */
async function answered() {
  const tab = await openTab();
  await tab.session.set(["responses", "1A"], { answer: 3 });
  await tab.session.set(["responses", "1B"], { answer: null });
  return tab;
}

/** @param {import("../storage.mjs").Tab} tab - in which one more statement is answered */
const answerOneMore = ({ session }) => session.set(["responses", "1C"], { answer: 2 });

/** Clear the data of the site, as the settings of a browser do. */
function clearSite() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase("pat");
    request.onsuccess = resolve;
    request.onblocked = reject;
  });
}

/** Take all records out of the database, as its inspector does. */
async function clearRecords() {
  const opening = indexedDB.open("pat");
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  const transaction = opening.result.transaction("records", "readwrite");
  transaction.objectStore("records").clear();
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  opening.result.close();
}

for (const clear of [clearSite, clearRecords]) {
  test(`${clear.name}: with the next answer all are kept again, and only then called saved`, async () => {
    const tab = await answered();
    const id = tab.session.get("result_id");
    await clear();
    /** @type {Promise<unknown>[]} */
    const found = [];
    tab.session.addEventListener("saved", () => found.push(inDatabase()));
    assert.ok(await answerOneMore(tab));
    assert.equal(tab.events.at(-1), "saved");
    assert.ok(found.length > 0);
    for (const held of await Promise.all(found)) {
      assert.deepEqual(entered(/** @type {Map<string, unknown>} */ (held)), ALL);
    }
    assert.equal((await inDatabase()).get("result_id"), id);
  });

  test(`${clear.name}: a page that comes into view keeps all again, and shows it`, async () => {
    const tab = await answered();
    await clear();
    tab.comeIntoView();
    await settle(async () => (await inDatabase()).size > 2);
    assert.deepEqual(entered(await inDatabase()), ANSWERS);
    assert.deepEqual(shown(tab), ANSWERS);
    assert.ok(!tab.events.includes("emptied"));
  });
}

test("cleared time and again, and reloaded, nothing is lost", async () => {
  let tab = await answered();
  for (const answer of [1, 2, 3]) {
    await clearSite();
    await tab.session.set(["responses", "1C"], { answer });
    tab.leave();
    tab = await openTab();
    assert.deepEqual(shown(tab), { ...ANSWERS, "responses/1C": { answer } });
  }
});

test("two tabs keep what each has, and in the end both show the same", async () => {
  const [one, other] = [await answered(), await openTab()];
  await settle(() => Object.keys(shown(other)).length === 2);
  await clearSite();
  await answerOneMore(one);
  await other.session.set(["responses", "1D"], { answer: 4 });
  const all = { ...ALL, "responses/1D": { answer: 4 } };
  await settle(() => [one, other].every((tab) => Object.keys(shown(tab)).length === 4));
  for (const tab of [one, other]) {
    assert.deepEqual(shown(tab), all);
  }
  assert.deepEqual(entered(await inDatabase()), all);
});

test("an empty page that was opened meanwhile takes nothing away", async () => {
  const tab = await answered();
  await clearSite();
  await openTab();
  await answerOneMore(tab);
  assert.deepEqual(entered(await inDatabase()), ALL);
});

test("what was deleted on another page since does not come back", async () => {
  const { BroadcastChannel } = globalThis;
  Object.assign(globalThis, { BroadcastChannel: undefined });
  const [one, other] = [await answered(), await openTab()];
  Object.assign(globalThis, { BroadcastChannel });
  await clearSite();
  await answerOneMore(other);
  assert.ok(await other.session.erase());
  one.comeIntoView();
  await settle(() => Object.keys(shown(one)).length === 0);
  assert.deepEqual(shown(one), {});
  assert.equal((await inDatabase()).size, 0);
});

test("another result that was begun since is not mixed with this one", async () => {
  const tab = await answered();
  await clearSite();
  const next = await openTab();
  await next.session.set(["responses", "6F"], { answer: 1 });
  await answerOneMore(tab);
  await settle(() => Object.keys(shown(tab)).length === 2);
  const both = { "responses/1C": { answer: 2 }, "responses/6F": { answer: 1 } };
  assert.deepEqual(entered(await inDatabase()), both);
});

test("a page that was put away follows what is there when it comes back", async () => {
  const tab = await answered();
  tab.leave(true);
  await clearSite();
  tab.comeBack();
  await settle(() => Object.keys(shown(tab)).length === 0);
  assert.deepEqual(shown(tab), {});
  assert.equal((await inDatabase()).size, 0);
});

test("a page that is left before all is kept again hands the rest on", async () => {
  const tab = await answered();
  await clearSite();
  // The first transaction passes; then the browser keeps nothing more.
  failBy({ way: "abort", first: 10, last: Number.POSITIVE_INFINITY });
  assert.equal(await answerOneMore(tab), false);
  assert.ok(tab.session.isUnsaved);
  tab.leave();
  heal();
  assert.deepEqual(shown(await openTab()), ALL);
});

test("a database from before is known as one: deleted, it is filled again; emptied, it stays so", async () => {
  // The harness makes one without marks.
  await inDatabase();
  const [tab, other] = [await answered(), await openTab()];
  assert.ok(await other.session.erase());
  await settle(() => Object.keys(shown(tab)).length === 0);
  await tab.session.set(["responses", "1C"], { answer: 2 });
  assert.deepEqual(entered(await inDatabase()), { "responses/1C": { answer: 2 } });
  await clearSite();
  await tab.session.set(["responses", "1D"], { answer: 1 });
  assert.equal(Object.keys(entered(await inDatabase())).length, 2);
});

test("a database of that name without a store for records is created again", async () => {
  const tab = await answered();
  await clearSite();
  await new Promise((resolve) => {
    indexedDB.open("pat").onsuccess = (/** @type {any} */ event) => {
      event.target.result.close();
      resolve(undefined);
    };
  });
  assert.ok(await answerOneMore(tab));
  assert.deepEqual(entered(await inDatabase()), ALL);
});

test("what is kept for this tab only is kept again, and so is that choice", async () => {
  const tab = await answered();
  await tab.session.moveTo("tab");
  const { sessionStorage } = globalThis;
  sessionStorage.removeItem("pat-records");
  sessionStorage.removeItem("pat-tab-only");
  assert.ok(await answerOneMore(tab));
  assert.equal(tab.session.isRefused, false);
  const { "pat-records": records = "{}", "pat-tab-only": choice } = ofTab();
  assert.deepEqual(entered(Object.entries(JSON.parse(records))), ALL);
  assert.equal(choice, "yes");
});

test("a page of this tab that comes back shows what the tab's next page has left", async () => {
  const tab = await answered();
  await tab.session.moveTo("tab");
  tab.leave(true);
  const next = await openTab();
  assert.ok(await next.session.erase());
  tab.comeBack();
  await settle(() => Object.keys(shown(tab)).length === 0);
  await answerOneMore(tab);
  assert.deepEqual(shown(tab), { "responses/1C": { answer: 2 } });
});
