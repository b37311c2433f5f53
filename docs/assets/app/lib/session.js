/**
 * The answers of the person in front of the page, and where they are kept.
 *
 * Fires `change` when a record changes, `saved` when the change is kept, `unsaved` when it is not,
 * and `replaced` when all records change at once.
 */

import { keyOf, toDocument, toRecords } from "./records.js";
import { newId, now } from "./stamps.js";
import { openDeviceStore, openPageStore, openTabStore } from "./store.js";

/** @import { InstrumentMark } from "./mark.js" */
/** @import { Document, Records } from "./records.js" */
/** @import { Change, Store } from "./store.js" */

/** Says, for as long as the tab is open, that answers are kept for this tab only. */
const TAB_ONLY = "pat-tab-only";

/** Records that a link brings, or that come by themselves. */
const ABOUT_THE_ROUND = [
  "partnership",
  "round",
  "purpose",
  "mode",
  "terms",
  "result_id",
  "saved_at",
];

/** What a file says besides the answers; it is not kept with them. */
const WRITTEN_ANEW = [
  "format",
  "format_version",
  "notice",
  "scoring_version",
  "instrument",
  "scores",
];

export class Session extends EventTarget {
  /** @type {Records} */
  #records = new Map();

  /** @type {Store} */
  #store;

  #mark;

  /** Counts the changes made here. */
  #version = 0;

  /**
   * @param {Store} store - where records are kept
   * @param {Records} records - what it holds
   * @param {InstrumentMark} mark - of the instrument on the page
   */
  constructor(store, records, mark) {
    super();
    this.#store = store;
    this.#records = records;
    this.#mark = mark;
  }

  /**
   * Open the answers that are kept here.
   *
   * @param {InstrumentMark} mark - of the instrument on the page
   * @returns {Promise<Session>}
   */
  static async open(mark) {
    for (const open of wantsTabOnly() ? [openTabStore] : [openDeviceStore, openTabStore]) {
      try {
        const store = await open();
        const session = new Session(store, await store.load(), mark);
        session.#watchReturn();
        return session;
      } catch (error) {
        console.warn("Answers cannot be kept this way:", error);
      }
    }
    return new Session(openPageStore(), new Map(), mark);
  }

