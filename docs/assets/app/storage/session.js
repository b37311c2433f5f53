/**
 * The answers of the person using the page, and where they are kept.
 *
 * Fires `change` when a single record is set; `replaced` when records change in any other way, with
 * their keys if another tab of this browser changed them; `saved` when everything is kept,
 * `unsaved` when something is not, and `superseded` when a newer version of the site has taken over
 * the store. `overtaken` lists the keys of records that another tab has changed after this one, and
 * `emptied` means that another tab has left nothing.
 */

import { newId, now } from "./ids-and-times.js";
import { KeptRecords } from "./kept-records.js";
import { keyOf, toDocument, toRecords } from "./records.js";
import { askToPersist, chooseTabOnly, forgetAsking, wantsTabOnly } from "./retention.js";
import { openDeviceStore, openTabStore } from "./store.js";

/** @import { InstrumentMark } from "./instrument-mark.js" */
/** @import { PageResult } from "./records.js" */
/** @import { Change } from "./store.js" */

/** Records that come from a link, or that the page sets by itself. */
const ABOUT_THE_ROUND = [
  "partnership",
  "round",
  "purpose",
  "mode",
  "terms",
  "threshold",
  "result_id",
  "saved_at",
  "revision",
  "receipt",
];

/**
 * How long a file waits for the store, in milliseconds: the file may be all that somebody can save.
 */
const LONGEST_WAIT = 1_000;

/** Keys of a file that are written anew each time, and so are not kept. */
const WRITTEN_ANEW = [
  "format",
  "format_version",
  "notice",
  "scoring_version",
  "instrument",
  "scores",
  "copy",
];

export class Session extends EventTarget {
  #kept;

  #mark;

  #isSuperseded = false;

  /** Whether answers are to be deleted when the tab is closed. */
  #isTabOnly = wantsTabOnly();

  /** @param {InstrumentMark} mark - of the instrument on the page */
  constructor(mark) {
    super();
    this.#mark = mark;
    const openers = { device: () => openDeviceStore(() => this.#supersede()), tab: openTabStore };
    this.#kept = new KeptRecords(openers, (event) => this.#forward(event));
  }

  /**
   * Open the answers that are kept here.
   *
   * @param {InstrumentMark} mark - of the instrument on the page
   * @returns {Promise<Session>}
   */
  static async open(mark) {
    const session = new Session(mark);
    // A database that fails to open may well open at the second try.
    await session.#kept.open(session.#isTabOnly ? ["tab"] : ["device", "device", "tab"]);
    return session;
  }

  /** @param {Event} event - from the kept records */
  #forward(event) {
    if (event.type === "replaced" && this.hasEntries && !this.#records.has("result_id")) {
      // Another tab has deleted everything but what was just entered here, which is now a new
      // result.
      this.renewId();
    }
    if (event.type === "saved" && this.kind === "device" && this.hasEntries) {
      askToPersist();
    }
    if (event.type === "saved" && this.#isTabOnly && !wantsTabOnly()) {
      // Clearing the tab's data has cleared this choice too.
      chooseTabOnly(true);
    }
    const { detail } = /** @type {CustomEvent<string[] | undefined>} */ (event);
    this.dispatchEvent(new CustomEvent(event.type, { detail }));
  }

  #supersede() {
    this.#isSuperseded = true;
    this.dispatchEvent(new Event("superseded"));
  }

