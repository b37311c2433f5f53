/**
 * The browser's database: one connection, opened again when the browser has closed it, and one
 * transaction for each piece of work. Beside the records it has a random mark, which is another one
 * after all was replaced or deleted by a page, and after the browser has made the database anew.
 */

import { newId } from "./ids-and-times.js";

const DATABASE = "pat";
const RECORDS = "records";

/** Begins the name of a place for the mark; its end is random, and so is the mark at first. */
const MARKS = "marks-";
const VERSION = 1;

/** Begins the mark of a database in which no page has ever replaced or deleted all. */
const MADE = "made ";

/** The mark of a database, within one transaction; those from before there were marks have none. */
export class Mark {
  #store;

  /** @param {IDBObjectStore | null} store - that holds it */
  constructor(store) {
    this.#store = store;
  }

  /** @returns {() => string | undefined} the mark, once the transaction has ended */
  read() {
    const made = this.#store ? MADE + this.#store.name : undefined;
    const request = this.#store?.get(MARKS);
    return () => request?.result ?? made;
  }

  /** @returns {string} the mark from now on, since all is being replaced */
  renew() {
    const mark = newId();
    this.#store?.put(mark, MARKS);
    return mark;
  }
}

/** Notices that what was kept is gone, and that no page has taken it away. */
export class Watch {
  #hasResult = false;

  /** @type {string | undefined} */
  #mark;

  #isLost = false;

  /**
   * @param {boolean} hasResult - whether the database holds a result as the work begins
   * @param {string | undefined} mark - of the database
   */
  see(hasResult, mark) {
    this.#isLost ||= this.#hasResult && !hasResult && this.#isUntouched(mark);
    this.know(hasResult, mark);
  }

  /**
   * @param {string | undefined} mark - of the database
   * @returns {boolean} whether no page has replaced or deleted all since this looked last
   */
  #isUntouched(mark) {
    return mark === undefined
      ? this.#mark !== undefined
      : mark === this.#mark || mark.startsWith(MADE);
  }

  /**
   * @param {boolean} hasResult - whether the database holds a result as the work ends
   * @param {string | undefined} mark - of the database
   */
  know(hasResult, mark) {
    this.#hasResult = hasResult;
    this.#mark = mark;
  }

  /** @returns {boolean} whether that has come about since this was asked last */
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

  /** @param {() => void} onNewer - told when a newer version of the site needs the database */
  constructor(onNewer) {
    this.#onNewer = onNewer;
  }

  /**
   * Run one transaction; the promise is settled when the browser has committed it.
   *
   * @template T
   * @param {IDBTransactionMode} mode - whether it writes
   * @param {(records: IDBObjectStore, mark: Mark) => () => T} work - what to do; what it returns is
   *   called at the end, for the outcome
   * @returns {Promise<T>} rejected where nothing of it was done
   */
  async run(mode, work) {
    // A transaction that starts in this very turn outlives a page that is left in the next.
    const database = this.#database ?? (await this.open());
    try {
      return await inTransaction(database, mode, work);
    } catch (error) {
      if (!isNamed(error, "InvalidStateError")) {
        throw error;
      }
      // Browsers close connections of pages in the background, and some tell nobody.
      this.#drop(database);
      if (mode === "readwrite") {
        // Written again from here, it could come after what was changed since.
        throw error;
      }
      return await inTransaction(await this.open(), mode, work);
    }
  }

  /** @returns {Promise<IDBDatabase>} the connection; rejected where the browser refuses it */
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
      // Without a new version somebody deletes the database, and it can be made again.
      if (newVersion !== null) {
        this.#onNewer();
      }
    };
    return database;
  }

  /** @param {IDBDatabase} database - that is of no more use */
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
      // A record would need space on the disk, and a database must open without any.
      request.result.createObjectStore(MARKS + newId());
    };
    request.onsuccess = () => {
      if (request.result.objectStoreNames.contains(RECORDS)) {
        resolve(request.result);
      } else {
        // Something else has made one of that name, with no place for records.
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
        // Without this a page that is left at once would take its last answer along.
        transaction.commit?.();
      }
    } catch (error) {
      // What came before the fault must not be kept without the rest.
      reject(error);
      transaction.abort();
    }
  });
}

/**
 * @param {unknown} error - that was thrown
 * @param {string} name - of a kind
 */
function isNamed(error, name) {
  return error instanceof DOMException && error.name === name;
}