  /** A page that comes back into view may be older than what is kept. */
  #watchReturn() {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        this.refresh().catch((error) => console.warn("Answers could not be read anew:", error));
      }
    });
  }

  /** How long answers are kept. */
  get kind() {
    return this.#store.kind;
  }

  /** Whether the browser keeps answers for a shorter time than was asked for. */
  get isRefused() {
    return this.kind === "page" || (this.kind === "tab" && !wantsTabOnly());
  }

  /** When the last change was made, as text by ISO 8601; empty before the first. */
  get savedAt() {
    return String(this.#records.get("saved_at") ?? "");
  }

  /** Whether a statement has been answered, "can't say" included. */
  get hasAnswers() {
    const { answered, cantSay } = this.count();
    return answered + cantSay > 0;
  }

  /** Whether anything is here that a person would miss: an answer, a comment, a label. */
  get hasEntries() {
    return [...this.#records.keys()].some((key) => !ABOUT_THE_ROUND.includes(key));
  }

  /**
   * @param {...string} path - to a record
   * @returns {any} what stands there; undefined if nothing does
   */
  get(...path) {
    return this.#records.get(keyOf(path));
  }

  /**
   * @param {...string} path - to a branch
   * @returns {Record<string, any>} the records right below it, by the last part of their path
   */
  below(...path) {
    const start = `${keyOf(path)}/`;
    const found = [...this.#records].filter(([key]) => key.startsWith(start));
    return Object.fromEntries(found.map(([key, value]) => [key.slice(start.length), value]));
  }

  /**
   * Count the statements that were answered, and those where a person can't say.
   *
   * @param {string} [principle] - only those of this principle
   */
  count(principle = "") {
    const start = `responses/${principle}`;
    const answers = [...this.#records]
      .filter(([key, value]) => key.startsWith(start) && Object.hasOwn(Object(value), "answer"))
      .map(([, value]) => /** @type {{ answer: number | null }} */ (value).answer);
    const answered = answers.filter((answer) => answer !== null).length;
    return { answered, cantSay: answers.length - answered };
  }

  /**
   * Change one record; undefined takes it away.
   *
   * @param {string[]} path - to it
   * @param {unknown} value - the new one
   */
  async set(path, value) {
    const changes = this.#stamped([[keyOf(path), value]]);
    this.#apply(changes);
    this.dispatchEvent(new CustomEvent("change", { detail: path }));
    await this.#keep(() => this.#store.write(changes));
  }

  /**
   * Change records from elsewhere than their own fields, which then must be filled anew.
   *
   * @param {[path: string[], value: unknown][]} entries - with their new values
   */
  async setAll(entries) {
    await this.#rewrite(entries.map(([path, value]) => [keyOf(path), value]));
  }

  /**
   * Take away every record below a path, such as all ticks and notes of one checklist.
   *
   * @param {string[]} path - to them
   */
  async clear(path) {
    const start = `${keyOf(path)}/`;
    const keys = [...this.#records.keys()].filter((key) => key.startsWith(start));
    if (keys.length > 0) {
      await this.#rewrite(keys.map((key) => [key, undefined]));
    }
  }

  /** Read everything anew: another page of this site may have changed it meanwhile. */
  async refresh() {
    const before = this.#version;
    const records = await this.#store.load();
    // What was changed here while the store was read is newer than what it held.
    if (this.#version === before && !isSame(records, this.#records)) {
      this.#records = records;
      this.dispatchEvent(new Event("replaced"));
    }
  }

  /** Another round is another result: give it an id of its own. */
  async renewId() {
    await this.set(["result_id"], newId());
  }

  /**
   * Put a whole result in place of this one.
   *
   * @param {Document} document_ - in the shape of a result file
   */
  async replace(document_) {
    const records = toRecords(document_);
    for (const key of WRITTEN_ANEW) {
      records.delete(key);
    }
    const instrument = /** @type {{ wording?: string } | undefined} */ (document_.instrument);
    if (instrument?.wording && instrument.wording !== this.#mark.wording) {
      // What was answered in another wording stays so.
      records.set("instrument", instrument);
    }
    if (records.size > 0 && !records.has("result_id")) {
      records.set("result_id", newId());
    }
    this.#records = records;
    this.dispatchEvent(new Event("replaced"));
    await this.#keep(() => this.#store.replace(records));
  }

  /** Delete every answer from every store. */
  async erase() {
    this.#records = new Map();
    this.dispatchEvent(new Event("replaced"));
    await this.#keep(async () => {
      await this.#store.replace([]);
      // Whichever other store cannot be opened holds nothing either.
      for (const open of [openTabStore, openDeviceStore]) {
        const store = await Promise.resolve().then(open).catch(openPageStore);
        await store.replace([]);
      }
    });
  }

  /**
   * Keep answers for this tab only, or in the browser's database; the other place is emptied.
   *
   * @param {"device" | "tab"} kind - where from now on
   */
  async moveTo(kind) {
    const former = this.#store;
    await this.#keep(async () => {
      const store = kind === "tab" ? openTabStore() : await openDeviceStore();
      await store.replace(this.#records);
      this.#store = store;
      sessionStorage.setItem(TAB_ONLY, kind === "tab" ? "yes" : "no");
      await former.replace([]);
    });
  }

  /**
   * Return everything in the shape of the result file, without scores.
   *
   * @returns {Document}
   */
  document() {
    const { id, version, scoringVersion, scoring, wording, notice } = this.#mark;
    const kept = toDocument(this.#records);
    return {
      format: "pat-result",
      format_version: 1,
      notice,
      scoring_version: scoringVersion,
      instrument: { id, version, scoring, wording },
      ...kept,
      responses: kept.responses ?? {},
    };
  }

  /** @param {Change[]} changes - to make, and to keep */
  async #rewrite(changes) {
    const stamped = this.#stamped(changes);
    this.#apply(stamped);
    this.dispatchEvent(new Event("replaced"));
    await this.#keep(() => this.#store.write(stamped));
  }

  /**
   * @param {Change[]} changes - to make
   * @returns {Change[]} with what every change brings along: the time, and an id for a new result
   */
  #stamped(changes) {
    const id = this.#records.has("result_id")
      ? []
      : [/** @type {Change} */ (["result_id", newId()])];
    return [...changes, ...id, ["saved_at", now()]];
  }

  /** @param {Change[]} changes - to make */
  #apply(changes) {
    for (const [key, value] of changes) {
      if (value === undefined) {
        this.#records.delete(key);
      } else {
        this.#records.set(key, value);
      }
    }
  }

  /** @param {() => Promise<unknown>} work - that keeps something */
  async #keep(work) {
    this.#version += 1;
    try {
      await work();
      this.dispatchEvent(new Event("saved"));
    } catch (error) {
      console.warn("A change could not be kept:", error);
      this.dispatchEvent(new Event("unsaved"));
    }
  }
}

/**
 * @param {Records} one - records
 * @param {Records} other - records
 */
function isSame(one, other) {
  /** @param {Records} records - to compare, in whatever order */
  const text = (records) => JSON.stringify([...records].sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(one) === text(other);
}

function wantsTabOnly() {
  try {
    return sessionStorage.getItem(TAB_ONLY) === "yes";
  } catch {
    return false;
  }
}
