/**
 * Leaving a page while something is not yet kept: the tab's next page makes it good.
 */

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { stillMissing } from "../../../docs/assets/app/storage/unsaved-on-exit.js";
import {
  closeChannels,
  entered,
  failBy,
  heal,
  inDatabase,
  ofTab,
  openTab,
  returnToTab,
  settle,
  shown,
  startBrowser,
} from "../storage.mjs";

/** @import { Change } from "../../../docs/assets/app/storage/store.js" */
/** @import { Tab } from "../storage.mjs" */

const EARLY = "2027-03-01T10:00:00Z";
const LATE = "2027-03-01T10:00:09Z";
const ANSWER = { "responses/1A": { answer: 3 } };

beforeEach(() => {
  console.warn = () => undefined;
  startBrowser();
});

after(closeChannels);

/**
 * Leave a page at once after a change, before the browser has got round to keeping it.
 *
 * @param {Tab} tab - to leave
 * @param {(tab: Tab) => Promise<unknown>} change - the last one
 */
async function leaveAfter(tab, change) {
  failBy({ way: "abort", first: 1, last: Number.POSITIVE_INFINITY });
  const changing = change(tab);
  tab.leave();
  await changing;
  heal();
}

/**
 * @param {Record<string, unknown>} expected - that the tab's next page shows, and the store holds
 */
async function expectOnReturn(expected) {
  const tab = await openTab();
  assert.deepEqual(shown(tab), expected);
  assert.equal(tab.session.isUnsaved, false);
  assert.deepEqual(entered(await inDatabase()), expected);
  assert.equal(ofTab()["pat-unwritten"], undefined, "it was judged once, and not again");
  return tab;
}

/** @returns {Promise<Tab>} a page on which one statement was answered, and that is kept */
async function answered() {
  const tab = await openTab();
  await tab.session.set(["responses", "1A"], { answer: 3 });
  return tab;
}

test("an answer that was not yet kept is there on return", async () => {
  await leaveAfter(await answered(), ({ session }) => session.set(["significance", "1"], null));
  await expectOnReturn({ ...ANSWER, "significance/1": null });
});

test("the very first answer is, too, with the id of its result", async () => {
  await leaveAfter(await openTab(), ({ session }) =>
    session.set(["responses", "1A"], { answer: 3 }),
  );
  const { session } = await expectOnReturn(ANSWER);
  assert.match(session.get("result_id"), /^[0-9a-f-]{36}$/);
});

test("a record that was just taken away stays away", async () => {
  await leaveAfter(await answered(), ({ session }) => session.set(["responses", "1A"], undefined));
  await expectOnReturn({});
});

test("a file that was just loaded is there as a whole, and nothing from before", async () => {
  const file = { responses: { "4D": { answer: 1 } } };
  await leaveAfter(await answered(), ({ session }) => session.replace(file));
  await expectOnReturn({ "responses/4D": { answer: 1 } });
});

test("what was just deleted does not come back", async () => {
  await leaveAfter(await answered(), ({ session }) => session.erase());
  await expectOnReturn({});
  assert.equal((await inDatabase()).size, 0);
});

test("a file and an answer after it are both there", async () => {
  await leaveAfter(await answered(), ({ session }) => {
    session.replace({ round: "Spring" });
    return session.set(["responses", "2B"], { answer: 4 });
  });
  await expectOnReturn({ "responses/2B": { answer: 4 }, round: "Spring" });
});

test("a move to this tab only that was cut short still empties the database", async () => {
  const tab = await answered();
  await leaveAfter(tab, ({ session }) => {
    const moving = session.moveTo("tab");
    return Promise.race([moving, settle(() => session.kind === "tab")]);
  });
  // The browser's database was not emptied before the page had gone.
  const next = await openTab();
  assert.equal(next.session.kind, "tab");
  assert.deepEqual(shown(next), ANSWER);
  assert.equal((await inDatabase()).size, 0);
});

test("what was deleted in another tab meanwhile does not come back", async () => {
  const left = await answered();
  const other = await openTab();
  await leaveAfter(left, ({ session }) => session.set(["responses", "1B"], { answer: 1 }));
  const noteUnsaved = ofTab();
  await other.session.erase();
  returnToTab(noteUnsaved);
  await expectOnReturn({});
});

test("left again before it could be kept, it waits for the next page", async () => {
  await leaveAfter(await openTab(), ({ session }) =>
    session.set(["responses", "1A"], { answer: 3 }),
  );
  failBy({ way: "abort", first: 6, last: Number.POSITIVE_INFINITY });
  const tab = await openTab();
  assert.ok(tab.session.isUnsaved);
  tab.leave();
  heal();
  await expectOnReturn(ANSWER);
});

/** @returns {Promise<Tab>} a page whose browser does not open its database */
async function openRefused() {
  failBy({ way: "error", first: 1, last: Number.POSITIVE_INFINITY });
  const tab = await openTab();
  assert.equal(tab.session.kind, "tab");
  return tab;
}

/** What the tab kept by itself is in the database by now, or has been overtaken. */
function assertNothingLeft() {
  const { "pat-records": records, "pat-replaced": replacedAt } = ofTab();
  assert.deepEqual([records, replacedAt], [undefined, undefined]);
}

/** @param {Tab} tab - to leave, before the browser opens its database again */
function leaveAndHeal(tab) {
  tab.leave();
  heal();
}

test("what a tab kept is moved to the database as soon as that opens", async () => {
  await answered();
  const tab = await openRefused();
  await tab.session.set(["responses", "2B"], { answer: 4 });
  leaveAndHeal(tab);
  await expectOnReturn({ ...ANSWER, "responses/2B": { answer: 4 } });
  assertNothingLeft();
});

