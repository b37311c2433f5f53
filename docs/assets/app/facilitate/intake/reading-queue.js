/**
 * The queue of files to be read. Files that arrive while others are being read are read after them.
 * The queue reads small batches, so that the page stays responsive and reading can be stopped.
 */

/** @import { Item } from "../fields/chosen-files.js" */
/** @import { Turns } from "../desk/turns.js" */

/** Limits of a batch: enough to be quick, little enough to show progress on a slow computer. */
const MOST_FILES = 100;
const MOST_BYTES = 2_000_000;

/**
 * How many files were read since the queue was last empty, how many were not, and the error that
 * ended it early, if one did.
 *
 * @typedef {{ done: number, left: number, error?: unknown }} Outcome
 */

export class ReadingQueue {
  #read;

  #report;

  #turns;

  /** @type {Item[]} */
  #waiting = [];

  #done = 0;

  #isStopped = false;

  #isRunning = false;

  /**
   * @param {(batch: Item[]) => Promise<void>} read - reads a batch, and keeps what was in it
   * @param {(done: number, all: number) => void} report - receives the progress; 0 of 0 at
   *   the end
   * @param {Turns} turns - the whole queue takes one turn
   */
  constructor(read, report, turns) {
    this.#read = read;
    this.#report = report;
    this.#turns = turns;
  }

  /**
   * Read items after all those that are waiting already.
   *
   * @param {Item[]} items - in order
   * @returns {Promise<Outcome | null>} how the queue ended; null if it was running already, since
   *   the call that started it gets the outcome of these items, too
   */
  async add(items) {
    this.#waiting.push(...items);
    if (this.#isRunning) {
      this.#showProgress();
      return null;
    }
    this.#isRunning = true;
    this.#isStopped = false;
    this.#done = 0;
    this.#showProgress();
    return this.#turns.take(() => this.#run());
  }

  get isRunning() {
    return this.#isRunning;
  }

  /** Stop after the batch that is being read. */
  stop() {
    this.#isStopped = true;
  }

  /** @returns {Promise<Outcome>} */
  async #run() {
    try {
      while (this.#waiting.length > 0 && !this.#isStopped) {
        const batch = firstBatch(this.#waiting);
        await this.#read(batch);
        this.#waiting.splice(0, batch.length);
        this.#done += batch.length;
        this.#showProgress();
      }
      return this.#end();
    } catch (error) {
      return { ...this.#end(), error };
    }
  }

  #end() {
    const outcome = { done: this.#done, left: this.#waiting.length };
    this.#waiting = [];
    this.#isRunning = false;
    this.#report(0, 0);
    return outcome;
  }

  #showProgress() {
    this.#report(this.#done, this.#done + this.#waiting.length);
  }
}

/**
 * Return as many of the first items as one batch may hold, by number and size; a larger item is a
 * batch of its own. No other items are looked at, since a browser may have to ask the disk for a
 * size.
 *
 * @param {readonly Item[]} items - at least one
 */
export function firstBatch(items) {
  let bytes = 0;
  let number = 0;
  for (const item of items) {
    bytes += item instanceof File ? item.size : 0;
    if (number === MOST_FILES || (number > 0 && bytes > MOST_BYTES)) {
      break;
    }
    number += 1;
  }
  return items.slice(0, number);
}
