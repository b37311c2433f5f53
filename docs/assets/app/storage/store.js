/**
 * The stores for records: the browser's database, this tab only, or, if the browser refuses both,
 * this page only. All three have the same methods.
 *
 * `localStorage` is not among them, since a browser that is killed may lose what was written to it
 * seconds before.
 */

import { RecordsDatabase, Watch } from "./database.js";
import { rememberReplaced } from "./unsaved-on-exit.js";

/**
 * A change: a key and its new value; undefined deletes the record.
 *
 * @typedef {[key: string, value: unknown]} Change
 */

/**
 * @typedef {object} Store
 * @property {"device" | "tab" | "page"} kind - how long it keeps
 * @property {() => Promise<Map<string, unknown>>} load - all records
 * @property {(changes: Change[]) => Promise<void>} write - keeps all of them or none; settled when
 *   kept
 * @property {(records: Iterable<Change>) => Promise<void>} replace - replaces all records in one
 *   transaction
 * @property {() => boolean} hasLost - whether since the last call records were found to be gone
 *   that no page of this site has deleted: somebody has cleared the site's data
 */

/** @typedef {"device" | "tab"} Kind - of a store that outlives the page */
/** @typedef {Record<Kind, () => Store | Promise<Store>>} Openers */

const TAB_KEY = "pat-records";

/** A record that every result has. */
const RESULT = "result_id";

/**
 * Open the browser's database.
 *
 * @param {() => void} [onNewer] - called when a newer version of the site needs the database
 * @returns {Promise<Store>} rejected if the browser refuses
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
          const loaded = new Map(/** @type {Change[]} */ (all));
          watch.see(loaded.has(RESULT), markOf());
          return loaded;
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
 * Keep records while the tab is open, also through reloads.
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
 * Keep records only while the page is open, if the browser allows nothing else.
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

/** The stores that outlive the page, and which of them the browser opens. */
export class Stores {
  #openers;

  #isDeviceRefused = false;

  /** @param {Openers} openers - open each kind of store */
  constructor(openers) {
    this.#openers = openers;
  }

  /** Whether the browser's database is wanted but does not open; it may hold other records. */
  get isDeviceRefused() {
    return this.#isDeviceRefused;
  }

  /**
   * @param {Kind[]} kinds - of stores, the best first
   * @returns {Promise<{ store: Store, records: Map<string, unknown> } | null>} the first that
   *   opens; null if none does
   */
  async openFirst(kinds) {
    for (const kind of kinds) {
      const store = await this.openIfThere(kind);
      const records = await store?.load().catch(logRefusal);
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
   * @returns {Promise<Store | null>} null if it does not open
   */
  async openIfThere(kind) {
    try {
      return await this.#openers[kind]();
    } catch (error) {
      return logRefusal(error);
    }
  }

  /** @param {string} at - when all records were replaced or deleted, by ISO 8601 */
  noteReplaced(at) {
    if (this.#isDeviceRefused) {
      rememberReplaced(at);
    }
  }

  /** Note that the database now holds only what was written here. */
  noteDeviceOpens() {
    this.#isDeviceRefused = false;
    rememberReplaced("");
  }
}

/**
 * @param {unknown} error - of a store
 * @returns {null}
 */
function logRefusal(error) {
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
