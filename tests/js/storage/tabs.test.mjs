/**
 * Tabs of one browser share what is kept: who writes a record last wins, all show it at once, and
 * only a record that was changed in both is reported.
 */

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { openDeviceStore } from "../../../docs/assets/app/storage/store.js";
import {
  asCommitted,
  closeChannels,
  entered,
  inDatabase,
  ofTab,
  openTab,
  settle,
  shown,
  startBrowser,
} from "../storage.mjs";

/** @import { Tab } from "../storage.mjs" */

const INTERLEAVINGS = 200;

beforeEach(() => {
  console.warn = () => undefined;
  startBrowser();
});

after(closeChannels);

/** @param {Tab[]} tabs - that must come to show the same as the database holds */
async function agree(...tabs) {
  const isSo = async () => {
    const held = JSON.stringify(entered(await inDatabase()));
    return tabs.every((tab) => JSON.stringify(shown(tab)) === held);
  };
  await settle(isSo);
  // What is still on its way must not change that.
  await settle(inTurn(20));
  const held = await inDatabase();
  for (const tab of tabs) {
    assert.deepEqual(shown(tab), entered(held));
    assert.equal(tab.session.get("result_id"), held.get("result_id"));
  }
  return held;
}

/**
 * @param {number} turns - to wait
 * @returns {() => boolean} whether they are over
 */
function inTurn(turns) {
  let left = turns;
  return () => {
    left -= 1;
    return left < 0;
  };
}

/**
 * @param {number} seed - of numbers that only look random
 * @returns {(below: number) => number} the next one
 */
function chanceFrom(seed) {
  let state = seed * 2654435761;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * A person at one of two tabs: what they do, and which records they have changed.
 *
 * @param {Tab} tab - at hand
 * @param {{ codes: string[], isTame: boolean }} habits - statements that they answer, and whether
 *   they never touch anything else
 */
function person({ session }, { codes, isTame }) {
  /** @type {Set<string>} */
  const changed = new Set();
  const all = ["1A", "1B", "1C", "2A"].map((code) => `responses/${code}`);
  const noteAll = () => {
    for (const key of [...all, "checklists/obstacles/governance", "round"]) {
      changed.add(key);
    }
  };
  /** @param {(below: number) => number} chance - what they do next */
  const act = (chance) => {
    const deed = isTame ? 0 : chance(16);
    const code = codes[chance(codes.length)] ?? "";
    if (deed < 11) {
      changed.add(`responses/${code}`);
      const answer = { answer: 1 + chance(4), comment: `words ${chance(1000)}` };
      session.set(["responses", code], chance(5) === 0 ? undefined : answer);
    } else if (deed < 13) {
      changed.add("checklists/obstacles/governance");
      session.set(["checklists", "obstacles", "governance"], { done: true });
    } else if (deed === 13) {
      changed.add("checklists/obstacles/governance");
      session.clear(["checklists", "obstacles"]);
    } else if (deed === 14) {
      noteAll();
      session.replace({ round: `Round ${chance(9)}`, responses: { "1A": { answer: 4 } } });
    } else {
      noteAll();
      session.erase();
    }
  };
  return { act, changed };
}

test("two tabs, interleaved at random: both agree with the database, and the last commit wins", async (t) => {
  let reported = 0;
  for (let seed = 1; seed <= INTERLEAVINGS; seed += 1) {
    startBrowser();
    const chance = chanceFrom(seed);
    const isTame = seed % 4 === 0;
    const tabs = [await openTab(), await openTab()];
    const people = tabs.map((tab, place) => {
      const own = place === 0 ? ["1A", "1B"] : ["1C", "2A"];
      return person(tab, { codes: isTame ? own : ["1A", "1B", "1C", "2A"], isTame });
    });
    for (let deed = 0; deed < 14; deed += 1) {
      people[chance(2)]?.act(chance);
      await settle(inTurn(chance(3) * chance(9)));
    }
    const held = await agree(...tabs);
    assert.deepEqual(entered(held), entered(asCommitted()), `seed ${seed}`);
    for (const [place, tab] of tabs.entries()) {
      const keys = tab.events.filter((what) => what.includes("/") || what === "round");
      const alone = keys.filter((key) => !people.every(({ changed }) => changed.has(key)));
      assert.deepEqual(alone, [], `seed ${seed}, tab ${place}: reported, but not changed in both`);
      reported += keys.length;
    }
  }
  assert.ok(reported > INTERLEAVINGS / 2, `only ${reported} records were reported`);
  t.diagnostic(`${INTERLEAVINGS} interleavings of two tabs, ${reported} records reported`);
});

test("another tab shows a change at once, and hears of nothing that it did not change", async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.session.set(["responses", "1A"], { answer: 3 });
  await agree(one, other);
  assert.deepEqual(other.events, []);
});

