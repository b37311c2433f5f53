/**
 * The records and the store that keeps them, synchronised with the other tabs of this browser.
 */

import { now } from "./ids-and-times.js";
import { Outbox } from "./outbox.js";
import { isEqual } from "./records.js";
import { changed, openPageStore, Stores } from "./store.js";
import { Tabs } from "./tabs.js";
import {
  forgetUnsaved,
  leftInTab,
  noteUnsaved,
  stillMissing,
  unsavedFromBefore,
} from "./unsaved-on-exit.js";

/** @import { UnsavedChanges } from "./unsaved-on-exit.js" */
/** @import { Change, Kind, Openers, Store } from "./store.js" */

/** Records that the page sets by itself. */
const SELF_MADE = ["result_id", "saved_at", "revision", "receipt"];

/**
 * Fires `saved` when everything is kept, and `unsaved` when something is not. When other tabs have
 * changed records, it fires `replaced` with their keys, `overtaken` with those of them that were
 * changed here too since the store was last read, and `emptied` if nothing is left.
 */
export class KeptRecords {
  #stores;

  #fire;

  /** @type {Map<string, unknown>} */
  #records = new Map();

  #outbox = this.#outboxFor(openPageStore());

  #tabs = new Tabs(() => this.#followOthers());

  /** When the last change was made here. */
  #changedAt = "";

  /** Id of the result that the store is known to hold. */
  #resultId = "";

  /**
   * Keys of records that were changed here since the store was last read.
   *
   * @type {Set<string>}
   */
  #changedHere = new Set();

  /** @type {Promise<void> | null} */
  #reading = null;

  /** Whether the store may have changed since it was last read. */
  #isStale = false;

  /** Whether the page was suspended, and has received nothing from other tabs. */
  #wasAway = false;

  /**
   * @param {Openers} openers - of the stores
   * @param {(event: Event) => void} fire - called with each event
   */
  constructor(openers, fire) {
    this.#stores = new Stores(openers);
    this.#fire = fire;
  }

  /**
   * Use the first store that opens, with its records and with unsaved changes of the page before.
   *
   * @param {Kind[]} kinds - of stores, the best first
   */
  async open(kinds) {
    const opened = await this.#stores.openFirst(kinds);
    if (opened) {
      this.#records = opened.records;
      this.#outbox = this.#outboxFor(opened.store);
      this.#noteResult();
    }
    if (this.kind !== "page") {
      this.#watchPage();
      await this.#keepUnsaved();
    }
    if (this.kind === "device") {
      await this.#takeOver();
    }
  }

  get kind() {
    return this.#outbox.store.kind;
  }

  /** Whether something was refused and is still not kept. */
  get isUnsaved() {
    return this.#outbox.isRefused;
  }

  /** Whether the browser's database is wanted but does not open; it may hold other records. */
  get isDeviceRefused() {
    return this.#stores.isDeviceRefused;
  }

  /** @returns {ReadonlyMap<string, unknown>} all records, kept or not yet */
  get all() {
    return this.#records;
  }

  /**
   * Change records, and keep the change.
   *
   * @param {Change[]} changes - to make
   * @returns {Promise<boolean>} whether it is kept
   */
  change(changes) {
    const keys = changes.map(([key]) => key);
    this.#changedAt = now();
    for (const key of keys) {
      this.#changedHere.add(key);
    }
    this.#records = changed(this.#records, changes);
    return this.#outbox.write(keys);
  }

  /**
   * Replace all records, and keep the new ones.
   *
   * @param {Iterable<Change>} records - from now on
   * @returns {Promise<boolean>} whether they are kept
   */
  replace(records) {
    this.#changedAt = now();
    this.#changedHere.clear();
    this.#records = new Map(records);
    this.#stores.noteReplaced(this.#changedAt);
    return this.#outbox.writeAll();
  }

  /**
   * Delete everything from every store.
   *
   * @returns {Promise<boolean>} whether nothing is left
   */
  async erase() {
    const isErased = this.replace([]);
    const kinds = /** @type {Kind[]} */ (["tab", "device"]).filter((kind) => kind !== this.kind);
    const others = await Promise.all(kinds.map((kind) => this.#stores.openIfThere(kind)));
    await this.#outbox.empty(others.filter((store) => store !== null));
    await isErased;
    if (!this.isUnsaved && others.some((store) => store?.kind === "device")) {
      this.#stores.noteDeviceOpens();
    }
    return !this.isUnsaved;
  }

  /**
   * Keep everything in another store from now on, and empty the former one.
   *
   * @param {Kind} kind - of the new one
   * @returns {Promise<boolean>} whether it keeps them; otherwise the former one stays in use
   */
  async moveTo(kind) {
    if (kind === this.kind) {
      return true;
    }
    const former = this.#outbox.store;
    const store = await this.#stores.openIfThere(kind);
    if (store === null) {
      return false;
    }
    if (await this.#outbox.writeAll(store)) {
      if (kind === "device") {
        this.#stores.noteDeviceOpens();
      }
      await this.#outbox.empty([former]);
      return true;
    }
    await this.#outbox.writeAll(former);
    return false;
  }

  /** Read the store again. Outstanding records stay as they are, since their own write follows. */
  async refresh() {
    await this.#outbox.tryAgain();
    this.#isStale = true;
    this.#reading ??= this.#readWhileStale().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  /**
   * @param {Store} store - that keeps the records
   * @returns {Outbox}
   */
  #outboxFor(store) {
    return new Outbox(store, {
      records: () => this.#records,
      report: (what, written) => {
        if (what === "written") {
          this.#noteResult();
          if (written.kind === "device") {
            this.#tabs.announce();
          }
          return;
        }
        if (what === "lost") {
          // Until it is kept again, the store holds no result that could have been deleted
          // elsewhere.
          this.#resultId = "";
          return;
        }
        if (what === "saved") {
          forgetUnsaved();
        }
        this.#fire(new Event(what));
      },
    });
  }

  /** Note which result the store holds, in case the page is left. */
  #noteResult() {
    if (!this.#outbox.has("result_id")) {
      this.#resultId = String(this.#records.get("result_id") ?? "");
    }
  }

  #followOthers() {
    // Records that are kept for one tab only are separate from those of other tabs.
    if (this.kind === "device") {
      this.#readAnew();
    }
  }

