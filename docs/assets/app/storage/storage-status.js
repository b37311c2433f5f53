/**
 * Shows where answers, ticks and notes are kept, and offers a choice on pages that have one.
 */

import { find, findAll } from "../shared/elements.js";
import { nameOf } from "./record-names.js";

/** @import { Notices } from "../shared/notices.js" */
/** @import { Session } from "./session.js" */

const KEPT_WHERE = {
  device: "What you enter is kept in this browser, on this device, until you delete it.",
  tab: "What you enter is kept for this tab only. It goes when you close it.",
  page: "This browser keeps nothing. What you enter goes when you leave this page.",
};

const REFUSED = {
  device:
    "The last change is not kept yet. It is tried again with the next one. Save a file now, so that nothing is lost.",
  tab: "This browser refuses to keep what you enter for longer than this tab is open. Save a file before you close it.",
  page: "This browser refuses to keep what you enter. It is on this page only: save a file before you close it.",
};

const SUPERSEDED =
  "A newer version of this page is open elsewhere in this browser. Nothing more is kept here: save a file now if you have just changed something, then reload this page.";

const EMPTIED =
  "In another tab, what was entered here was deleted from this browser, or is kept for that tab only from now on.";

/** Of more entries than this, only the number is shown. */
const MOST_NAMED = 3;

export class StorageStatus {
  #root;

  #session;

  #notices;

  /**
   * @param {HTMLElement} root - contains the places for it
   * @param {{ session: Session, notices: Notices }} services - that it works with
   */
  constructor(root, { session, notices }) {
    this.#root = root;
    this.#session = session;
    this.#notices = notices;
    session.addEventListener("saved", () => this.#showSaved());
    session.addEventListener("unsaved", () => this.#showKind());
    session.addEventListener("superseded", () => this.#showKind());
    session.addEventListener("emptied", () => notices.say(EMPTIED, true));
    session.addEventListener("overtaken", (event) => {
      this.#showOvertaken(/** @type {CustomEvent<string[]>} */ (event).detail);
    });
    root.addEventListener("change", (event) => this.#choose(event.target));
    this.#showKind();
  }

  #showSaved() {
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const where = { device: "on this computer", tab: "for this tab", page: "on this page only" };
    this.#notices.say(`Saved ${where[this.#session.kind]} ${time}`);
    this.#showKind();
  }

  /** @param {string[]} keys - of records that were changed here and then in another tab */
  #showOvertaken(keys) {
    const names = [...new Set(keys.map((key) => nameOf(key, this.#root)))];
    const list =
      names.length > MOST_NAMED
        ? `${names.length} entries`
        : new Intl.ListFormat("en-GB").format(names);
    const text = `${list} ${names.length > 1 ? "were" : "was"} also changed in another tab of this`;
    this.#notices.say(
      `${text.charAt(0).toUpperCase()}${text.slice(1)} browser. What was entered there last is shown now.`,
      true,
    );
  }

  #showKind() {
    const { kind } = this.#session;
    find(this.#root, "[data-kept]", HTMLElement).textContent = KEPT_WHERE[kind];
    const warning = this.#warning();
    this.#notices.warn(warning, warning && "download-copy", "Save a file now");
    for (const radio of findAll(this.#root, "[name=keep]")) {
      if (radio instanceof HTMLInputElement) {
        radio.checked = radio.value === (kind === "device" ? "device" : "tab");
      }
    }
  }

  /** Return the warning to show at present; empty for none. */
  #warning() {
    const { kind, isRefused, isSuperseded, isUnsaved } = this.#session;
    if (isSuperseded) {
      return SUPERSEDED;
    }
    return isRefused || isUnsaved ? REFUSED[isRefused ? kind : "device"] : "";
  }

  /** @param {EventTarget | null} target - what was changed */
  async #choose(target) {
    if (target instanceof HTMLInputElement && target.name === "keep") {
      const isMoved = await this.#session.moveTo(target.value === "tab" ? "tab" : "device");
      this.#showKind();
      if (!isMoved) {
        this.#notices.say("This browser does not allow that. All is kept as before.");
      }
    }
  }
}
