/**
 * The browser's database: one connection, reopened if the browser has closed it, and one
 * transaction for each piece of work. Beside the records it holds a random mark, which changes
 * whenever a page replaces or deletes all records, and whenever the browser creates the database
 * again.
 */

import { newId } from "./ids-and-times.js";

const DATABASE = "pat";
const RECORDS = "records";

/**
 * Start of the name of the mark's object store; the rest is random and serves as the first mark.
 */
const MARKS = "marks-";
const VERSION = 1;

/** Start of the mark of a database in which no page has ever replaced or deleted all records. */
const MADE = "made ";

/**
 * The mark of a database, within one transaction. Databases of early versions of the site have
 * none.
 */
export class Mark {
  #store;

  /** @param {IDBObjectStore | null} store - holds the mark */
  constructor(store) {
    this.#store = store;
  }

  /** @returns {() => string | undefined} the mark, once the transaction has ended */
  read() {
    const made = this.#store ? MADE + this.#store.name : undefined;
    const request = this.#store?.get(MARKS);
    return () => request?.result ?? made;
  }

  /** @returns {string} the new mark, since all records are being replaced */
  renew() {
    const mark = newId();
    this.#store?.put(mark, MARKS);
    return mark;
  }
}

/** Notices that the records are gone although no page has deleted them. */
export class Watch {
  #hasResult = false;

  /** @type {string | undefined} */
  #mark;

  #isLost = false;

  /**
   * @param {boolean} hasResult - whether the database holds a result before the work
   * @param {string | undefined} mark - of the database
   */
  see(hasResult, mark) {
    this.#isLost ||= this.#hasResult && !hasResult && this.#isUntouched(mark);
    this.know(hasResult, mark);
  }

  /**
   * @param {string | undefined} mark - of the database
   * @returns {boolean} whether no page has replaced or deleted all records since the last look
   */
  #isUntouched(mark) {
    return mark === undefined
      ? this.#mark !== undefined
      : mark === this.#mark || mark.startsWith(MADE);
  }

  /**
   * @param {boolean} hasResult - whether the database holds a result after the work
   * @param {string | undefined} mark - of the database
   */
  know(hasResult, mark) {
    this.#hasResult = hasResult;
    this.#mark = mark;
  }

  /** @returns {boolean} whether records have been lost since the last call */
  hasLost() {
    const isLost = this.#isLost;
    this.#isLost = false;
    return isLost;
  }
}

export class RecordsDatabase {
  #onNewer;

  /** @type {IDBDatabase | null} */
  #database = null;

  /** @type {Promise<IDBDatabase> | null} */
  #opening = null;

  /** @param {() => void} onNewer - called when a newer version of the site needs the database */
  constructor(onNewer) {
    this.#onNewer = onNewer;
  }

  /**
   * Run one transaction; the promise is settled once the browser has committed it.
   *
   * @template T
   * @param {IDBTransactionMode} mode - whether it writes
   * @param {(records: IDBObjectStore, mark: Mark) => () => T} work - what to do; it returns a
   *   function that is called at the end and returns the outcome
   * @returns {Promise<T>} rejected if nothing of it was done
   */
  async run(mode, work) {
    // A transaction that starts in this turn of the event loop survives a page that is left in the
    // next.
    const database = this.#database ?? (await this.open());
    try {
      return await inTransaction(database, mode, work);
    } catch (error) {
      if (!isNamed(error, "InvalidStateError")) {
        throw error;
      }
      // Browsers close connections of pages in the background, and some do so without an event.
      this.#drop(database);
      if (mode === "readwrite") {
        // Written again here, it could overwrite later changes.
        throw error;
      }
      return await inTransaction(await this.open(), mode, work);
    }
  }

  /** @returns {Promise<IDBDatabase>} the connection; rejected if the browser refuses it */
  open() {
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #connect() {
    try {
      this.#database ??= await openDatabase();
    } catch (error) {
      if (isNamed(error, "VersionError")) {
        this.#onNewer();
      }
      throw error;
    }
    const database = this.#database;
    database.onclose = () => this.#drop(database);
    database.onversionchange = ({ newVersion }) => {
      this.#drop(database);
      // Without a new version the database is being deleted, and can be created again.
      if (newVersion !== null) {
        this.#onNewer();
      }
    };
    return database;
  }

  /** @param {IDBDatabase} database - no longer usable */
  #drop(database) {
    database.close();
    if (this.#database === database) {
      this.#database = null;
    }
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(RECORDS);
      // A record would need space on the disk, and the database must open even without any.
      request.result.createObjectStore(MARKS + newId());
    };
    request.onsuccess = () => {
      if (request.result.objectStoreNames.contains(RECORDS)) {
        resolve(request.result);
      } else {
        // Something else has created a database of that name, without a store for records.
        request.result.close();
        deleteDatabase().then(openDatabase).then(resolve, reject);
      }
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The database is in use by an older page."));
  });
}

/** @returns {Promise<void>} */
function deleteDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The database is in use by something else."));
  });
}

/**
 * @template T
 * @param {IDBDatabase} database - ours
 * @param {IDBTransactionMode} mode - whether it writes
 * @param {(records: IDBObjectStore, mark: Mark) => () => T} work - what to do
 * @returns {Promise<T>}
 */
function inTransaction(database, mode, work) {
  return new Promise((resolve, reject) => {
    const marks = [...database.objectStoreNames].find((name) => name.startsWith(MARKS));
    const transaction = database.transaction(marks ? [RECORDS, marks] : RECORDS, mode);
    /** @type {() => T} */
    let outcome;
    transaction.oncomplete = () => resolve(outcome());
    transaction.onabort = () => reject(transaction.error);
    try {
      const mark = new Mark(marks ? transaction.objectStore(marks) : null);
      outcome = work(transaction.objectStore(RECORDS), mark);
      if (mode === "readwrite") {
        // Otherwise the last answer would be lost if the page were left at once.
        transaction.commit?.();
      }
    } catch (error) {
      // A transaction is kept as a whole or not at all.
      reject(error);
      transaction.abort();
    }
  });
}

/**
 * @param {unknown} error - thrown
 * @param {string} name - of a DOMException
 */
function isNamed(error, name) {
  return error instanceof DOMException && error.name === name;
}
