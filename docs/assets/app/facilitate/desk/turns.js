/**
 * Work that must not meet other work: each piece waits for its turn, and none is dropped.
 */

export class Turns {
  #last = Promise.resolve();

  /**
   * Do something once all that came before it is done, whether that went well or not.
   *
   * @template T
   * @param {() => T | Promise<T>} work - to do
   * @returns {Promise<T>} what came of it
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
