/**
 * Folds the explanations of all statements away for people who know them by heart, and unfolds them
 * again.
 */

import { findAll, onActions } from "../shared/elements.js";

export class Explanations {
  #form;

  #areHidden = false;

  /** @param {HTMLFormElement} form - the assessment */
  constructor(form) {
    this.#form = form;
    onActions({ "toggle-explanations": () => this.#toggle() });
    // Folded explanations would be missing on paper.
    window.addEventListener("beforeprint", () => this.#unfoldAll(true));
  }

  #toggle() {
    this.#areHidden = !this.#areHidden;
    this.#unfoldAll(!this.#areHidden);
    for (const button of findAll(this.#form, '[data-action="toggle-explanations"]')) {
      button.textContent = this.#areHidden ? "Show explanations" : "Hide explanations";
    }
  }

  /** @param {boolean} isOpen - false folds them away */
  #unfoldAll(isOpen) {
    for (const fold of findAll(this.#form, "details.pat-explanation")) {
      fold.toggleAttribute("open", isOpen);
    }
  }
}
