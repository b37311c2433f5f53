/**
 * Tabs of a browser, as far as keeping goes: a database, a store for each tab, and word from tab to
 * tab; and storage that fails on request.
 */

import "fake-indexeddb/auto";

import { forceCloseDatabase, IDBFactory } from "fake-indexeddb";

import { toRecords } from "../../docs/assets/app/storage/records.js";
import { Session } from "../../docs/assets/app/storage/session.js";

export const MARK = {
  id: "pat",
  version: "1",
  scoringVersion: 1,
  scoring: "s",
  wording: "w",
  notice: "n",
};

/** What a document says besides what was entered. */
const NOT_ENTERED = [
  ...["format", "format_version", "notice", "scoring_version", "instrument"],
  ...["result_id", "saved_at", "revision"],
];

// Channels

/** @type {Set<BroadcastChannel>} */
const channels = new Set();

globalThis.BroadcastChannel = class extends BroadcastChannel {
  /** @param {string} name - of the channel */
  constructor(name) {
    super(name);
    channels.add(this);
  }
};

/** Close what would keep the test from ending. */
export function closeChannels() {
  for (const channel of channels) {
    channel.close();
  }
  channels.clear();
}

// A browser and its tabs

/** @type {Map<string, string>} */
const tabStore = new Map();

const sessionStorage = {
  getItem: (/** @type {string} */ key) => tabStore.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ text) => {
    if (isToFail("setItem")) {
      throw new DOMException("full", "QuotaExceededError");
    }
    tabStore.set(key, text);
  },
  removeItem: (/** @type {string} */ key) => tabStore.delete(key),
};

/** Begin with a browser in which nothing is kept. */
export function startBrowser() {
  closeChannels();
  heal();
  committed = [];
  tabStore.clear();
  Object.assign(globalThis, { indexedDB: new IDBFactory(), sessionStorage });
}

/** @returns {Record<string, string>} what the tab's own store holds */
export function ofTab() {
  return Object.fromEntries(tabStore);
}

/**
 * Come back to a tab after another one, whose own store stood in the same place here.
 *
 * @param {Record<string, string>} held - by the tab's own store
 */
export function returnToTab(held) {
  tabStore.clear();
  for (const [key, text] of Object.entries(held)) {
    tabStore.set(key, text);
  }
}

/**
 * A page in a tab.
 *
 * @typedef {object} Tab
 * @property {Session} session - what was entered in it
 * @property {string[]} events - those fired since, and the key of each record that was overtaken
 * @property {(persisted?: boolean) => void} leave - to another page; it may be put away as it is
 * @property {() => void} comeBack - as it was put away
 * @property {() => void} comeIntoView - after another tab was in front
 */

/** @returns {Promise<Tab>} a page that was just opened, with the events of its session since */
export async function openTab() {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  Object.assign(globalThis, { window, document });
  const session = await Session.open(MARK);
  /** @type {string[]} */
  const events = [];
  for (const kind of ["saved", "unsaved", "superseded", "emptied"]) {
    session.addEventListener(kind, () => events.push(kind));
  }
  session.addEventListener("overtaken", (event) => {
    events.push(.../** @type {CustomEvent<string[]>} */ (event).detail);
  });
  const befall = (/** @type {string} */ kind, /** @type {boolean} */ persisted) => {
    window.dispatchEvent(Object.assign(new Event(kind), { persisted }));
  };
  return {
    session,
    events,
    leave: (persisted = false) => befall("pagehide", persisted),
    comeBack: () => befall("pageshow", true),
    comeIntoView: () => document.dispatchEvent(new Event("visibilitychange")),
  };
}

/**
 * @param {Iterable<[string, unknown]>} records - of a result
 * @returns {Record<string, unknown>} those that a person has entered
 */
export function entered(records) {
  return Object.fromEntries([...records].filter(([key]) => !NOT_ENTERED.includes(key)).sort());
}

/** @param {Tab} tab - with a form */
export function shown({ session }) {
  return entered(toRecords(session.document()));
}

/** @returns {Promise<Map<string, unknown>>} what a fresh look into the database finds */
export async function inDatabase() {
  const former = { plan, calls };
  heal();
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("pat");
    request.onupgradeneeded = () => request.result.createObjectStore("records");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction("records");
  const keys = transaction.objectStore("records").getAllKeys();
  const values = transaction.objectStore("records").getAll();
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  database.close();
  ({ plan, calls } = former);
  return new Map(keys.result.map((key, place) => [String(key), values.result[place]]));
}

/**
 * Let the browser work until something holds, or long enough that it never will.
 *
 * @param {() => boolean | Promise<boolean>} [holds] - what to wait for
 */
