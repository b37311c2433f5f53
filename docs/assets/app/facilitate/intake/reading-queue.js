/**
 * The queue of files that wait to be read: what comes while others are being read is read after them.
 * They are taken in small lots, so that the page stays awake and somebody can stop it.
 */

/** @import { Item } from "../fields/chosen-files.js" */
/** @import { Turns } from "../desk/turns.js" */

/** How much one lot holds: enough to be quick, little enough to show progress on a slow machine. */
const MOST_FILES = 100;
const MOST_BYTES = 2_000_000;

/**
 * What became of all that came since the queue was last empty, and what ended it before its end.
 *
 * @typedef {{ done: number, left: number, error?: unknown }} Outcome
 */

export class ReadingQueue {
  #read;

  #follow;

  #turns;

  /** @type {Item[]} */
  #waiting = [];

  #done = 0;

  #isStopped = false;

  #isRunning = false;

  /**
   * @param {(lot: Item[]) => Promise<void>} read - reads a lot, and keeps what was in it
   * @param {(done: number, all: number) => void} follow - is told how far the queue is; 0 of 0 at
   *   its end
   * @param {Turns} turns - of which the whole queue takes one
   */
  constructor(read, follow, turns) {
    this.#read = read;
    this.#follow = follow;
    this.#turns = turns;
  }

  /**
   * Read items after all that wait already.
   *
   * @param {Item[]} items - in order
   * @returns {Promise<Outcome | null>} how the queue ends; nothing where it was running already, and
   *   whoever began it is told of these items, too
   */
  async add(items) {
    this.#waiting.push(...items);
    if (this.#isRunning) {
      this.#tell();
      return null;
    }
    this.#isRunning = true;
    this.#isStopped = false;
    this.#done = 0;
    this.#tell();
    return this.#turns.take(() => this.#run());
  }

  get isRunning() {
    return this.#isRunning;
  }

  /** Let the lot that is being read be the last one. */
  stop() {
    this.#isStopped = true;
  }

  /** @returns {Promise<Outcome>} */
  async #run() {
    try {
      while (this.#waiting.length > 0 && !this.#isStopped) {
        const lot = firstLot(this.#waiting);
        await this.#read(lot);
        this.#waiting.splice(0, lot.length);
        this.#done += lot.length;
        this.#tell();
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
    this.#follow(0, 0);
    return outcome;
  }

  #tell() {
    this.#follow(this.#done, this.#done + this.#waiting.length);
  }
}

/**
 * Return as many of the first items as one lot may hold, in number and size; one that is larger than
 * a lot is one by itself. No others are looked at: a browser may have to ask the disk for a size.
 *
 * @param {readonly Item[]} items - at least one
 */
export function firstLot(items) {
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
