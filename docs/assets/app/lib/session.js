/**
 * The answers of the person in front of the page, and where they are kept.
 *
 * Fires `change` when a record changes, `saved` when the change is kept, `unsaved` when it is not,
 * and `replaced` when all records change at once.
 */

import { keyOf, toDocument, toRecords } from "./records.js";
import { openDeviceStore, openPageStore, openTabStore } from "./store.js";

/** @import { Document, Records } from "./records.js" */
/** @import { Change, Store } from "./store.js" */

/** Says, for as long as the tab is open, that answers are kept for this tab only. */
const TAB_ONLY = "pat-tab-only";

/** Records that a link brings, or that come by themselves. */
const ABOUT_THE_ROUND = ["partnership", "round", "purpose", "mode", "result_id", "saved_at"];

/** What a file says besides the answers; it is not kept with them. */
const WRITTEN_ANEW = [
  "format",
  "format_version",
  "notice",
  "scoring_version",
  "instrument",
  "scores",
];

/**
 * What identifies the instrument in a file; the page carries it.
 *
 * @typedef {object} InstrumentMark
 * @property {string} id - of the instrument
 * @property {string} version - of its facts
 * @property {number} scoringVersion - of its rules
 * @property {string} scoring - fingerprint of the rules
 * @property {string} wording - fingerprint of the wording
 * @property {string} notice - what every file says of the instrument
 */

export class Session extends EventTarget {
  /** @type {Records} */
  #records = new Map();

  /** @type {Store} */
  #store;

  #mark;

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
        return new Session(store, await store.load(), mark);
      } catch (error) {
        console.warn("Answers cannot be kept this way:", error);
      }
    }
    return new Session(openPageStore(), new Map(), mark);
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
    /** @type {Change[]} */
    const changes = [[keyOf(path), value]];
    if (!this.#records.has("result_id")) {
      changes.push(["result_id", newId()]);
    }
    changes.push(["saved_at", now()]);
    this.#apply(changes);
    this.dispatchEvent(new CustomEvent("change", { detail: path }));
    await this.#keep(() => this.#store.write(changes));
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
    try {
      await work();
      this.dispatchEvent(new Event("saved"));
    } catch (error) {
      console.warn("A change could not be kept:", error);
      this.dispatchEvent(new Event("unsaved"));
    }
  }
}

function wantsTabOnly() {
  try {
    return sessionStorage.getItem(TAB_ONLY) === "yes";
  } catch {
    return false;
  }
}

/** @returns {string} the time, in UTC, to the second */
function now() {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/**
 * Return a random UUID, version 4. `crypto.randomUUID` would do it, but is not there on plain http.
 */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
