/**
 * Where records are kept: in the browser's database, for this tab only, or, where the browser
 * refuses both, in this page alone. All three answer to the same calls.
 *
 * `localStorage` is not among them: a browser that is killed can lose what was written to it
 * seconds before.
 */

import { withParting } from "./parting.js";

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

const DATABASE = "pat";
const RECORDS = "records";
const TAB_KEY = "pat-records";

/**
 * Open the browser's database.
 *
 * @returns {Promise<Store>} rejected where the browser refuses
 */
export async function openDeviceStore() {
  const database = await openDatabase();
  return withParting({
    kind: "device",
    load: () =>
      inTransaction(database, "readonly", (records, give) => {
        const found = new Map();
        records.openCursor().onsuccess = (event) => {
          const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (event.target).result;
          if (cursor) {
            found.set(String(cursor.key), cursor.value);
            cursor.continue();
          } else {
            give(found);
          }
        };
      }),
    write: (changes) =>
      inTransaction(database, "readwrite", (records, give) => {
        for (const [key, value] of changes) {
          if (value === undefined) {
            records.delete(key);
          } else {
            records.put(value, key);
          }
        }
        // Without this a page that is left at once would take its last answer along.
        records.transaction.commit?.();
        give(undefined);
      }),
    replace: (entries) =>
      inTransaction(database, "readwrite", (records, give) => {
        records.clear();
        for (const [key, value] of entries) {
          records.put(value, key);
        }
        records.transaction.commit?.();
        give(undefined);
      }),
  });
}

/**
 * Keep records for as long as the tab is open, through reloads.
 *
 * @returns {Store}
 */
export function openTabStore() {
  const read = () => new Map(Object.entries(JSON.parse(sessionStorage.getItem(TAB_KEY) ?? "{}")));
  /** @param {Iterable<Change>} records - all of them */
  const keep = async (records) =>
    sessionStorage.setItem(TAB_KEY, JSON.stringify(Object.fromEntries(records)));
  return {
    kind: "tab",
    load: async () => read(),
    write: (changes) => keep(changed(read(), changes)),
    replace: keep,
  };
}

/**
 * Keep records only as long as the page is open: where the browser allows nothing else.
 *
 * @returns {Store}
 */
export function openPageStore() {
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
 * @param {Change[]} changes - to make
 * @returns {Map<string, unknown>} after
 */
function changed(records, changes) {
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

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(RECORDS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The database is in use by an older page."));
  });
}

/**
 * Run one transaction; the promise is settled when the browser has committed it.
 *
 * @template T
 * @param {IDBDatabase} database - ours
 * @param {IDBTransactionMode} mode - whether it writes
 * @param {(records: IDBObjectStore, give: (value: T) => void) => void} work - what to do
 * @returns {Promise<T>}
 */
function inTransaction(database, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(RECORDS, mode);
    /** @type {T} */
    let outcome;
    transaction.oncomplete = () => resolve(outcome);
    transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(RECORDS), (value) => {
      outcome = value;
    });
  });
}
