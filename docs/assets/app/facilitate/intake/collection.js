/**
 * Takes in what people have sent: files, chosen or dropped, and result codes. Whatever arrives
 * while others are being read waits for its turn; nothing is lost.
 */

import { explain } from "../../python/failures.js";
import { find, onActions } from "../../shared/elements.js";
import { readItem } from "../fields/chosen-files.js";
import { gatherDropped } from "./folders.js";
import { ReadingQueue } from "./reading-queue.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { Replies } from "../../python/replies.d.ts" */
/** @import { EntryDocument } from "../../shared/documents.d.ts" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Gathered } from "./folders.js" */
/** @import { Item } from "../fields/chosen-files.js" */
/** @import { Outcome } from "./reading-queue.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { Turns } from "../desk/turns.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

/** How long reading one batch of large files may take on an old computer, in milliseconds. */
const BATCH_LIMIT = 120_000;

/** How many names of ignored files the page lists. */
const MOST_NAMES = 10;

export class Collection {
  #place;

  #reveal;

  #desk;

  #python;

  #notices;

  #turns;

  #queue;

  /**
   * What was read since the queue was last empty.
   *
   * @type {EntryDocument[]}
   */
  #arrived = [];

  /**
   * Names of files in dropped folders that have been ignored since then.
   *
   * @type {string[]}
   */
  #ignored = [];

  /** How many arrivals of files and codes are being read, or wait to be read. */
  #atWork = 0;

  /** The lines that were refused last, as they were left in the box. */
  #refused = "";

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices, turns: Turns, unsaved: Unsaved }}
   *   services - that it works with
   */
  constructor(root, { desk, python, notices, turns, unsaved }) {
    this.#place = find(root, "#pat-files", HTMLElement);
    this.#reveal = find(root, '[data-action="reveal"]', HTMLButtonElement);
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#turns = turns;
    this.#queue = new ReadingQueue(
      (batch) => this.#readBatch(batch),
      (done, all) => this.#showProgress(done, all),
      turns,
    );
    unsaved.watch("codes", {
      now: () => this.#codes.value.trim(),
      lost: (now) => (now === "" ? "" : "the codes in the box"),
    });
    unsaved.watch("arrivals", {
      now: () => this.#atWork,
      lost: (now) => (now > 0 ? "what is just being read" : ""),
    });
    onActions({
      "choose-files": () => this.#input.click(),
      "add-codes": () => this.#addCodes(),
      cancel: () => this.#cancel(),
    });
    this.#input.addEventListener("change", () => this.#addChosen());
  }

  get #input() {
    return find(this.#place, "input[type=file]", HTMLInputElement);
  }

  get #codes() {
    return find(this.#place, "textarea[name=codes]", HTMLTextAreaElement);
  }

  #addChosen() {
    const files = [...(this.#input.files ?? [])];
    // Emptied, so that the same file can be chosen again after it has been corrected.
    this.#input.value = "";
    if (files.length > 0) {
      this.#hold(this.#read(files));
    }
  }

  /** @param {boolean} isOver - whether files are being dragged over the window */
  showDrop(isOver) {
    this.#place.toggleAttribute("data-is-over", isOver);
  }

  /** @param {DataTransfer} transfer - holds the files and folders that were dropped */
  takeDrop(transfer) {
    this.#notices.say("Looking at what was dropped.");
    this.#hold(this.#addDropped(gatherDropped(transfer)));
  }

  /** @param {Promise<Gathered>} gathering - of what was dropped */
  async #addDropped(gathering) {
    const { items, ignored } = await gathering;
    this.#ignored.push(...ignored);
    if (items.length > 0) {
      await this.#read(items);
    } else if (!this.#queue.isRunning) {
      this.#notices.say("");
      this.#notices.showProblem(`Nothing was read. ${ignoredText(ignored)}`.trim());
      this.#ignored = [];
    }
  }

  /** @param {Item[]} items - to read, in this order */
  async #read(items) {
    this.#notices.clearProblem();
    const outcome = await this.#queue.add(items);
    if (outcome) {
      this.#end(outcome);
    }
  }

  /** @param {Outcome} outcome - of the whole queue */
  #end({ done, left, error }) {
    // Whatever was read before somebody stopped the queue, or before it failed, counts.
    this.#desk.add(this.#arrived);
    const ignored = ignoredText(this.#ignored);
    const read =
      left > 0 ? `Stopped. ${count(done)} read, ${count(left)} not.` : `${count(done)} read.`;
    this.#arrived = [];
    this.#ignored = [];
    if (error !== undefined) {
      this.#notices.showProblem(explain(error));
    }
    this.#notices.say(`${read} ${ignored}`.trim());
  }

  /** @param {Item[]} batch - small enough for one call */
  async #readBatch(batch) {
    const files = await Promise.all(batch.map((item) => readItem(item, limitOf(item))));
    const { entries } = await this.#call("read_results", { files });
    this.#arrived.push(...entries);
  }

  /**
   * @template {"read_results" | "read_codes"} N
   * @param {N} name - of the call
   * @param {object} payload - for it
   * @returns {Promise<Replies[N]>}
   */
  #call(name, payload) {
    this.#python.retry();
    return this.#python.call(name, payload, { timeLimit: BATCH_LIMIT });
  }

  #addCodes() {
    if (!this.#codes.value.trim()) {
      this.#notices.showProblem("There is no code in the box. Paste one or more, a line each.");
      return;
    }
    this.#notices.clearProblem();
    if (this.#atWork > 0) {
      this.#notices.say("The codes are read as soon as what came before them is.");
    }
    this.#hold(this.#turns.take(() => this.#readCodes()));
  }

  /** Read the box. Codes that were added before have been taken out of it by now. */
  async #readCodes() {
    const text = this.#codes.value;
    if (!text.trim()) {
      return;
    }
    if (text === this.#refused) {
      this.#notices.say("What stands in the box was refused. Put it right first.");
      return;
    }
    try {
      const before = this.#desk.state.entries.filter(({ kind }) => kind === "code").length;
      const { entries, left } = await this.#call("read_codes", { text, start: before + 1 });
      this.#desk.add(entries);
      const isTaken = replaceRead(this.#codes, text, left);
      this.#refused = left;
      this.#notices.say(codesText(entries, left !== "", isTaken));
    } catch (error) {
      this.#notices.showProblem(explain(error));
    }
  }

  /**
   * Disable showing the group while something is being read, since it would be missing there.
   *
   * @param {Promise<void>} work - settled once everything is on the desk
   */
  async #hold(work) {
    this.#atWork += 1;
    this.#reveal.disabled = true;
    try {
      await work;
    } finally {
      this.#atWork -= 1;
      this.#reveal.disabled = this.#atWork > 0;
    }
  }

  #cancel() {
    this.#queue.stop();
    this.#notices.say("Stopping.");
  }

  /**
   * @param {number} done - how many files have been read
   * @param {number} all - how many files there are; 0 hides the progress bar
   */
  #showProgress(done, all) {
    const place = find(this.#place, "[data-progress]", HTMLElement);
    const bar = find(place, "progress", HTMLProgressElement);
    place.hidden = all === 0;
    bar.max = Math.max(all, 1);
    bar.value = done;
    find(place, "[data-progress-text]", HTMLElement).textContent =
      `Reading: ${done.toLocaleString("en-GB")} of ${count(all)}`;
  }
}

