/**
 * Tells whether a reply is still wanted: one that arrives after a later request was made, or after
 * the request was dropped, must change nothing any more.
 */

export class Latest {
  #count = 0;

  /**
   * Begin a request, which takes the place of the one before.
   *
   * @returns {() => boolean} whether this request is still the latest
   */
  begin() {
    this.#count += 1;
    const own = this.#count;
    return () => own === this.#count;
  }

  /** Drop the request under way: its reply is no longer wanted. */
  drop() {
    this.#count += 1;
  }
}