  /**
   * Read what was changed meanwhile, perhaps in this tab too, which may have shown another page.
   */
  #comeBack() {
    this.#wasAway = true;
    this.#readAnew();
  }

  #readAnew() {
    this.refresh().catch((error) => console.warn("Answers could not be read anew:", error));
  }

  async #readWhileStale() {
    while (this.#isStale) {
      this.#isStale = false;
      await this.#read();
    }
  }

  async #read() {
    const { store } = this.#outbox;
    const stored = await store.load();
    if (store !== this.#outbox.store) {
      return;
    }
    // A page that was suspended cannot know whether another page has deleted everything.
    const isLost = store.hasLost() && !this.#wasAway;
    this.#wasAway = false;
    const keptAgain = isLost ? this.#outbox.keepAgain() : null;
    const keys = [...new Set([...stored.keys(), ...this.#records.keys()])].filter(
      (key) => !this.#outbox.has(key) && !isEqual(stored.get(key), this.#records.get(key)),
    );
    const overtaken = keys.filter((key) => this.#changedHere.has(key) && !SELF_MADE.includes(key));
    this.#changedHere = new Set([...this.#changedHere].filter((key) => this.#outbox.has(key)));
    this.#records = changed(
      this.#records,
      keys.map((key) => [key, stored.get(key)]),
    );
    this.#noteResult();
    if (keys.length > 0) {
      this.#fire(new CustomEvent("replaced", { detail: keys }));
    }
    if (keys.length > 0 && stored.size === 0) {
      this.#fire(new Event("emptied"));
    } else if (overtaken.length > 0) {
      this.#fire(new CustomEvent("overtaken", { detail: overtaken }));
    }
    await keptAgain;
  }

  /** Note unsaved changes when the page is left, and read the store again when it comes back. */
  #watchPage() {
    this.#tabs.open();
    window.addEventListener("pagehide", () => {
      this.#tabs.close();
      this.#noteUnsaved();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        // This page goes on with its own writes.
        forgetUnsaved();
        this.#tabs.open();
        this.#comeBack();
      }
    });
    document.addEventListener("resume", () => this.#comeBack());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        this.#followOthers();
      }
    });
  }

  #noteUnsaved() {
    if (!this.#outbox.isEmpty) {
      const { changes, isWhole, emptiesDevice } = this.#outbox;
      noteUnsaved({
        at: this.#changedAt,
        changes,
        isWhole,
        emptiesDevice,
        resultId: this.#resultId,
      });
    }
  }

  /** Keep the unsaved changes of the page before. */
  async #keepUnsaved() {
    const unsaved = unsavedFromBefore();
    if (unsaved === null) {
      return;
    }
    // If the database does not open any more, there is nothing to compare with.
    const changes = this.kind === "device" ? stillMissing(unsaved, this.#records) : unsaved.changes;
    if (changes === null) {
      forgetUnsaved();
    }
    await this.#catchUp(unsaved, changes);
    const device =
      unsaved.emptiesDevice && this.kind === "tab"
        ? await this.#stores.openIfThere("device")
        : null;
    if (device !== null) {
      await this.#outbox.empty([device]);
    }
  }

  /**
   * @param {UnsavedChanges} unsaved - to which the changes belong
   * @param {Change[] | null} changes - to make; null for none
   * @returns {Promise<boolean>} whether they are kept
   */
  async #catchUp({ isWhole }, changes) {
    return changes === null || (isWhole ? this.replace(changes) : this.change(changes));
  }

  /** Take over what this tab kept while the browser's database did not open. */
  async #takeOver() {
    const tab = await this.#stores.openIfThere("tab");
    const records = (await tab?.load().catch(() => null)) ?? new Map();
    const left = leftInTab(records);
    if (tab === null || left === null) {
      return;
    }
    if (await this.#catchUp(left, stillMissing(left, this.#records))) {
      await this.#outbox.empty([tab]);
      this.#stores.noteDeviceOpens();
    }
  }
}
