/**
 * Where records are kept: in the browser's database, for this tab only, or, where the browser
 * refuses both, in this page alone. All three answer to the same calls.
 *
 * `localStorage` is not among them: a browser that is killed can lose what was written to it
 * seconds before.
 */

import { RecordsDatabase } from "./database.js";

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
 */

const TAB_KEY = "pat-records";

/**
 * Open the browser's database.
 *
 * @param {() => void} [onNewer] - told when a newer version of the site needs the database
 * @returns {Promise<Store>} rejected where the browser refuses
 */
export async function openDeviceStore(onNewer = () => undefined) {
  const database = new RecordsDatabase(onNewer);
  await database.open();
  return {
    kind: "device",
    load: () =>
      database.run("readonly", (records) => {
        const keys = records.getAllKeys();
        const values = records.getAll();
        return () => new Map(keys.result.map((key, place) => [String(key), values.result[place]]));
      }),
    write: (changes) =>
      database.run("readwrite", (records) => {
        for (const [key, value] of changes) {
          if (value === undefined) {
            records.delete(key);
          } else {
            records.put(value, key);
          }
        }
        return () => undefined;
      }),
    replace: (entries) =>
      database.run("readwrite", (records) => {
        records.clear();
        for (const [key, value] of entries) {
          records.put(value, key);
        }
        return () => undefined;
      }),
  };
}

/**
 * Keep records for as long as the tab is open, through reloads.
 *
 * @returns {Store}
 */
export function openTabStore() {
  const read = () => new Map(Object.entries(JSON.parse(sessionStorage.getItem(TAB_KEY) ?? "{}")));
  /** @param {Iterable<Change>} records - all of them */
  const keep = async (records) => {
    const entries = [...records];
    if (entries.length === 0) {
      sessionStorage.removeItem(TAB_KEY);
    } else {
      sessionStorage.setItem(TAB_KEY, JSON.stringify(Object.fromEntries(entries)));
    }
  };
  return {
    kind: "tab",
    load: async () => read(),
    write: async (changes) => keep(changed(read(), changes)),
    replace: keep,
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
  };
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