for (const when of /** @type {const} */ (["before", "while"])) {
  test(`a file loaded ${when} the database is refused is never mixed with what stood there`, async () => {
    const file = { saved_at: "2020-01-01T10:00:00Z", responses: { "4D": { answer: 1 } } };
    const first = await answered();
    if (when === "before") {
      await leaveAfter(first, ({ session }) => session.replace(file));
    }
    const tab = await openRefused();
    if (when === "while") {
      await tab.session.replace(file);
    }
    await tab.session.set(["responses", "2B"], { answer: 4 });
    leaveAndHeal(tab);
    await expectOnReturn({ "responses/2B": { answer: 4 }, "responses/4D": { answer: 1 } });
    assertNothingLeft();
  });
}

test("what was deleted while the database was refused does not come back", async () => {
  await answered();
  const tab = await openRefused();
  await tab.session.erase();
  assert.ok(tab.session.isDeviceRefused, "the page says that not all is reached");
  leaveAndHeal(tab);
  await expectOnReturn({});
  assert.equal((await inDatabase()).size, 0);
  assertNothingLeft();
});

test("what is deleted once the database opens is deleted there, too", async () => {
  await answered();
  const tab = await openRefused();
  heal();
  await tab.session.erase();
  assert.equal(tab.session.isDeviceRefused, false);
  assert.equal((await inDatabase()).size, 0);
  assertNothingLeft();
});

test("what was moved into the database after all stays there", async () => {
  await answered();
  const tab = await openRefused();
  await tab.session.replace({ responses: { "4D": { answer: 1 } } });
  heal();
  assert.ok(await tab.session.moveTo("device"));
  assertNothingLeft();
  tab.leave();
  await expectOnReturn({ "responses/4D": { answer: 1 } });
});

test("a move to the tab does not mention a database that does not open", async () => {
  await answered();
  const { sessionStorage } = globalThis;
  const refuse = () => {
    throw new Error("refused");
  };
  Object.assign(globalThis, { sessionStorage: { getItem: refuse, setItem: refuse } });
  failBy({ way: "error", first: 1, last: Number.POSITIVE_INFINITY });
  const tab = await openTab();
  assert.equal(tab.session.kind, "page");
  Object.assign(globalThis, { sessionStorage });
  assert.ok(await tab.session.moveTo("tab"));
  assert.ok(tab.session.isDeviceRefused);
  heal();
});

test("what another tab has answered since a file was loaded here stays", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse(EARLY) });
  const other = await answered();
  const tab = await openRefused();
  await tab.session.replace({ responses: { "4D": { answer: 1 } } });
  leaveAndHeal(tab);
  t.mock.timers.setTime(Date.parse(LATE));
  await other.session.set(["responses", "1B"], { answer: 2 });
  await expectOnReturn({ ...ANSWER, "responses/1B": { answer: 2 } });
  assertNothingLeft();
});

test("a page that is restored goes on by itself", async () => {
  const tab = await answered();
  await leaveAfter(tab, ({ session }) => session.set(["responses", "1B"], { answer: 1 }));
  assert.ok(ofTab()["pat-unwritten"]);
  tab.comeBack();
  assert.equal(ofTab()["pat-unwritten"], undefined);
  await settle(() => !tab.session.isUnsaved);
  assert.deepEqual(entered(await inDatabase()), { ...ANSWER, "responses/1B": { answer: 1 } });
});

test("nothing is noted when all is kept, and a refusal to note it does no harm", async () => {
  (await answered()).leave();
  assert.equal(ofTab()["pat-unwritten"], undefined);
  const refuse = () => {
    throw new Error("refused");
  };
  Object.assign(globalThis, {
    sessionStorage: { getItem: refuse, setItem: refuse, removeItem: refuse },
  });
  const tab = await openTab();
  await leaveAfter(tab, ({ session }) => session.set(["responses", "1B"], { answer: 1 }));
  assert.deepEqual(entered(await inDatabase()), ANSWER);
});

/** @type {Change[]} */
const CHANGES = [
  ["responses/1A", { answer: 3 }],
  ["responses/1B", { answer: 4 }],
  ["round", undefined],
  ["saved_at", EARLY],
];
const PARTING = { at: EARLY, changes: CHANGES, isWhole: false, emptiesDevice: false, resultId: "" };

test("what another page wrote later stays; a record that is new to it is added", () => {
  const held = new Map(
    Object.entries({ "responses/1A": { answer: 1 }, round: "Summer", saved_at: LATE }),
  );
  assert.deepEqual(stillMissing(PARTING, held), [["responses/1B", { answer: 4 }]]);
  held.set("saved_at", EARLY);
  assert.deepEqual(stillMissing(PARTING, held), CHANGES);
  held.set("saved_at", LATE).set("responses/1B", { answer: 2 });
  assert.equal(stillMissing(PARTING, held), null);
});

test("a whole result takes the place of no other that came later", () => {
  const whole = { ...PARTING, isWhole: true };
  assert.equal(stillMissing(whole, new Map([["saved_at", LATE]])), null);
  assert.deepEqual(stillMissing(whole, new Map()), CHANGES);
});

test("changes to a result are not made to another one that has replaced it", () => {
  const known = { ...PARTING, resultId: "one" };
  assert.deepEqual(stillMissing(known, new Map([["result_id", "one"]])), CHANGES);
  assert.equal(stillMissing(known, new Map([["result_id", "another"]])), null);
  assert.equal(stillMissing(known, new Map()), null);
  const renewed = { ...known, changes: [...CHANGES, /** @type {Change} */ (["result_id", "two"])] };
  assert.ok(stillMissing(renewed, new Map([["result_id", "two"]])));
});