export async function settle(holds = () => false) {
  for (let turn = 0; turn < 3000 && !(await holds()); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// What was committed, in order

/** @typedef {[name: string, value: unknown, key: unknown]} Written - a call that changed something */

/** @type {Written[]} */
let committed = [];

/** @returns {Map<string, unknown>} what all transactions leave, by the order of their commits */
export function asCommitted() {
  /** @type {Map<string, unknown>} */
  const records = new Map();
  for (const [name, first, second] of committed) {
    if (name === "clear") {
      records.clear();
    } else if (name === "delete") {
      records.delete(String(first));
    } else {
      records.set(String(second), first);
    }
  }
  return records;
}

for (const name of ["put", "delete", "clear"]) {
  const prototype = /** @type {any} */ (IDBObjectStore.prototype);
  const original = prototype[name];
  prototype[name] = function (/** @type {any[]} */ ...given) {
    const { transaction } = this;
    if (this.name !== "records") {
      return original.apply(this, given);
    }
    if (transaction.written === undefined) {
      transaction.written = [];
      transaction.addEventListener("complete", () => committed.push(...transaction.written));
    }
    transaction.written.push([name, ...given]);
    return original.apply(this, given);
  };
}

// Storage that fails

/** How a call fails: at once, by an event, by an abort of the transaction, by a closed database. */
export const WAYS = /** @type {const} */ (["throw", "error", "abort", "close"]);

/** @type {Map<string, readonly Way[]>} the calls that do not fail in every way */
const SOME_WAYS = new Map([
  ["open", ["throw", "error"]],
  ["transaction", ["throw", "abort", "close"]],
  ["commit", ["throw", "abort", "close"]],
  ["setItem", ["throw"]],
]);

/**
 * @typedef {typeof WAYS[number]} Way
 * @typedef {{ way: Way, first: number, last: number }} Plan - which calls fail, and how
 */

/** @type {Plan | null} */
let plan = null;

/** @type {string[]} the calls since the plan was made */
let calls = [];

/** @param {Plan} next - from now on */
export function failBy(next) {
  plan = next;
  calls = [];
}

/** Let every call succeed. */
export function heal() {
  plan = null;
  calls = [];
}

/** @returns {string[]} the names of the calls since the plan was made */
export function callsSince() {
  return [...calls];
}

/**
 * @param {string} name - of a call
 * @param {Way} way - to fail
 */
export function canFail(name, way) {
  return (SOME_WAYS.get(name) ?? WAYS).includes(way);
}

/** @param {string} name - of a call that begins */
function isToFail(name) {
  if (plan === null) {
    return false;
  }
  calls.push(name);
  return calls.length >= plan.first && calls.length <= plan.last && canFail(name, plan.way);
}

/** @type {[any, string, (on: any) => any][]} each with the transaction that it belongs to */
const WATCHED = [
  [IDBFactory.prototype, "open", () => null],
  [IDBDatabase.prototype, "transaction", () => null],
  [IDBTransaction.prototype, "commit", (transaction) => transaction],
  ...["put", "delete", "clear", "get", "getKey", "getAll", "getAllKeys"].map(
    (name) =>
      /** @type {[any, string, (on: any) => any]} */ ([
        IDBObjectStore.prototype,
        name,
        (store) => store.transaction,
      ]),
  ),
];

for (const [prototype, name, transactionOf] of WATCHED) {
  const original = prototype[name];
  prototype[name] = function (/** @type {any[]} */ ...given) {
    if (!isToFail(name)) {
      return original.apply(this, given);
    }
    switch (plan?.way) {
      case "error":
        return name === "open" ? failedRequest() : failedWork(this);
      case "close":
        forceCloseDatabase(transactionOf(this)?.db ?? this);
        return abortSoon(original.apply(this, given), transactionOf(this), "AbortError");
      case "abort": {
        const result = original.apply(this, given);
        return abortSoon(result, transactionOf(this) ?? result, "QuotaExceededError");
      }
      default:
        throw new DOMException("made to fail", "UnknownError");
    }
  };
}

/**
 * @param {any} result - of a call
 * @param {any} transaction - to end as soon as its page has asked for all that it wants
 * @param {string} name - of the error
 */
function abortSoon(result, transaction, name) {
  queueMicrotask(() => transaction?._abort(name));
  return result;
}

/** @returns {object} a request to open that ends in an error */
function failedRequest() {
  const request = { error: new DOMException("made to fail", "UnknownError"), onerror() {} };
  setImmediate(() => request.onerror());
  return request;
}

/** @param {any} store - that is asked for something */
function failedWork(store) {
  return store.transaction._execRequestAsync({
    source: store,
    operation: () => {
      throw new DOMException("made to fail", "UnknownError");
    },
  });
}
