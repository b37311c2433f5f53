/**
 * Offers a random token, with which a person's answers in two rounds can be compared. A file
 * contains a token only if the person makes one here, or types in the one from last time.
 */

import { find, onActions } from "../shared/elements.js";
import { newToken } from "../storage/ids-and-times.js";

/** @import { Notices } from "../shared/notices.js" */
/** @import { Session } from "../storage/session.js" */

export class Pairing {
  #form;

  #session;

  #notices;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, notices: Notices }} services - that it works with
   */
  constructor(form, { session, notices }) {
    this.#form = form;
    this.#session = session;
    this.#notices = notices;
    onActions({
      "make-token": () => this.#set(newToken(), "Your token is made. Keep a copy of your result."),
      "drop-token": () => this.#set(undefined, "The token is taken out."),
    });
    session.addEventListener("change", () => this.#refresh());
    session.addEventListener("replaced", () => this.#refresh());
    this.#refresh();
  }

  /**
   * @param {string | undefined} token - the new one; undefined for none
   * @param {string} text - says what happened
   */
  async #set(token, text) {
    await this.#session.setAll([[["pairing_token"], token]]);
    find(this.#form, "[name=pairing_token]", HTMLInputElement).focus();
    this.#notices.say(text);
  }

  #refresh() {
    const isGiven = Boolean(this.#session.get("pairing_token"));
    find(this.#form, '[data-action="make-token"]', HTMLElement).hidden = isGiven;
    find(this.#form, '[data-action="drop-token"]', HTMLElement).hidden = !isGiven;
    find(this.#form, "[data-include-token]", HTMLElement).hidden = !isGiven;
  }
}
