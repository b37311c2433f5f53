/**
 * Folds the explanations of all statements away, or opens them, for people who know them by heart.
 */

import { findAll, onActions } from "../shared/elements.js";

export class Explanations {
  #form;

  #areHidden = false;

  /** @param {HTMLFormElement} form - the assessment */
  constructor(form) {
    this.#form = form;
    onActions({ "toggle-explanations": () => this.#toggle() });
  }

  #toggle() {
    this.#areHidden = !this.#areHidden;
    for (const fold of findAll(this.#form, "details.pat-explanation")) {
      fold.toggleAttribute("open", !this.#areHidden);
    }
    for (const button of findAll(this.#form, '[data-action="toggle-explanations"]')) {
      button.textContent = this.#areHidden ? "Show explanations" : "Hide explanations";
    }
  }
}