/**
 * @param {Item} item - a spreadsheet may hold many people, a result file only one
 * @returns {number | undefined} how many bytes of it are read; undefined for the usual limit
 */
function limitOf({ name }) {
  return /\.(csv|tsv|txt)$/i.test(name) ? 64_000_001 : undefined;
}

/** @param {string[]} names - of ignored files in dropped folders; with none the text is empty */
function ignoredText(names) {
  if (names.length === 0) {
    return "";
  }
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? [`${rest.toLocaleString("en-GB")} more`] : [];
  const list = [...names.slice(0, MOST_NAMES), ...more].join(", ");
  const passed = `${count(names.length)} ${names.length === 1 ? "was" : "were"} passed over`;
  return `In folders, ${passed}, since the name ends in none of .json, .json.txt, .csv and .tsv: ${list}.`;
}

/**
 * @param {EntryDocument[]} entries - that were read
 * @param {boolean} isLeft - whether lines were refused and stay in the box
 * @param {boolean} isTaken - whether the lines that were read were taken out of the box
 */
function codesText(entries, isLeft, isTaken) {
  const read = entries.length === 1 ? "1 code read." : `${entries.length} codes read.`;
  if (!isTaken) {
    return `${read} The box was changed meanwhile, so what was read still stands in it.`;
  }
  return isLeft ? `${read} What was refused is still in the box, to be put right.` : read;
}

/** @param {number} files - how many */
function count(files) {
  return files === 1 ? "1 file" : `${files.toLocaleString("en-GB")} files`;
}

/**
 * Replace a text that was read. Whatever has been typed or pasted around it meanwhile stays, and so
 * does the cursor.
 *
 * @param {HTMLTextAreaElement} box - may have changed since then
 * @param {string} text - as it was read
 * @param {string} left - takes its place
 * @returns {boolean} whether the text was still there as a whole; otherwise nothing is replaced
 */
export function replaceRead(box, text, left) {
  const start = box.value.indexOf(text);
  if (start < 0) {
    return false;
  }
  // Whatever follows in the same line was typed since. A refused line must not run into it.
  const end = start + text.length;
  const gap = left && box.value.length > end && !box.value.startsWith("\n", end) ? "\n" : "";
  box.setRangeText(left + gap, start, end, "preserve");
  return true;
}
