/**
 * A queue for work that must not overlap: each piece waits for its turn, and none is dropped.
 */

export class Turns {
  #last = Promise.resolve();

  /**
   * Do something once everything before it is done, whether that succeeded or failed.
   *
   * @template T
   * @param {() => T | Promise<T>} work - to do
   * @returns {Promise<T>} settled as the work is
   */
  take(work) {
    const turn = this.#last.then(work);
    this.#last = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }
}
