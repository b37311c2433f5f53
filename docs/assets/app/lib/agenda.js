/**
 * The topics of a workshop: their order, and the minutes that each gets.
 */

export class Agenda {
  /** @type {string[]} */
  #codes = [];

  #isByHand = false;

  /**
   * Minutes that somebody gave to a topic; all others share the rest.
   *
   * @type {Map<string, number>}
   */
  #given = new Map();

  /** How many minutes there are in all. */
  total = 60;

  /** @returns {readonly string[]} */
  get codes() {
    return this.#codes;
  }

  /**
   * Take topics in the order that is proposed; one that was made by hand stays, as far as it goes.
   *
   * @param {string[]} codes - of the topics
   */
  take(codes) {
    const kept = this.#isByHand ? this.#codes.filter((code) => codes.includes(code)) : [];
    this.#codes = [...kept, ...codes.filter((code) => !kept.includes(code))];
  }

  /**
   * @param {string} code - of the topic to move
   * @param {number} place - where it goes, from 0; what lies outside is the end
   */
  move(code, place) {
    const others = this.#codes.filter((other) => other !== code);
    const to = Math.max(0, Math.min(place, others.length));
    this.#codes = [...others.slice(0, to), code, ...others.slice(to)];
    this.#isByHand = true;
  }

  /**
   * @param {string} code - of a topic
   * @param {number} minutes - that it gets; NaN lets it share the rest again
   */
  give(code, minutes) {
    if (Number.isInteger(minutes) && minutes >= 0) {
      this.#given.set(code, minutes);
    } else {
      this.#given.delete(code);
    }
  }

  /**
   * Return the minutes of each topic, by code. What cannot be shared evenly goes to the first ones.
   *
   * @returns {Map<string, number>}
   */
  minutes() {
    const sharing = this.#codes.filter((code) => !this.#given.has(code));
    const taken = this.#codes.reduce((sum, code) => sum + (this.#given.get(code) ?? 0), 0);
    const rest = Math.max(0, this.total - taken);
    const each = Math.floor(rest / sharing.length);
    const more = rest % sharing.length;
    const share = (/** @type {string} */ code) => each + (sharing.indexOf(code) < more ? 1 : 0);
    return new Map(this.#codes.map((code) => [code, this.#given.get(code) ?? share(code)]));
  }
}
