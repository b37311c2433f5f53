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
   * What is outstanding and on no way to the store: new, or refused. What is on its way is not sent
   * again, for it could come after what another tab has changed since.
   *
   * @type {{ keys: Set<string>, isWhole: boolean }}
   */
  #unsent = { keys: new Set(), isWhole: false };

  /**
   * Other stores, in which nothing must be left.
   *
   * @type {Set<Store>}
   */
  #toEmpty = new Set();

  /** @type {Promise<boolean>} the last transaction */
  #lastSent = Promise.resolve(true);

  #isRefused = false;

  /**
   * @param {Store} store - that keeps the records
   * @param {{ records: () => ReadonlyMap<string, unknown>,
   *   tell: (what: "saved" | "unsaved" | "written" | "lost", store: Store) => void }} owner - of the
   *   records; it is told when a store has something new, when all is kept, when something is not,
   *   and when what was kept is gone
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

  /**
   * @param {string} key - of a record
   * @returns {boolean} whether its present value is not acknowledged
   */
  has(key) {
    return this.isWhole || this.#outstanding.has(key);
  }

  /** @returns {Change[]} what is outstanding */
  get changes() {
    return this.#valuesOf(this.isWhole ? this.#records().keys() : this.#outstanding.keys());
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
      this.#unsent.keys.add(key);
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
    this.#unsent = { keys: new Set(), isWhole: true };
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

  /**
   * Keep all records once more, beside what a store holds: what it held before is gone.
   *
   * @returns {Promise<boolean>} whether they are kept
   */
  keepAgain() {
    this.#addAll();
    return this.#keep();
  }

  /** Try once more to keep what was refused. */
  async tryAgain() {
    if (this.#isRefused) {
      await this.#keep();
    }
  }

  /** @returns {Promise<boolean>} whether all that has been changed until now is kept */
  async #keep() {
    const count = this.#count;
    let isKept = await this.#send();
    if (!isKept && !this.#hasWork) {
      // It was changed again, or goes along with the next: that one tells how it went.
      await this.#lastSent;
      return this.#isKeptUntil(count);
    }
    // The second time by itself: the browser may have closed the database under the first.
    isKept ||= await this.#send();
    if (!isKept) {
      this.#isRefused = true;
      this.#tell("unsaved", this.#store);
    } else if (this.isEmpty) {
      this.#isRefused = false;
      this.#tell("saved", this.#store);
    }
    return isKept;
  }

  #send() {
    this.#lastSent = this.#write();
    return this.#lastSent;
  }

  /** @param {number} count - of a change */
  #isKeptUntil(count) {
    const changes = [...this.#outstanding.values(), ...(this.isWhole ? [this.#whole] : [])];
    return changes.every((change) => change > count);
  }

  get #hasWork() {
    return this.#unsent.isWhole || this.#unsent.keys.size > 0 || this.#toEmpty.size > 0;
  }

  /**
   * Write whatever is on no way to the store.
   *
   * @returns {Promise<boolean>} whether that was kept
   */
  async #write() {
    const count = this.#count;
    const store = this.#store;
    const { keys, isWhole } = this.#unsent;
    this.#unsent = { keys: new Set(), isWhole: false };
    try {
      if (isWhole) {
        await store.replace(this.#valuesOf(this.#records().keys()));
      } else if (keys.size > 0) {
        await store.write(this.#valuesOf(keys));
      }
      if (store === this.#store && (isWhole || keys.size > 0)) {
        this.#acknowledge(count, { keys, isWhole });
        if (store.hasLost()) {
          this.#addAll();
          return await this.#write();
        }
        this.#tell("written", store);
      }
      for (const other of this.#toEmpty) {
        await other.replace([]);
        this.#toEmpty.delete(other);
        this.#tell("written", other);
      }
      return true;
    } catch (error) {
      console.warn("A change could not be kept:", error);
      this.#takeBack(count, { keys, isWhole });
      return false;
    }
  }

  /**
   * @param {Iterable<string>} keys - of records
   * @returns {Change[]} with their present values
   */
  #valuesOf(keys) {
    const records = this.#records();
    return [...keys].map((key) => [key, records.get(key)]);
  }

  /**
   * @param {number} count - of the last change that was sent
   * @param {{ keys: Set<string>, isWhole: boolean }} sent - and is kept now
   */
  #acknowledge(count, { keys, isWhole }) {
    if (isWhole && this.#whole <= count) {
      this.#whole = 0;
    }
    for (const key of isWhole ? [...this.#outstanding.keys()] : keys) {
      if (this.#isUnchangedSince(count, key)) {
        this.#outstanding.delete(key);
      }
    }
  }

  #addAll() {
    this.#count += 1;
    for (const key of this.#records().keys()) {
      this.#outstanding.set(key, this.#count);
      this.#unsent.keys.add(key);
    }
    this.#tell("lost", this.#store);
  }

  /**
   * @param {number} count - of the last change that was sent
   * @param {{ keys: Set<string>, isWhole: boolean }} sent - and was refused
   */
  #takeBack(count, { keys, isWhole }) {
    if (isWhole && this.isWhole && this.#whole <= count) {
      this.#unsent.isWhole = true;
    }
    for (const key of keys) {
      if (this.#isUnchangedSince(count, key)) {
        this.#unsent.keys.add(key);
      }
    }
  }

  /**
   * @param {number} count - of a change
   * @param {string} key - of a record that is outstanding
   */
  #isUnchangedSince(count, key) {
    const change = this.#outstanding.get(key);
    return change !== undefined && change <= count;
  }
}
