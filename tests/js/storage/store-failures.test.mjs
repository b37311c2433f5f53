/**
 * Every call to storage fails in turn: what was called saved is there, and what is not stays on the
 * page and is reported.
 */

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { openDeviceStore } from "../../../docs/assets/app/storage/store.js";
import {
  callsSince,
  canFail,
  closeChannels,
  entered,
  failBy,
  heal,
  inDatabase,
  ofTab,
  openTab,
  shown,
  startBrowser,
  WAYS,
} from "../storage.mjs";

/** @import { Tab, Way } from "../storage.mjs" */

const NEVER = { way: /** @type {Way} */ ("throw"), first: 0, last: 0 };

const LASTING = Number.POSITIVE_INFINITY;

/** @typedef {Record<string, unknown>} Entries - that stand in a form, by key */

/**
 * @typedef {object} Step
 * @property {(tab: Tab) => Promise<boolean>[]} [work] - what a person does, and whether it was kept
 * @property {(before: Entries) => Entries} leaves - what is entered afterwards
 */

const FILE = {
  format: /** @type {const} */ ("pat-result"),
  partnership: "Harbour Lane",
  responses: { "1A": { answer: 2 }, "4D": { answer: null, comment: "from a file" } },
};

/** @type {Step} */
const RELOAD = { leaves: (before) => before };

/** @type {Step[]} */
const STEPS = [
  {
    work: ({ session }) => [session.set(["responses", "1A"], { answer: 3 })],
    leaves: (before) => ({ ...before, "responses/1A": { answer: 3 } }),
  },
  {
    work: ({ session }) => [
      session.set(["responses", "1A"], { answer: 3, comment: "Half a sen" }),
      session.set(["responses", "1B"], { answer: null }),
      session.set(["responses", "1A"], { answer: 4, comment: "Half a sentence" }),
    ],
    leaves: (before) => ({
      ...before,
      "responses/1A": { answer: 4, comment: "Half a sentence" },
      "responses/1B": { answer: null },
    }),
  },
  {
    work: ({ session }) => [
      session.set(["checklists", "obstacles", "governance"], { done: true }),
      session.set(["responses", "1B"], undefined),
    ],
    leaves: ({ "responses/1B": _, ...before }) => ({
      ...before,
      "checklists/obstacles/governance": { done: true },
    }),
  },
  RELOAD,
  {
    work: ({ session }) => [session.clear(["checklists", "obstacles"])],
    leaves: ({ "checklists/obstacles/governance": _, ...before }) => before,
  },
  {
    work: ({ session }) => [session.replace(FILE)],
    leaves: () => ({
      partnership: "Harbour Lane",
      "responses/1A": { answer: 2 },
      "responses/4D": { answer: null, comment: "from a file" },
    }),
  },
  {
    work: ({ session }) => [
      session.setAll([
        [["typology", "now", "collaboration"], "cooperation"],
        [["typology", "now", "function"], "delivery"],
      ]),
    ],
    leaves: (before) => ({
      ...before,
      "typology/now/collaboration": "cooperation",
      "typology/now/function": "delivery",
    }),
  },
  RELOAD,
  {
    // Where the store cannot be read, the page goes on with what it has.
    work: ({ session }) => [
      session.refresh().then(
        () => true,
        () => true,
      ),
    ],
    leaves: (before) => before,
  },
  { work: ({ session }) => [session.erase()], leaves: () => ({}) },
  RELOAD,
  {
    work: ({ session }) => [session.set(["significance", "2"], null)],
    leaves: (before) => ({ ...before, "significance/2": null }),
  },
  RELOAD,
];

const KINDS = {
  device: inDatabase,
  tab: async () => new Map(Object.entries(JSON.parse(ofTab()["pat-records"] ?? "{}"))),
};

/**
 * @param {Tab} tab - after a step
 * @param {Entries} expected - that its form must show
 * @param {() => Promise<Map<string, unknown>>} read - what the store holds
 */
async function check(tab, expected, read) {
  const { session, events } = tab;
  assert.deepEqual(shown(tab), entered(Object.entries(expected)), "the page has lost something");
  assert.equal(session.isUnsaved, events.at(-1) === "unsaved", "the last event still holds");
  if (!session.isUnsaved) {
    assert.deepEqual(entered(await read()), shown(tab), "it is called saved, but is not there");
  }
}

/** @param {Tab} tab - that is opened again */
async function reload(tab) {
  tab.leave();
  const next = await openTab();
  next.events.push(next.session.isUnsaved ? "unsaved" : "saved");
  return next;
}

/**
 * Go through all steps while storage fails as planned; a lasting fault ends before a reload.
 *
 * @param {keyof typeof KINDS} kind - of the store in use
 * @param {{ way: Way, first: number, last: number }} plan - of what fails
 * @returns {Promise<string[]>} the calls that were made
 */
async function walk(kind, plan) {
  startBrowser();
  let tab = await openTab();
  assert.ok(await tab.session.moveTo(kind));
  /** @type {Entries} */
  let expected = {};
  failBy(plan);
  for (const { work, leaves } of STEPS) {
    if (work) {
      const kept = await Promise.all(work(tab));
      tab.session.isUnsaved || assert.ok(kept.every(Boolean), "all is kept, and yet it says no");
    } else {
      if (plan.last === LASTING && callsSince().length >= plan.first) {
        heal();
      }
      tab = await reload(tab);
      if (tab.session.kind !== kind) {
        assert.ok(tab.session.isRefused, "it keeps for a shorter time, and does not say so");
        await tab.session.set(["responses", "6F"], { answer: 1 });
        expected = { ...expected, "responses/6F": { answer: 1 } };
        heal();
        tab = await reload(tab);
      }
      assert.equal(tab.session.kind, kind);
    }
    expected = leaves(expected);
    await check(tab, expected, KINDS[kind]);
  }
  const calls = callsSince();
  heal();
  assert.ok(await tab.session.set(["round"], "Spring"), "keeping goes on as soon as storage works");
  await check(tab, { ...expected, round: "Spring" }, KINDS[kind]);
  return calls;
}

beforeEach(() => {
  console.warn = () => undefined;
});

after(closeChannels);

test("of a write that fails in its middle nothing is kept", async () => {
  startBrowser();
  const store = await openDeviceStore();
  await store.write([["round", "Spring"]]);
  failBy({ way: "throw", first: 4, last: 4 });
  await assert.rejects(
    store.write([
      ["partnership", "Harbour Lane"],
      ["round", undefined],
      ["purpose", "review"],
    ]),
    /made to fail/,
  );
  heal();
  assert.deepEqual([...(await inDatabase())], [["round", "Spring"]]);
});

for (const kind of /** @type {(keyof typeof KINDS)[]} */ (["device", "tab"])) {
  test(`${kind}: whichever call fails, nothing is lost and nothing is called saved that is not`, async (t) => {
    const calls = await walk(kind, NEVER);
    let cases = 0;
    for (const [place, name] of calls.entries()) {
      for (const way of WAYS.filter((way) => canFail(name, way))) {
        for (const last of [place + 1, LASTING]) {
          cases += 1;
          await walk(kind, { way, first: place + 1, last }).catch((error) => {
            const what = `call ${place + 1}, ${name}, by ${way}, up to ${last}`;
            throw new Error(`${what}: ${error.message}`, { cause: error });
          });
        }
      }
    }
    t.diagnostic(`${kind}: ${calls.length} calls to storage, ${cases} cases of failure`);
  });
}
