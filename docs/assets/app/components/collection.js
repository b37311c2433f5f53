/**
 * Takes in what people have sent: files, chosen or dropped, and result codes. Reads them in small
 * lots, so that the page stays awake and somebody can stop it.
 */

import { find, onActions } from "../lib/elements.js";
import { explain } from "../lib/failures.js";
import { readAsBase64 } from "../lib/files.js";

/** @import { PythonClient } from "../bridge/client.js" */
/** @import { Desk, Entry } from "../lib/desk.js" */
/** @import { Notices } from "../lib/notices.js" */

/** How much one lot holds: enough to be quick, little enough to show progress on a slow machine. */
const MOST_FILES = 100;
const MOST_BYTES = 2_000_000;

/** A lot of large files on an old machine may take this long, in milliseconds. */
const LOT_LIMIT = 120_000;

export class Collection {
  #place;

  #reveal;

  #desk;

  #python;

  #notices;

  #isCancelled = false;

  #isReading = false;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices }} parts - that it works with
   */
  constructor(root, { desk, python, notices }) {
    this.#place = find(root, "#pat-files", HTMLElement);
    this.#reveal = find(root, '[data-action="reveal"]', HTMLButtonElement);
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    onActions({
      "choose-files": () => this.#input.click(),
      "add-codes": () => this.#addCodes(),
      cancel: () => this.#cancel(),
    });
    this.#input.addEventListener("change", () => this.#addChosen());
    this.#takeDrops(root);
  }

  get #input() {
    return find(this.#place, "input[type=file]", HTMLInputElement);
  }

  get #codes() {
    return find(this.#place, "textarea[name=codes]", HTMLTextAreaElement);
  }

  async #addChosen() {
    const files = [...(this.#input.files ?? [])];
    await this.#addFiles(files);
    // The same file may be chosen again, after a correction.
    this.#input.value = "";
  }

  /** @param {HTMLElement} root - files may be dropped anywhere on it */
  #takeDrops(root) {
    root.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
        this.#place.dataset.isOver = "";
      }
    });
    root.addEventListener("dragleave", () => delete this.#place.dataset.isOver);
    root.addEventListener("drop", (event) => {
      delete this.#place.dataset.isOver;
      if (event.dataTransfer?.files.length) {
        event.preventDefault();
        this.#addFiles([...event.dataTransfer.files]);
      }
    });
  }

  /** @param {File[]} files - to read, in this order */
  async #addFiles(files) {
    if (files.length === 0 || this.#isReading) {
      return;
    }
    this.#notices.clearProblem();
    this.#isReading = true;
    this.#isCancelled = false;
    /** @type {Entry[]} */
    const arrived = [];
    let done = 0;
    try {
      for (const lot of lotsOf(files)) {
        this.#showProgress(done, files.length);
        arrived.push(...(await this.#read(lot)));
        done += lot.length;
        if (this.#isCancelled) {
          break;
        }
      }
    } catch (error) {
      this.#notices.tellProblem(explain(error));
    }
    this.#isReading = false;
    this.#showProgress(0, 0);
    // What was read before somebody stopped it, or before a failure, is not lost.
    this.#desk.add(arrived);
    const rest = files.length - done;
    this.#notices.say(
      rest ? `Stopped. ${count(done)} read, ${count(rest)} not.` : `${count(done)} read.`,
    );
  }

  /**
   * @param {File[]} lot - few enough for one call
   * @returns {Promise<Entry[]>}
   */
  async #read(lot) {
    const files = await Promise.all(
      lot.map(async (file) => ({
        name: file.name,
        base64: await readAsBase64(file, limitOf(file)),
      })),
    );
    return this.#ask("read_results", { files });
  }

  /**
   * @param {"read_results" | "read_codes"} name - of the call
   * @param {object} payload - for it
   * @returns {Promise<Entry[]>}
   */
  async #ask(name, payload) {
    this.#python.retry();
    const reply = await this.#python.call(name, payload, { timeLimit: LOT_LIMIT });
    return /** @type {{ entries: Entry[] }} */ (reply).entries;
  }

  async #addCodes() {
    const text = this.#codes.value;
    if (!text.trim()) {
      this.#notices.tellProblem("There is no code in the box. Paste one or more, a line each.");
      return;
    }
    this.#notices.clearProblem();
    try {
      const entries = await this.#ask("read_codes", { text });
      this.#desk.add(entries);
      this.#codes.value = "";
      this.#notices.say(entries.length === 1 ? "1 code read." : `${entries.length} codes read.`);
    } catch (error) {
      this.#notices.tellProblem(explain(error));
    }
  }

  #cancel() {
    this.#isCancelled = true;
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
    // What is still being read would come too late for the group.
    this.#reveal.disabled = all > 0;
    bar.max = Math.max(all, 1);
    bar.value = done;
    find(place, "[data-progress-text]", HTMLElement).textContent =
      `Reading: ${done.toLocaleString("en-GB")} of ${count(all)}`;
  }
}

/**
 * Split files into lots of bounded number and size; a file larger than a lot is one by itself. Each
 * lot is made when it is asked for, since a browser may have to look at the disk for a file's size.
 *
 * @param {File[]} files - in order
 * @returns {Generator<File[]>}
 */
export function* lotsOf(files) {
  /** @type {File[]} */
  let lot = [];
  let bytes = 0;
  for (const file of files) {
    if (lot.length === MOST_FILES || (lot.length > 0 && bytes + file.size > MOST_BYTES)) {
      yield lot;
      lot = [];
      bytes = 0;
    }
    lot.push(file);
    bytes += file.size;
  }
  if (lot.length > 0) {
    yield lot;
  }
}

/**
 * @param {File} file - a spreadsheet may hold many people, a result only one
 * @returns {number | undefined} most bytes that are read of it; nothing for the usual
 */
function limitOf(file) {
  return /\.(csv|tsv|txt)$/i.test(file.name) ? 64_000_001 : undefined;
}

/** @param {number} files - how many */
function count(files) {
  return files === 1 ? "1 file" : `${files.toLocaleString("en-GB")} files`;
}
