/**
 * What a round promises, told before the first statement; and only those labels that it asks for.
 */

import { find, findAll } from "../lib/elements.js";
import { dayText, termsFrom } from "../lib/terms.js";

/** @import { Session } from "../lib/session.js" */
/** @import { Steps } from "./steps.js" */

export class TermsView {
  #form;

  #session;

  /** The terms that were shown last, as text; empty before the first. */
  #shown = "";

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {Session} session - with what a link brought
   * @param {Steps} steps - which one shows
   */
  constructor(form, session, steps) {
    this.#form = form;
    this.#session = session;
    session.addEventListener("replaced", () => {
      this.#show();
      this.#askForLabels();
    });
    // Not while somebody types: a field that was just emptied stays until they have gone on.
    steps.addEventListener("step", () => this.#askForLabels());
    this.#show();
    this.#askForLabels();
  }

  #show() {
    const mode = String(this.#session.get("mode") ?? "");
    const terms = termsFrom(this.#session.get("terms"));
    const { labels, delete_on, ...texts } = terms;
    const isShown = mode !== "" || delete_on !== undefined || Object.keys(texts).length > 0;
    find(this.#form, "[data-terms]", HTMLElement).hidden = !isShown;
    // The page has one more way to start, above all this.
    document.documentElement.toggleAttribute("data-pat-terms", isShown);
    const told = {
      ...texts,
      mode,
      partnership: this.#session.get("partnership"),
      round: this.#session.get("round"),
      delete_on: delete_on && dayText(delete_on),
    };
    for (const row of findAll(this.#form, "[data-term-row]")) {
      const text = /** @type {Record<string, unknown>} */ (told)[row.dataset.termRow ?? ""];
      row.hidden = !text;
      for (const place of findAll(row, `[data-term="${row.dataset.termRow}"]`)) {
        place.textContent = String(text ?? "");
      }
    }
    for (const text of findAll(this.#form, "[data-term-mode]")) {
      text.hidden = text.dataset.termMode !== mode;
    }
    this.#tellChange(JSON.stringify([mode, terms]), isShown);
  }

  /**
   * @param {string} shown - the terms that are shown now, as text
   * @param {boolean} isShown - whether there are any
   */
  #tellChange(shown, isShown) {
    const changed = find(this.#form, "[data-terms-changed]", HTMLElement);
    if (!isShown || !this.#session.hasAnswers) {
      changed.hidden = true;
    } else if (this.#shown !== "" && shown !== this.#shown) {
      changed.hidden = false;
    }
    this.#shown = shown;
  }

  #askForLabels() {
    const { labels } = termsFrom(this.#session.get("terms"));
    for (const place of findAll(this.#form, "[data-label]")) {
      const label = place.dataset.label ?? "";
      const isGiven = Boolean(this.#session.get("respondent", label));
      place.hidden = labels !== undefined && !labels.includes(label) && !isGiven;
    }
  }
}
