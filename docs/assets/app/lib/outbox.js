/**
 * What a store has not yet acknowledged. Nothing is called kept while anything is outstanding, and
 * whatever is outstanding goes along with the next write.
 */

/** @import { Change, Store } from "./store.js" */

export class Outbox {
  #store;

  #records;

  #tell;

  /** Counts the changes. */
  #count = 0;

  /**
   * For each key that the store has not acknowledged: which change it was.
   *
   * @type {Map<string, number>}
   */
  #outstanding = new Map();

  /** Which change put all records in the place of others, until that is acknowledged; else 0. */
  #whole = 0;

  /**
   * Other stores, in which nothing must be left.
   *
   * @type {Set<Store>}
   */
  #toEmpty = new Set();

  /** Counts the writes: of several under way, the last carries along what the others could not. */
  #writes = 0;

  /** @type {Promise<boolean>} */
  #lastWrite = Promise.resolve(true);

  #isRefused = false;

  /**
   * @param {Store} store - that keeps the records
   * @param {{ records: () => ReadonlyMap<string, unknown>,
   *   tell: (what: "saved" | "unsaved" | "written", store: Store) => void }} owner - of the records;
   *   it is told when a store has something new, when all is kept, and when something is not
   */
  constructor(store, { records, tell }) {
    this.#store = store;
    this.#records = records;
    this.#tell = tell;
  }

  /** The store that keeps the records. */
  get store() {
    return this.#store;
  }

  /** Whether something was refused, and still is not kept. */
  get isRefused() {
    return this.#isRefused;
  }

  get isEmpty() {
    return this.#outstanding.size === 0 && this.#whole === 0 && this.#toEmpty.size === 0;
  }

  /** Whether all records are to take the place of what the store holds. */
  get isWhole() {
    return this.#whole > 0;
  }

  /** Whether the browser's database is still to be emptied, though another store is in use. */
  get emptiesDevice() {
    return [...this.#toEmpty].some((store) => store.kind === "device");
  }

  /** @returns {ReadonlySet<string>} the keys that are outstanding */
  get keys() {
    return this.isWhole ? new Set(this.#records().keys()) : new Set(this.#outstanding.keys());
  }

  /** @returns {Change[]} what is outstanding */
  get changes() {
    const records = this.#records();
    return [...this.keys].map((key) => [key, records.get(key)]);
  }

  /**
   * Keep the records of these keys.
   *
   * @param {string[]} keys - of records that have changed
   * @returns {Promise<boolean>} whether they are kept
   */
  write(keys) {
    this.#count += 1;
    for (const key of keys) {
      this.#outstanding.set(key, this.#count);
    }
    return this.#keep();
  }

  /**
   * Keep all records in place of what a store holds.
   *
   * @param {Store} [store] - the one in use from now on
   * @returns {Promise<boolean>} whether they are kept
   */
  writeAll(store = this.#store) {
    this.#count += 1;
    this.#store = store;
    this.#outstanding.clear();
    this.#whole = this.#count;
    return this.#keep();
  }

  /**
   * Leave nothing in other stores.
   *
   * @param {Store[]} stores - that are not in use
   * @returns {Promise<boolean>} whether nothing is left, and all else is kept
   */
  empty(stores) {
    for (const store of stores) {
      this.#toEmpty.add(store);
    }
    return this.#keep();
  }

  /** Try once more to keep what was refused. */
  async tryAgain() {
    if (this.#isRefused) {
      await this.#keep();
    }
  }

  /** @returns {Promise<boolean>} whether all that has been changed until now is kept */
  #keep() {
    this.#writes += 1;
    this.#lastWrite = this.#writeTwice(this.#writes);
    return this.#lastWrite;
  }

  /** @param {number} write - its number */
  async #writeTwice(write) {
    const isLast = () => write === this.#writes;
    // The second time by itself: the browser may have closed the database under the first.
    const isKept = (await this.#write()) || (isLast() && (await this.#write()));
    if (!isKept && !isLast()) {
      return this.#lastWrite;
    }
    if (!isKept) {
      this.#isRefused = true;
      this.#tell("unsaved", this.#store);
    } else if (this.isEmpty) {
      this.#isRefused = false;
      this.#tell("saved", this.#store);
    }
    return isKept;
  }

  /** Write whatever is outstanding, and say whether that was kept. */
  async #write() {
    const count = this.#count;
    const store = this.#store;
    try {
      const { changes, isWhole } = this;
      if (isWhole || changes.length > 0) {
        await (isWhole ? store.replace(changes) : store.write(changes));
        if (store !== this.#store) {
          // What the former store has kept says nothing about the one in use.
          return false;
        }
        this.#acknowledge(count);
      }
      for (const other of this.#toEmpty) {
        await other.replace([]);
        this.#toEmpty.delete(other);
        this.#tell("written", other);
      }
      return true;
    } catch (error) {
      console.warn("A change could not be kept:", error);
      return false;
    }
  }

  /** @param {number} count - of the last change that the store has now */
  #acknowledge(count) {
    for (const [key, change] of this.#outstanding) {
      if (change <= count) {
        this.#outstanding.delete(key);
      }
    }
    if (this.#whole <= count) {
      this.#whole = 0;
    }
    this.#tell("written", this.#store);
  }
}