test("only a record changed in both is reported, and only where it now shows another value", async () => {
  const [one, other] = [await openTab(), await openTab()];
  one.session.set(["responses", "3C"], { answer: 4 });
  one.session.set(["responses", "1A"], { answer: 4 });
  other.session.set(["responses", "1A"], { answer: 4 });
  other.session.set(["responses", "3C"], { answer: 2 });
  await agree(one, other);
  assert.deepEqual(
    one.events.filter((what) => what.includes("/")),
    ["responses/3C"],
  );
  assert.deepEqual(
    other.events.filter((what) => what.includes("/")),
    [],
  );
  assert.deepEqual(one.session.get("responses", "3C"), { answer: 2 });
});

test("deleting in one tab empties the other, and what is typed there meanwhile brings back only itself", async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.session.set(["responses", "1A"], { answer: 3 });
  const former = one.session.get("result_id");
  await agree(one, other);
  const erased = one.session.erase();
  other.session.set(["responses", "2B"], { comment: "Half a sen" });
  assert.ok(await erased);
  const held = await agree(one, other);
  assert.deepEqual(entered(held), { "responses/2B": { comment: "Half a sen" } });
  assert.match(String(held.get("result_id")), /^[0-9a-f-]{36}$/);
  assert.notEqual(held.get("result_id"), former);
  await one.session.erase();
  await agree(one, other);
  assert.equal(other.events.at(-1), "emptied");
  assert.equal((await inDatabase()).size, 0);
});

test("what is kept for one tab only is no concern of others, except that it left the database", async () => {
  const [one, other] = [await openTab(), await openTab()];
  await one.session.set(["responses", "1A"], { answer: 3 });
  await agree(one, other);
  assert.ok(await one.session.moveTo("tab"));
  await settle(() => Object.keys(shown(other)).length === 0);
  assert.deepEqual(shown(other), {});
  const heard = [];
  const listener = new BroadcastChannel("pat-kept");
  listener.onmessage = (event) => heard.push(event);
  await one.session.set(["responses", "1B"], { answer: 2 });
  await settle(inTurn(50));
  assert.equal(heard.length, 0, "a tab that keeps to itself says nothing");
  await other.session.set(["responses", "6F"], { answer: 1 });
  await settle(() => heard.length > 0);
  await settle(inTurn(50));
  assert.deepEqual(Object.keys(shown(one)), ["responses/1A", "responses/1B"]);
});

test("messages between tabs hold nothing that was entered", async () => {
  /** @type {string[]} */
  const heard = [];
  const listener = new BroadcastChannel("pat-kept");
  listener.onmessage = (event) => heard.push(JSON.stringify(/** @type {any} */ (event).data));
  const tab = await openTab();
  await tab.session.set(["responses", "1A"], { answer: 3, comment: "secret" });
  await tab.session.replace({ partnership: "secret" });
  await tab.session.erase();
  await settle(() => heard.length >= 3);
  assert.deepEqual([...new Set(heard)], ['"kept"']);
});

