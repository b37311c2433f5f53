/**
 * Takes in what people have sent: files, chosen or dropped, and result codes. What comes while others
 * are being read waits for its turn; nothing is dropped.
 */

import { explain } from "../../python/failures.js";
import { find, onActions } from "../../shared/elements.js";
import { readItem } from "../fields/chosen-files.js";
import { foundIn } from "./folders.js";
import { ReadingQueue } from "./reading-queue.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { Desk, Entry } from "../desk/desk.js" */
/** @import { Found } from "./folders.js" */
/** @import { Item } from "../fields/chosen-files.js" */
/** @import { Outcome } from "./reading-queue.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { Turns } from "../desk/turns.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

/** A lot of large files on an old machine may take this long, in milliseconds. */
const LOT_LIMIT = 120_000;

/** So many names of files that were passed over are told. */
const MOST_NAMES = 10;

/**
 * What Python read: entries, and of codes what is none, as it was written.
 *
 * @typedef {{ entries: Entry[], left?: string }} Read
 */

export class Collection {
  #place;

  #reveal;

  #desk;

  #python;

  #notices;

  #turns;

  #intake;

  /**
   * What was read since the queue was last empty.
   *
   * @type {Entry[]}
   */
  #arrived = [];

  /**
   * Names of files in dropped folders that were passed over since then.
   *
   * @type {string[]}
   */
  #passedOver = [];

  /** How many lots of files and codes are being read, or wait for it. */
  #atWork = 0;

  /** The codes that were refused last, as they were left in the box. */
  #refused = "";

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices, turns: Turns, unsaved: Unsaved }}
   *   parts - that it works with; whatever puts entries on the desk takes its turn
   */
  constructor(root, { desk, python, notices, turns, unsaved }) {
    this.#place = find(root, "#pat-files", HTMLElement);
    this.#reveal = find(root, '[data-action="reveal"]', HTMLButtonElement);
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#turns = turns;
    this.#intake = new ReadingQueue(
      (lot) => this.#readLot(lot),
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
    // The same file may be chosen again, after a correction.
    this.#input.value = "";
    if (files.length > 0) {
      this.#hold(this.#read(files));
    }
  }

  /** @param {boolean} isOver - whether files are held over the window */
  showDrop(isOver) {
    this.#place.toggleAttribute("data-is-over", isOver);
  }

  /** @param {DataTransfer} transfer - what was dropped: files, and folders with what is in them */
  takeDrop(transfer) {
    this.#notices.say("Looking at what was dropped.");
    this.#hold(this.#addFound(foundIn(transfer)));
  }

  /** @param {Promise<Found>} coming - from a drop */
  async #addFound(coming) {
    const { items, passedOver } = await coming;
    this.#passedOver.push(...passedOver);
    if (items.length > 0) {
      await this.#read(items);
    } else if (!this.#intake.isRunning) {
      this.#notices.say("");
      this.#notices.showProblem(`Nothing was read. ${passedText(passedOver)}`.trim());
      this.#passedOver = [];
    }
  }

  /** @param {Item[]} items - to read, in this order */
  async #read(items) {
    this.#notices.clearProblem();
    const outcome = await this.#intake.add(items);
    if (outcome) {
      this.#end(outcome);
    }
  }

  /** @param {Outcome} outcome - of the whole queue */
  #end({ done, left, error }) {
    // What was read before somebody stopped it, or before a failure, is not lost.
    this.#desk.add(this.#arrived);
    const passed = passedText(this.#passedOver);
    const read =
      left > 0 ? `Stopped. ${count(done)} read, ${count(left)} not.` : `${count(done)} read.`;
    this.#arrived = [];
    this.#passedOver = [];
    if (error !== undefined) {
      this.#notices.showProblem(explain(error));
    }
    this.#notices.say(`${read} ${passed}`.trim());
  }

  /** @param {Item[]} lot - few enough for one call */
  async #readLot(lot) {
    const files = await Promise.all(lot.map((item) => readItem(item, limitOf(item))));
    const { entries } = await this.#ask("read_results", { files });
    this.#arrived.push(...entries);
  }

  /**
   * @param {"read_results" | "read_codes"} name - of the call
   * @param {object} payload - for it
   * @returns {Promise<Read>}
   */
  async #ask(name, payload) {
    this.#python.retry();
    const reply = await this.#python.call(name, payload, { timeLimit: LOT_LIMIT });
    return /** @type {Read} */ (reply);
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

  /** Read what stands in the box when its turn has come: what came before is out of it by then. */
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
      const read = await this.#ask("read_codes", { text, start: before + 1 });
      const { entries, left = "" } = read;
      this.#desk.add(entries);
      const isTaken = replaceRead(this.#codes, text, left);
      this.#refused = left;
      this.#notices.say(codesText(entries, left !== "", isTaken));
    } catch (error) {
      this.#notices.showProblem(explain(error));
    }
  }

  /**
   * Hold the group back while something is being read: it would come too late.
   *
   * @param {Promise<void>} work - that ends once it is on the desk
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
    this.#intake.stop();
    this.#notices.say("Stopping.");
  }

  /**
   * @param {number} done - files read so far
   * @param {number} all - files in all; 0 takes the bar away
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
 * @param {Item} item - a spreadsheet may hold many people, a result only one
 * @returns {number | undefined} most bytes that are read of it; nothing for the usual
 */
function limitOf({ name }) {
  return /\.(csv|tsv|txt)$/i.test(name) ? 64_000_001 : undefined;
}

/** @param {string[]} names - of files in folders that were passed over; with none there is nothing */
function passedText(names) {
  if (names.length === 0) {
    return "";
  }
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? [`${rest.toLocaleString("en-GB")} more`] : [];
  const told = [...names.slice(0, MOST_NAMES), ...more].join(", ");
  const passed = `${count(names.length)} ${names.length === 1 ? "was" : "were"} passed over`;
  return `In folders, ${passed}, since the name ends in none of .json, .json.txt, .csv and .tsv: ${told}.`;
}

/**
 * @param {Entry[]} entries - that were read
 * @param {boolean} isLeft - whether one was refused, and stands in the box
 * @param {boolean} isTaken - whether what was read was taken out of the box
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
 * Put something in the place of a text that was read; what has been typed or pasted around it stays,
 * and so does the cursor.
 *
 * @param {HTMLTextAreaElement} box - that may have changed since
 * @param {string} text - as it was read
 * @param {string} left - in its place
 * @returns {boolean} whether it still stood there as a whole; otherwise nothing is done
 */
export function replaceRead(box, text, left) {
  const start = box.value.indexOf(text);
  if (start < 0) {
    return false;
  }
  // What follows in the same line was typed since; a line that is left must not run into it.
  const end = start + text.length;
  const gap = left && box.value.length > end && !box.value.startsWith("\n", end) ? "\n" : "";
  box.setRangeText(left + gap, start, end, "preserve");
  return true;
}
