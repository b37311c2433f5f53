/**
 * The answers of the person in front of the page, and where they are kept.
 *
 * Fires `change` when a record changes; `replaced` when others than one field have changed records,
 * with the keys where another tab of this browser did; `saved` when everything is kept, `unsaved`
 * when something is not, and `superseded` when a newer version of the site has taken the store.
 * `overtaken` tells the keys of records that another tab has changed after this one, and `emptied`
 * that another tab has left nothing.
 */

import { newId, now } from "./ids-and-times.js";
import { KeptRecords } from "./kept-records.js";
import { askToPersist, forgetAsking } from "./persistence.js";
import { keyOf, toDocument, toRecords } from "./records.js";
import { openDeviceStore, openTabStore } from "./store.js";

/** @import { InstrumentMark } from "./instrument-mark.js" */
/** @import { PageResult } from "./records.js" */
/** @import { Change } from "./store.js" */

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
  "revision",
];

/** For so long a file waits for the store, in milliseconds; it may be all that somebody can save. */
const LONGEST_WAIT = 1_000;

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
  #kept;

  #mark;

  #isSuperseded = false;

  /** Whether answers are to go when the tab is closed. */
  #isTabOnly = wantsTabOnly();

  /** @param {InstrumentMark} mark - of the instrument on the page */
  constructor(mark) {
    super();
    this.#mark = mark;
    const openers = { device: () => openDeviceStore(() => this.#supersede()), tab: openTabStore };
    this.#kept = new KeptRecords(openers, (event) => this.#handOn(event));
  }

  /**
   * Open the answers that are kept here.
   *
   * @param {InstrumentMark} mark - of the instrument on the page
   * @returns {Promise<Session>}
   */
  static async open(mark) {
    const session = new Session(mark);
    // A database that fails once may well open the second time.
    await session.#kept.open(session.#isTabOnly ? ["tab"] : ["device", "device", "tab"]);
    return session;
  }

  /** @param {Event} event - of what keeps the records */
  #handOn(event) {
    if (event.type === "replaced" && this.hasEntries && !this.#records.has("result_id")) {
      // Another tab has deleted all else than what was just entered here: that is a new result.
      this.renewId();
    }
    if (event.type === "saved" && this.kind === "device" && this.hasEntries) {
      askToPersist();
    }
    if (event.type === "saved" && this.#isTabOnly && !wantsTabOnly()) {
      // Whoever has cleared what the tab holds has cleared that choice too.
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

  /** How long answers are kept. */
  get kind() {
    return this.#kept.kind;
  }

  /** Whether something could not be kept, and still is not. */
  get isUnsaved() {
    return this.#kept.isUnsaved;
  }

  /** Whether a newer version of the site has taken the store. */
  get isSuperseded() {
    return this.#isSuperseded;
  }

  /** Whether the browser keeps answers for a shorter time than was asked for. */
  get isRefused() {
    return this.kind === "page" || (this.kind === "tab" && !this.#isTabOnly);
  }

  /** Whether the browser's database does not open: it may hold other answers than these. */
  get isDeviceRefused() {
    return this.#kept.isDeviceRefused;
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
   * @returns {Promise<boolean>} whether it is kept
   */
  set(path, value) {
    const isKept = this.#kept.change(this.#stamped([[keyOf(path), value]]));
    this.dispatchEvent(new CustomEvent("change", { detail: path }));
    return isKept;
  }

  /**
   * Change records from elsewhere than their own fields, which then must be filled anew.
   *
   * @param {[path: string[], value: unknown][]} entries - with their new values
   * @returns {Promise<boolean>} whether they are kept
   */
  setAll(entries) {
    return this.#rewrite(entries.map(([path, value]) => [keyOf(path), value]));
  }

  /**
   * Take away every record below a path, such as all ticks and notes of one checklist.
   *
   * @param {string[]} path - to them
   * @returns {Promise<boolean>} whether it is kept that they are gone
   */
  async clear(path) {
    const start = `${keyOf(path)}/`;
    const keys = [...this.#records.keys()].filter((key) => key.startsWith(start));
    return keys.length === 0 || this.#rewrite(keys.map((key) => [key, undefined]));
  }

  /** Read everything anew: another page of this site may have changed it meanwhile. */
  async refresh() {
    await this.#kept.refresh();
  }

  /** Another round is another result: give it an id of its own, and count its versions anew. */
  async renewId() {
    const isKept = this.#kept.change(
      this.#stamped([
        ["result_id", newId()],
        ["revision", undefined],
      ]),
    );
    this.dispatchEvent(new CustomEvent("change", { detail: ["result_id"] }));
    await isKept;
  }

  /** The revision of the next file; undefined while there is no result that it could be one of. */
  get nextRevision() {
    return this.#records.has("result_id")
      ? revisionIn(this.#records.get("revision")) + 1
      : undefined;
  }

  /**
   * Count one more file that leaves the page. The store is asked first, so that the tabs of a browser
   * count together; where it does not reply, the file does not wait for it.
   *
   * @returns {Promise<number | undefined>} the revision of that file
   */
  async raiseRevision() {
    await soon(this.#kept.refresh());
    const revision = this.nextRevision;
    if (revision !== undefined) {
      await soon(this.#kept.change([["revision", revision]]));
    }
    return revision;
  }

  /**
   * Put a whole result in place of this one.
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
      // What was answered in another wording stays so.
      records.set("instrument", instrument);
    }
    if (records.size > 0 && !records.has("result_id")) {
      records.set("result_id", newId());
      records.delete("revision");
    }
    const revision = revisionIn(this.#records.get("revision"));
    const isSame = records.get("result_id") === this.#records.get("result_id");
    if (isSame && revision > revisionIn(records.get("revision"))) {
      // An older file of this result: what is written from here is newer than both.
      records.set("revision", revision);
    }
    const isKept = this.#kept.replace(records);
    this.#tellReplaced();
    return isKept;
  }

  /**
   * Delete every answer from every store.
   *
   * @returns {Promise<boolean>} whether nothing is left
   */
  async erase() {
    const isErased = this.#kept.erase();
    this.#tellReplaced();
    forgetAsking();
    if (!this.#isTabOnly) {
      // On a shared computer that choice goes on to protect whoever enters something next.
      chooseTabOnly(false);
    }
    return isErased;
  }

  /**
   * Keep answers for this tab only, or in the browser's database; the other place is emptied.
   *
   * @param {"device" | "tab"} kind - where from now on
   * @returns {Promise<boolean>} whether they are kept there now
   */
  async moveTo(kind) {
    const former = this.#isTabOnly;
    // It stands before anything is told of the move, and what is told depends on it.
    this.#choose(kind === "tab");
    const isMoved = await this.#kept.moveTo(kind);
    if (!isMoved) {
      this.#choose(former);
    }
    return isMoved;
  }

  /** @param {boolean} isTabOnly - whether answers are to go when the tab is closed */
  #choose(isTabOnly) {
    this.#isTabOnly = isTabOnly;
    chooseTabOnly(isTabOnly);
  }

  /**
   * Return everything in the shape of the result file, without scores.
   *
   * @param {number} [revision] - of the file that it is for; otherwise that of the last one
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
    this.#tellReplaced();
    return isKept;
  }

  #tellReplaced() {
    this.dispatchEvent(new CustomEvent("replaced"));
  }

  /**
   * @param {Change[]} changes - to make
   * @returns {Change[]} with what every change brings along: the time, and an id for a new result
   */
  #stamped(changes) {
    const isNew = !this.#records.has("result_id") && !new Map(changes).has("result_id");
    const id = isNew ? [/** @type {Change} */ (["result_id", newId()])] : [];
    return [...changes, ...id, ["saved_at", now()]];
  }
}

/**
 * @param {unknown} value - that a record or a file gives as its revision
 * @returns {number} the revision; 0 where that is none
 */
function revisionIn(value) {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : 0;
}

/**
 * @param {Promise<unknown>} work - of the store
 * @returns {Promise<void>} settled when that is done, or fails, or takes too long
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

function wantsTabOnly() {
  try {
    return sessionStorage.getItem(TAB_ONLY) === "yes";
  } catch {
    return false;
  }
}

/** @param {boolean} isChosen - whether answers go when the tab is closed */
function chooseTabOnly(isChosen) {
  try {
    if (isChosen) {
      sessionStorage.setItem(TAB_ONLY, "yes");
    } else {
      sessionStorage.removeItem(TAB_ONLY);
    }
  } catch (error) {
    console.warn("The choice lasts until this page is left:", error);
  }
}
