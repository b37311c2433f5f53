/**
 * Word from tab to tab of this browser that something was kept. No answer goes this way: whoever
 * hears it reads the store, so that the store alone says what came last.
 */

const CHANNEL = "pat-kept";

export class Tabs {
  #hear;

  /** @type {BroadcastChannel | null} */
  #channel = null;

  /** @param {() => void} hear - called when another tab has kept something */
  constructor(hear) {
    this.#hear = hear;
  }

  /** Begin to listen. A browser without such channels has each tab for itself. */
  open() {
    if (this.#channel === null && typeof BroadcastChannel === "function") {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.onmessage = () => this.#hear();
    }
  }

  /** Tell the other tabs that something was kept. */
  tell() {
    this.#channel?.postMessage("kept");
  }

  /** A page that is put away must not hear anything: some browsers could not bring it back. */
  close() {
    this.#channel?.close();
    this.#channel = null;
  }
}
