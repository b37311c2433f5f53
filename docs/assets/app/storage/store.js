/**
 * Where records are kept: in the browser's database, for this tab only, or, where the browser
 * refuses both, in this page alone. All three answer to the same calls.
 *
 * `localStorage` is not among them: a browser that is killed can lose what was written to it
 * seconds before.
 */

import { RecordsDatabase, Watch } from "./database.js";
import { rememberReplaced } from "./unsaved-on-exit.js";

/**
 * A change: a key with its new value; undefined takes the record away.
 *
 * @typedef {[key: string, value: unknown]} Change
 */

/**
 * @typedef {object} Store
 * @property {"device" | "tab" | "page"} kind - how long it keeps
 * @property {() => Promise<Map<string, unknown>>} load - all records
 * @property {(changes: Change[]) => Promise<void>} write - all of them or none; settled when kept
 * @property {(records: Iterable<Change>) => Promise<void>} replace - all records, in one go
 * @property {() => boolean} hasLost - whether what it kept was found to be gone since this was asked
 *   last, and no page of this site has taken it away: somebody has cleared the site's data
 */

/** @typedef {"device" | "tab"} Kind - of store that outlives a page */
/** @typedef {Record<Kind, () => Store | Promise<Store>>} Openers */

const TAB_KEY = "pat-records";

/** The record that stands in every result. */
const RESULT = "result_id";

/**
 * Open the browser's database.
 *
 * @param {() => void} [onNewer] - told when a newer version of the site needs the database
 * @returns {Promise<Store>} rejected where the browser refuses
 */
export async function openDeviceStore(onNewer = () => undefined) {
  const database = new RecordsDatabase(onNewer);
  await database.open();
  const watch = new Watch();
  return {
    kind: "device",
    load: () =>
      database.run("readonly", (records, mark) => {
        const keys = records.getAllKeys();
        const values = records.getAll();
        const markOf = mark.read();
        return () => {
          const all = keys.result.map((key, place) => [String(key), values.result[place]]);
          const found = new Map(/** @type {Change[]} */ (all));
          watch.see(found.has(RESULT), markOf());
          return found;
        };
      }),
    write: (changes) =>
      database.run("readwrite", (records, mark) => {
        const result = records.getKey(RESULT);
        const markOf = mark.read();
        for (const [key, value] of changes) {
          if (value === undefined) {
            records.delete(key);
          } else {
            records.put(value, key);
          }
        }
        const given = new Map(changes);
        return () => {
          const hadResult = result.result !== undefined;
          watch.see(hadResult, markOf());
          watch.know(given.has(RESULT) ? given.get(RESULT) !== undefined : hadResult, markOf());
        };
      }),
    replace: (entries) =>
      database.run("readwrite", (records, mark) => {
        const all = new Map(entries);
        records.clear();
        for (const [key, value] of all) {
          records.put(value, key);
        }
        const renewed = mark.renew();
        return () => watch.know(all.has(RESULT), renewed);
      }),
    hasLost: () => watch.hasLost(),
  };
}

/**
 * Keep records for as long as the tab is open, through reloads.
 *
 * @returns {Store}
 */
export function openTabStore() {
  const read = () => sessionStorage.getItem(TAB_KEY);
  const recordsIn = (/** @type {string | null} */ text) =>
    new Map(Object.entries(JSON.parse(text ?? "{}")));
  let isFilled = false;
  let isLost = false;
  /** @param {Iterable<Change>} records - all of them */
  const keep = async (records) => {
    const entries = [...records];
    if (entries.length === 0) {
      sessionStorage.removeItem(TAB_KEY);
    } else {
      sessionStorage.setItem(TAB_KEY, JSON.stringify(Object.fromEntries(entries)));
    }
    isFilled = entries.length > 0;
  };
  return {
    kind: "tab",
    load: async () => {
      const text = read();
      isFilled = text !== null;
      return recordsIn(text);
    },
    write: async (changes) => {
      const text = read();
      isLost ||= isFilled && text === null;
      await keep(changed(recordsIn(text), changes));
    },
    replace: keep,
    hasLost: () => {
      const wasLost = isLost;
      isLost = false;
      return wasLost;
    },
  };
}

/**
 * Keep records only as long as the page is open: where the browser allows nothing else.
 *
 * @returns {Store}
 */
export function openPageStore() {
  /** @type {Map<string, unknown>} */
  let records = new Map();
  return {
    kind: "page",
    load: async () => new Map(records),
    write: async (changes) => {
      records = changed(records, changes);
    },
    replace: async (entries) => {
      records = new Map(entries);
    },
    hasLost: () => false,
  };
}

/** The stores that outlive a page, and which of them the browser opens. */
export class Stores {
  #openers;

  #isDeviceRefused = false;

  /** @param {Openers} openers - of each */
  constructor(openers) {
    this.#openers = openers;
  }

  /** Whether the browser's database is wanted, and does not open: it may hold other records. */
  get isDeviceRefused() {
    return this.#isDeviceRefused;
  }

  /**
   * @param {Kind[]} kinds - of stores, the best first
   * @returns {Promise<{ store: Store, records: Map<string, unknown> } | null>} the first that opens
   */
  async openFirst(kinds) {
    for (const kind of kinds) {
      const store = await this.openIfThere(kind);
      const records = await store?.load().catch(tellRefusal);
      if (store && records) {
        this.#isDeviceRefused = kinds.includes("device") && kind !== "device";
        return { store, records };
      }
    }
    this.#isDeviceRefused = kinds.includes("device");
    return null;
  }

  /**
   * @param {Kind} kind - of store
   * @returns {Promise<Store | null>} null where it does not open
   */
  async openIfThere(kind) {
    try {
      return await this.#openers[kind]();
    } catch (error) {
      return tellRefusal(error);
    }
  }

  /** @param {string} at - when all records were replaced or deleted, by ISO 8601 */
  noteReplaced(at) {
    if (this.#isDeviceRefused) {
      rememberReplaced(at);
    }
  }

  /** From now on the database is known to hold nothing else than was written here. */
  noteDeviceOpens() {
    this.#isDeviceRefused = false;
    rememberReplaced("");
  }
}

/**
 * @param {unknown} error - of a store
 * @returns {null}
 */
function tellRefusal(error) {
  console.warn("Answers cannot be kept this way:", error);
  return null;
}

/**
 * @param {Map<string, unknown>} records - before
 * @param {Iterable<Change>} changes - to make
 * @returns {Map<string, unknown>} after
 */
export function changed(records, changes) {
  const after = new Map(records);
  for (const [key, value] of changes) {
    if (value === undefined) {
      after.delete(key);
    } else {
      after.set(key, value);
    }
  }
  return after;
}
