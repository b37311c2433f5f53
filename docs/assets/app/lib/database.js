/**
 * The browser's database: one connection, opened again when the browser has closed it, and one
 * transaction for each piece of work.
 */

const DATABASE = "pat";
const RECORDS = "records";
const VERSION = 1;

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
   * @param {(records: IDBObjectStore) => () => T} work - what to do; what it returns is called at
   *   the end, for the outcome
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
    request.onupgradeneeded = () => request.result.createObjectStore(RECORDS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The database is in use by an older page."));
  });
}

/**
 * @template T
 * @param {IDBDatabase} database - ours
 * @param {IDBTransactionMode} mode - whether it writes
 * @param {(records: IDBObjectStore) => () => T} work - what to do
 * @returns {Promise<T>}
 */
function inTransaction(database, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(RECORDS, mode);
    /** @type {() => T} */
    let outcome;
    transaction.oncomplete = () => resolve(outcome());
    transaction.onabort = () => reject(transaction.error);
    try {
      outcome = work(transaction.objectStore(RECORDS));
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
