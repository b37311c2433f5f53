/**
 * What a store has not yet acknowledged when its page is left; the tab's next page makes it good.
 *
 * A browser may drop a transaction that is under way when its page goes. What is put into
 * `sessionStorage` in that same moment stays.
 */

/** @import { Change, Store } from "./store.js" */

const KEY = "pat-unwritten";

/**
 * Let a store lose nothing to a page that is left at once.
 *
 * @param {Store} store - whose writes take a while
 * @returns {Store} the same, with one more net below it
 */
export function withParting(store) {
  /** @type {Set<Change[]>} writes under way, the oldest first */
  const underWay = new Set();
  window.addEventListener("pagehide", () => underWay.size > 0 && putBy([...underWay].flat()));
  // A page that the browser brings back as it was goes on with its writes itself.
  window.addEventListener("pageshow", (event) => event.persisted && forget());
  return {
    kind: store.kind,
    load: async () => {
      const records = await store.load();
      const changes = stillMissing(whatWasPutBy(), records);
      if (changes.length > 0) {
        await store.write(changes);
      }
      // Judged once: a record that somebody clears later must not come back.
      forget();
      return changes.length > 0 ? store.load() : records;
    },
    write: async (changes) => {
      underWay.add(changes);
      try {
        await store.write(changes);
      } finally {
        underWay.delete(changes);
      }
    },
    replace: async (entries) => {
      underWay.clear();
      forget();
      await store.replace(entries);
    },
  };
}

/** @param {Change[]} changes - that the store has not acknowledged */
function putBy(changes) {
  // JSON knows no undefined: a record that goes away stands there by its key alone.
  const texts = changes.map(([key, value]) => (value === undefined ? [key] : [key, value]));
  try {
    sessionStorage.setItem(KEY, JSON.stringify(texts));
  } catch (error) {
    console.warn("What is not yet kept could not be put by:", error);
  }
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Whoever refuses this has kept nothing either.
  }
}

/** @returns {Change[]} what the page before could not wait for */
function whatWasPutBy() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return found.map((/** @type {Change} */ [key, value]) => [key, value]);
  } catch {
    return [];
  }
}

/**
 * @param {Change[]} changes - that were put by
 * @param {Map<string, unknown>} records - that the store holds by now
 * @returns {Change[]} those to make good: where another page has written later, only new records
 */
function stillMissing(changes, records) {
  const putByAt = String(new Map(changes).get("saved_at") ?? "");
  return String(records.get("saved_at") ?? "") > putByAt
    ? changes.filter(([key, value]) => value !== undefined && !records.has(key))
    : changes;
}
