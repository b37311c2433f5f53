/**
 * Records and the store that keeps them, in step with the other tabs of this browser.
 */

import { now } from "./ids-and-times.js";
import { Outbox } from "./outbox.js";
import { isEqual } from "./records.js";
import { changed, openPageStore, Stores } from "./store.js";
import { Tabs } from "./tabs.js";
import { forgetUnsaved, leftInTab, noteUnsaved, stillMissing, unsavedFromBefore } from "./unsaved-on-exit.js";

/** @import { UnsavedChanges } from "./unsaved-on-exit.js" */
/** @import { Change, Kind, Openers, Store } from "./store.js" */

/** Records that no person has entered. */
const SELF_MADE = ["result_id", "saved_at", "revision"];

/**
 * Tells `saved` when everything is kept, `unsaved` when something is not; and of other tabs:
 * `replaced` with the keys that they changed, `overtaken` with those among them that were changed
 * here too since the store was last read, and `emptied` when they have left nothing.
 */
export class KeptRecords {
  #stores;

  #tell;

  /** @type {Map<string, unknown>} */
  #records = new Map();

  #outbox = this.#outboxOf(openPageStore());

  #tabs = new Tabs(() => this.#followOthers());

  /** When the last change was made here. */
  #changedAt = "";

  /** The result that the store is known to hold. */
  #resultId = "";

  /**
   * Keys that were changed here since the store was last read.
   *
   * @type {Set<string>}
   */
  #changedHere = new Set();

  /** @type {Promise<void> | null} */
  #reading = null;

  /** Whether the store may hold other things than were last read. */
  #isStale = false;

  /** Whether the page was put away, and has heard nothing of other tabs. */
  #wasAway = false;

  /**
   * @param {Openers} openers - of the stores
   * @param {(event: Event) => void} tell - called with each event
   */
  constructor(openers, tell) {
    this.#stores = new Stores(openers);
    this.#tell = tell;
  }

  /**
   * Take the first store that opens, with what it holds and what was put by for it.
   *
   * @param {Kind[]} kinds - of stores, the best first
   */
  async open(kinds) {
    const found = await this.#stores.openFirst(kinds);
    if (found) {
      this.#records = found.records;
      this.#outbox = this.#outboxOf(found.store);
      this.#noteResult();
    }
    if (this.kind !== "page") {
      this.#watchPage();
      await this.#makeGood();
    }
    if (this.kind === "device") {
      await this.#takeOver();
    }
  }

  get kind() {
    return this.#outbox.store.kind;
  }

  /** Whether something could not be kept, and still is not. */
  get isUnsaved() {
    return this.#outbox.isRefused;
  }

  /** Whether the browser's database is wanted, and does not open: it may hold other records. */
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
   * Put other records in the place of all, and keep them.
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
   * Leave nothing, in whatever store.
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
   * @returns {Promise<boolean>} whether it keeps them; otherwise the former one goes on
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

  /** Read the store anew; what is outstanding here is left alone, since its own write follows. */
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
  #outboxOf(store) {
    return new Outbox(store, {
      records: () => this.#records,
      tell: (what, written) => {
        if (what === "written") {
          this.#noteResult();
          if (written.kind === "device") {
            this.#tabs.tell();
          }
          return;
        }
        if (what === "lost") {
          // Until it is kept again, the store holds no result of ours that could have been deleted.
          this.#resultId = "";
          return;
        }
        if (what === "saved") {
          forgetUnsaved();
        }
        this.#tell(new Event(what));
      },
    });
  }

  /** Know which result the store holds, in case that the page is left. */
  #noteResult() {
    if (!this.#outbox.has("result_id")) {
      this.#resultId = String(this.#records.get("result_id") ?? "");
    }
  }

  #followOthers() {
    // What is kept for this tab only is no concern of other tabs, nor theirs of this one.
    if (this.kind === "device") {
      this.#readAnew();
    }
  }

  /** Follow what was done meanwhile, in this tab too: it may have shown another page. */
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
    const found = await store.load();
    if (store !== this.#outbox.store) {
      return;
    }
    // Whoever was away does not know whether a page has deleted all before it was lost.
    const isLost = store.hasLost() && !this.#wasAway;
    this.#wasAway = false;
    const keptAgain = isLost ? this.#outbox.keepAgain() : null;
    const keys = [...new Set([...found.keys(), ...this.#records.keys()])].filter(
      (key) => !this.#outbox.has(key) && !isEqual(found.get(key), this.#records.get(key)),
    );
    const overtaken = keys.filter((key) => this.#changedHere.has(key) && !SELF_MADE.includes(key));
    this.#changedHere = new Set([...this.#changedHere].filter((key) => this.#outbox.has(key)));
    this.#records = changed(
      this.#records,
      keys.map((key) => [key, found.get(key)]),
    );
    this.#noteResult();
    if (keys.length > 0) {
      this.#tell(new CustomEvent("replaced", { detail: keys }));
    }
    if (keys.length > 0 && found.size === 0) {
      this.#tell(new Event("emptied"));
    } else if (overtaken.length > 0) {
      this.#tell(new CustomEvent("overtaken", { detail: overtaken }));
    }
    await keptAgain;
  }

  /** Lose nothing when the page is left, and follow the store when it comes back. */
  #watchPage() {
    this.#tabs.open();
    window.addEventListener("pagehide", () => {
      this.#tabs.close();
      this.#noteUnsaved();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) {
        // It is this page's own again, and its writes go on.
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
      noteUnsaved({ at: this.#changedAt, changes, isWhole, emptiesDevice, resultId: this.#resultId });
    }
  }

  /** Do what the page before could not wait for. */
  async #makeGood() {
    const parting = unsavedFromBefore();
    if (parting === null) {
      return;
    }
    // Where the database cannot be opened any more, there is nothing to compare with.
    const changes = this.kind === "device" ? stillMissing(parting, this.#records) : parting.changes;
    if (changes === null) {
      forgetUnsaved();
    }
    await this.#catchUp(parting, changes);
    const device =
      parting.emptiesDevice && this.kind === "tab"
        ? await this.#stores.openIfThere("device")
        : null;
    if (device !== null) {
      await this.#outbox.empty([device]);
    }
  }

  /**
   * @param {UnsavedChanges} parting - whose changes these are
   * @param {Change[] | null} changes - to make; null for none
   * @returns {Promise<boolean>} whether they are kept
   */
  async #catchUp({ isWhole }, changes) {
    return changes === null || (isWhole ? this.replace(changes) : this.change(changes));
  }

  /** Take over what this tab has kept by itself while the browser refused its database. */
  async #takeOver() {
    const tab = await this.#stores.openIfThere("tab");
    const found = (await tab?.load().catch(() => null)) ?? new Map();
    const left = leftInTab(found);
    if (tab === null || left === null) {
      return;
    }
    if (await this.#catchUp(left, stillMissing(left, this.#records))) {
      await this.#outbox.empty([tab]);
      this.#stores.noteDeviceOpens();
    }
  }
}
