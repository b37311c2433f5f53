/**
 * Changes that a store has not acknowledged yet. Nothing is reported as kept while anything is
 * outstanding, and everything outstanding is sent with the next write.
 */

/** @import { Change, Store } from "./store.js" */

export class Outbox {
  #store;

  #records;

  #report;

  /** Counts the changes. */
  #count = 0;

  /**
   * The number of the change, for each key that the store has not acknowledged.
   *
   * @type {Map<string, number>}
   */
  #outstanding = new Map();

  /** The number of the change that replaced all records, until it is acknowledged; otherwise 0. */
  #whole = 0;

  /**
   * What is outstanding and not on its way to the store, because it is new or was refused. Changes
   * on their way are not sent again, since they could then overwrite later changes of another tab.
   *
   * @type {{ keys: Set<string>, isWhole: boolean }}
   */
  #unsent = { keys: new Set(), isWhole: false };

  /**
   * Other stores that must be emptied.
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
   *   report: (what: "saved" | "unsaved" | "written" | "lost", store: Store) => void }} owner -
   *   holds the records; `report` is called when a store has something new (written), when
   *   everything is kept (saved) or something is not (unsaved), and when kept records are gone (lost)
   */
  constructor(store, { records, report }) {
    this.#store = store;
    this.#records = records;
    this.#report = report;
  }

  /** The store that keeps the records. */
  get store() {
    return this.#store;
  }

  /** Whether something was refused and is still not kept. */
  get isRefused() {
    return this.#isRefused;
  }

  get isEmpty() {
    return this.#outstanding.size === 0 && this.#whole === 0 && this.#toEmpty.size === 0;
  }

  /** Whether all records are to replace what the store holds. */
  get isWhole() {
    return this.#whole > 0;
  }

  /** Whether the browser's database must still be emptied, although another store is in use. */
  get emptiesDevice() {
    return [...this.#toEmpty].some((store) => store.kind === "device");
  }

  /**
   * @param {string} key - of a record
   * @returns {boolean} whether its present value is outstanding
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
   * Replace what a store holds by all records.
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
   * Empty other stores.
   *
   * @param {Store[]} stores - not in use
   * @returns {Promise<boolean>} whether they are empty and everything else is kept
   */
  empty(stores) {
    for (const store of stores) {
      this.#toEmpty.add(store);
    }
    return this.#keep();
  }

  /**
   * Keep all records once more beside what the store holds, because it has lost what it held
   * before.
   *
   * @returns {Promise<boolean>} whether they are kept
   */
  keepAgain() {
    this.#addAll();
    return this.#keep();
  }

  /** Try again to keep what was refused. */
  async tryAgain() {
    if (this.#isRefused) {
      await this.#keep();
    }
  }

  /** @returns {Promise<boolean>} whether everything changed so far is kept */
  async #keep() {
    const count = this.#count;
    let isKept = await this.#send();
    if (!isKept && !this.#hasWork) {
      // It was changed again, or is part of a later write, whose outcome decides.
      await this.#lastSent;
      return this.#isKeptUntil(count);
    }
    // One more try at once: the browser may have closed the database during the first.
    isKept ||= await this.#send();
    if (!isKept) {
      this.#isRefused = true;
      this.#report("unsaved", this.#store);
    } else if (this.isEmpty) {
      this.#isRefused = false;
      this.#report("saved", this.#store);
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
   * Write everything that is not on its way to the store.
   *
   * @returns {Promise<boolean>} whether it was kept
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
        this.#report("written", store);
      }
      for (const other of this.#toEmpty) {
        await other.replace([]);
        this.#toEmpty.delete(other);
        this.#report("written", other);
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
   * @param {{ keys: Set<string>, isWhole: boolean }} sent - what was sent and is now kept
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
    this.#report("lost", this.#store);
  }

  /**
   * @param {number} count - of the last change that was sent
   * @param {{ keys: Set<string>, isWhole: boolean }} sent - what was sent and was refused
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
   * @param {string} key - of an outstanding record
   */
  #isUnchangedSince(count, key) {
    const change = this.#outstanding.get(key);
    return change !== undefined && change <= count;
  }
}
