/**
 * Where answers, ticks and notes are kept: what the page says of it, and the choice where it has one.
 */

import { find, findAll } from "../lib/elements.js";

/** @import { Notices } from "../lib/notices.js" */
/** @import { Session } from "../lib/session.js" */

const KEPT_WHERE = {
  device: "What you enter is kept in this browser, on this device, until you delete it.",
  tab: "What you enter is kept for this tab only. It goes when you close it.",
  page: "This browser keeps nothing. What you enter goes when you leave this page.",
};

const REFUSED = {
  device: "The last change could not be kept. Save a copy now, so that nothing is lost.",
  tab: "This browser refuses to keep what you enter for longer than this tab is open. Save a copy before you close it.",
  page: "This browser refuses to keep what you enter. It is on this page only: save a copy before you close it.",
};

export class Kept {
  #root;

  #session;

  #notices;

  /**
   * @param {HTMLElement} root - where it is said
   * @param {{ session: Session, notices: Notices }} parts - that it works with
   */
  constructor(root, { session, notices }) {
    this.#root = root;
    this.#session = session;
    this.#notices = notices;
    session.addEventListener("saved", () => this.#tellSaved());
    session.addEventListener("unsaved", () => {
      this.#showKind();
      notices.warn(REFUSED[session.kind]);
    });
    root.addEventListener("change", (event) => this.#choose(event.target));
    this.#showKind();
  }

  #tellSaved() {
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const where = { device: "on this computer", tab: "for this tab", page: "on this page only" };
    this.#notices.say(`Saved ${where[this.#session.kind]} ${time}`);
    this.#showKind();
  }

  #showKind() {
    const { kind, isRefused } = this.#session;
    find(this.#root, "[data-kept]", HTMLElement).textContent = KEPT_WHERE[kind];
    this.#notices.warn(isRefused ? REFUSED[kind] : "");
    for (const radio of findAll(this.#root, "[name=keep]")) {
      if (radio instanceof HTMLInputElement) {
        radio.checked = radio.value === (kind === "device" ? "device" : "tab");
      }
    }
  }

  /** @param {EventTarget | null} target - what was changed */
  #choose(target) {
    if (target instanceof HTMLInputElement && target.name === "keep") {
      this.#session.moveTo(target.value === "tab" ? "tab" : "device");
    }
  }
}