test("without word from tab to tab, a tab is brought up to date when it comes into view", async () => {
  const { BroadcastChannel } = globalThis;
  Object.assign(globalThis, { BroadcastChannel: undefined });
  const [one, other] = [await openTab(), await openTab()];
  Object.assign(globalThis, { BroadcastChannel });
  await one.session.set(["responses", "1A"], { answer: 3 });
  await settle(inTurn(50));
  assert.deepEqual(shown(other), {});
  other.comeIntoView();
  await agree(one, other);
});

test("a page that was put away hears nothing, and catches up when it comes back", async () => {
  const [one, other] = [await openTab(), await openTab()];
  other.leave(true);
  await one.session.set(["responses", "1A"], { answer: 3 });
  await settle(inTurn(50));
  assert.deepEqual(shown(other), {});
  other.comeBack();
  await agree(one, other);
});

test("a newer version of the site gets the database, and the page says lastingly that it is old", async () => {
  const tab = await openTab();
  await tab.session.set(["responses", "1A"], { answer: 3 });
  /** @type {IDBDatabase} */
  const newer = await new Promise((resolve, reject) => {
    const request = indexedDB.open("pat", 2);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the older page holds on to the database"));
  });
  assert.equal(tab.events.at(-1), "superseded");
  assert.equal(await tab.session.set(["responses", "1B"], { answer: 2 }), false);
  assert.ok(tab.session.isSuperseded && tab.session.isUnsaved);
  assert.deepEqual(Object.keys(shown(tab)), ["responses/1A", "responses/1B"]);
  tab.leave();
  assert.match(ofTab()["pat-unwritten"] ?? "", /1B/, "the newer page can make it good");
  newer.close();
});

test("a database that somebody deletes is made again", async () => {
  const tab = await openTab();
  await tab.session.set(["responses", "1A"], { answer: 3 });
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase("pat");
    request.onsuccess = resolve;
    request.onblocked = reject;
  });
  assert.ok(await tab.session.set(["responses", "1B"], { answer: 2 }));
  assert.equal(tab.session.isSuperseded, false);
});

test("the browser is asked once to keep it all, and not before something is kept", async () => {
  let asked = 0;
  const persist = async () => {
    asked += 1;
    return true;
  };
  const storage = { persist };
  Object.defineProperty(navigator, "storage", { value: storage, configurable: true });
  const tab = await openTab();
  await tab.session.refresh();
  assert.equal(asked, 0);
  await tab.session.set(["responses", "1A"], { answer: 3 });
  await tab.session.set(["responses", "1B"], { answer: 3 });
  tab.leave();
  await (await openTab()).session.set(["responses", "1C"], { answer: 3 });
  assert.equal(asked, 1);
  startBrowser();
  const alone = await openTab();
  await alone.session.moveTo("tab");
  await alone.session.set(["responses", "1A"], { answer: 3 });
  assert.equal(asked, 1, "what is kept for this tab only needs no asking");
  Reflect.deleteProperty(navigator, "storage");
});

test("deleting leaves nothing of ours, whatever was in use before", async () => {
  const tab = await openTab();
  await tab.session.set(["responses", "1A"], { answer: 3 });
  await tab.session.moveTo("tab");
  await tab.session.set(["responses", "1B"], { answer: 3 });
  await tab.session.moveTo("device");
  assert.ok(await tab.session.erase());
  assert.deepEqual(ofTab(), {});
  assert.equal((await inDatabase()).size, 0);
  const store = await openDeviceStore();
  await tab.session.moveTo("tab");
  await store.write([["responses/6F", { answer: 1 }]]);
  assert.ok(await tab.session.erase());
  assert.equal((await inDatabase()).size, 0, "what another tab has kept is deleted, too");
  assert.deepEqual(ofTab(), { "pat-tab-only": "yes" }, "the choice of a shared computer stays");
});
