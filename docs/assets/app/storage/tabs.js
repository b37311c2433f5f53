/**
 * Messages between the tabs of this browser that something was kept. They carry no answers: a tab
 * that receives one reads the store, which alone decides what came last.
 */

const CHANNEL = "pat-kept";

export class Tabs {
  #onKept;

  /** @type {BroadcastChannel | null} */
  #channel = null;

  /** @param {() => void} onKept - called when another tab has kept something */
  constructor(onKept) {
    this.#onKept = onKept;
  }

  /** Begin to listen. In a browser without broadcast channels, each tab is on its own. */
  open() {
    if (this.#channel === null && typeof BroadcastChannel === "function") {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.onmessage = () => this.#onKept();
    }
  }

  /** Let the other tabs know that something was kept. */
  announce() {
    this.#channel?.postMessage("kept");
  }

  /** Stop listening: some browsers cannot restore a suspended page that has an open channel. */
  close() {
    this.#channel?.close();
    this.#channel = null;
  }
}