  get #records() {
    return this.#kept.all;
  }

  /** Where answers are kept, and so for how long. */
  get kind() {
    return this.#kept.kind;
  }

  /** Whether something was refused and is still not kept. */
  get isUnsaved() {
    return this.#kept.isUnsaved;
  }

  /** Whether a newer version of the site has taken over the store. */
  get isSuperseded() {
    return this.#isSuperseded;
  }

  /** Whether the browser keeps answers for a shorter time than was asked for. */
  get isRefused() {
    return this.kind === "page" || (this.kind === "tab" && !this.#isTabOnly);
  }

  /** Whether the browser's database does not open; it may hold other answers than these. */
  get isDeviceRefused() {
    return this.#kept.isDeviceRefused;
  }

  /** When the last change was made, by ISO 8601; empty before the first. */
  get savedAt() {
    return String(this.#records.get("saved_at") ?? "");
  }

  /** Whether a statement has been answered, "can't say" included. */
  get hasAnswers() {
    const { answered, cantSay } = this.count();
    return answered + cantSay > 0;
  }

  /** Whether there is anything that a person has entered: an answer, a comment, a label. */
  get hasEntries() {
    return [...this.#records.keys()].some((key) => !ABOUT_THE_ROUND.includes(key));
  }

  /**
   * @param {...string} path - to a record
   * @returns {any} its value; undefined if there is none
   */
  get(...path) {
    return this.#records.get(keyOf(path));
  }

  /**
   * @param {...string} path - to a branch
   * @returns {Record<string, any>} the records directly below it, by the last segment of their path
   */
  below(...path) {
    const start = `${keyOf(path)}/`;
    const records = [...this.#records].filter(([key]) => key.startsWith(start));
    return Object.fromEntries(records.map(([key, value]) => [key.slice(start.length), value]));
  }

  /**
   * Count the statements with an answer, and those with "can't say".
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
   * Change one record; undefined deletes it.
   *
   * @param {string[]} path - to it
   * @param {unknown} value - the new one
   * @returns {Promise<boolean>} whether it is kept
   */
  set(path, value) {
    const isKept = this.#kept.change(this.#stamped([[keyOf(path), value]]));
    this.dispatchEvent(new CustomEvent("change", { detail: path }));
    return isKept;
  }

  /**
   * Change records from anywhere but their own fields, which are then filled in again.
   *
   * @param {[path: string[], value: unknown][]} entries - paths with their new values
   * @returns {Promise<boolean>} whether they are kept
   */
  setAll(entries) {
    return this.#rewrite(entries.map(([path, value]) => [keyOf(path), value]));
  }

  /**
   * Delete every record below a path, such as all ticks and notes of one checklist.
   *
   * @param {string[]} path - to the records
   * @returns {Promise<boolean>} whether the deletion is kept
   */
  async clear(path) {
    const start = `${keyOf(path)}/`;
    const keys = [...this.#records.keys()].filter((key) => key.startsWith(start));
    return keys.length === 0 || this.#rewrite(keys.map((key) => [key, undefined]));
  }

  /** Read everything again: another page of this site may have changed it meanwhile. */
  async refresh() {
    await this.#kept.refresh();
  }

  /** Give the result a new id, since another round is another result; its revisions start again. */
  async renewId() {
    const isKept = this.#kept.change(
      this.#stamped([
        ["result_id", newId()],
        ["revision", undefined],
        ["receipt", undefined],
      ]),
    );
    this.dispatchEvent(new CustomEvent("change", { detail: ["result_id"] }));
    await isKept;
  }

  /** The revision of the next file; undefined while there is no result. */
  get nextRevision() {
    return this.#records.has("result_id")
      ? revisionIn(this.#records.get("revision")) + 1
      : undefined;
  }

  /**
   * Count one more file that leaves the page. The store is read first, so that all tabs of a
   * browser count together; if it does not reply, the file does not wait for it.
   *
   * @param {string} [receipt] - of that file, if it is for the facilitator
   * @returns {Promise<number | undefined>} the revision of that file
   */
  async raiseRevision(receipt) {
    await soon(this.#kept.refresh());
    const revision = this.nextRevision;
    if (revision !== undefined) {
      /** @type {Change[]} */
      const given = receipt ? [["receipt", receipt]] : [];
      await soon(this.#kept.change([["revision", revision], ...given]));
    }
    return revision;
  }

  /**
   * Replace this result by another one.
   *
   * @param {Partial<PageResult>} document_ - in the shape of a result file
   * @returns {Promise<boolean>} whether it is kept
   */
  replace(document_) {
    const records = toRecords(document_);
    for (const key of WRITTEN_ANEW) {
      records.delete(key);
    }
    const instrument = /** @type {{ wording?: string } | undefined} */ (document_.instrument);
    if (instrument?.wording && instrument.wording !== this.#mark.wording) {
      // Answers to another wording stay marked as such.
      records.set("instrument", instrument);
    }
    if (records.size > 0 && !records.has("result_id")) {
      records.set("result_id", newId());
      records.delete("revision");
      records.delete("receipt");
    }
    const revision = revisionIn(this.#records.get("revision"));
    const isSame = records.get("result_id") === this.#records.get("result_id");
    if (isSame && revision > revisionIn(records.get("revision"))) {
      // An older file of this result: the next file must be newer than both.
      records.set("revision", revision);
      if (this.#records.has("receipt")) {
        records.set("receipt", this.#records.get("receipt"));
      }
    }
    const isKept = this.#kept.replace(records);
    this.#fireReplaced();
    return isKept;
  }

  /**
   * Delete every answer from every store.
   *
   * @returns {Promise<boolean>} whether nothing is left
   */
  async erase() {
    const isErased = this.#kept.erase();
    this.#fireReplaced();
    forgetAsking();
    if (!this.#isTabOnly) {
      // If it was chosen, it stays: on a shared computer it protects the next person.
      chooseTabOnly(false);
    }
    return isErased;
  }

  /**
   * Keep answers for this tab only, or in the browser's database; the other store is emptied.
   *
   * @param {"device" | "tab"} kind - of the store to use
   * @returns {Promise<boolean>} whether they are kept there now
   */
  async moveTo(kind) {
    const former = this.#isTabOnly;
    // Set before any event of the move is fired, since listeners depend on it.
    this.#choose(kind === "tab");
    const isMoved = await this.#kept.moveTo(kind);
    if (!isMoved) {
      this.#choose(former);
    }
    return isMoved;
  }

  /** @param {boolean} isTabOnly - whether answers are to be deleted when the tab is closed */
  #choose(isTabOnly) {
    this.#isTabOnly = isTabOnly;
    chooseTabOnly(isTabOnly);
  }

  /**
   * Return everything in the shape of the result file, without scores.
   *
   * @param {number} [revision] - of the file that it is for; by default that of the last file
   * @returns {PageResult}
   */
  document(revision) {
    const { id, version, scoringVersion, scoring, wording, notice } = this.#mark;
    const kept = toDocument(new Map(this.#records));
    const own = revision === undefined ? kept : { ...kept, revision };
    const first = /** @type {const} */ (["result_id", "saved_at", "revision"]).filter((key) =>
      Object.hasOwn(own, key),
    );
    return {
      format: "pat-result",
      format_version: 1,
      notice,
      scoring_version: scoringVersion,
      instrument: { id, version, scoring, wording },
      ...Object.fromEntries(first.map((key) => [key, own[key]])),
      ...own,
      responses: kept.responses ?? {},
    };
  }

  /**
   * @param {Change[]} changes - to make, and to keep
   * @returns {Promise<boolean>} whether they are kept
   */
  #rewrite(changes) {
    const isKept = this.#kept.change(this.#stamped(changes));
    this.#fireReplaced();
    return isKept;
  }

  #fireReplaced() {
    this.dispatchEvent(new CustomEvent("replaced"));
  }

  /**
   * @param {Change[]} changes - to make
   * @returns {Change[]} these, with the time, and with an id if the result is new
   */
  #stamped(changes) {
    const isNew = !this.#records.has("result_id") && !new Map(changes).has("result_id");
    const id = isNew ? [/** @type {Change} */ (["result_id", newId()])] : [];
    return [...changes, ...id, ["saved_at", now()]];
  }
}

/**
 * @param {unknown} value - the revision of a record or a file, if it is valid
 * @returns {number} the revision; 0 if it is invalid
 */
function revisionIn(value) {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0;
}

/**
 * @param {Promise<unknown>} work - of the store
 * @returns {Promise<void>} settled when it is done, has failed, or takes too long
 */
async function soon(work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT);
  });
  await Promise.race([work, patience]).catch((error) => {
    console.warn("The revision could not be compared with what is kept:", error);
  });
  clearTimeout(timer);
}
