/**
 * A button that tries to send something, and shows how the browser refuses.
 */

import { attempt } from "../shared/attempts.js";
import { find, findAll, onActions } from "../shared/elements.js";

export class SendAttempt {
  #root;

  /** @param {HTMLElement} root - of the section */
  constructor(root) {
    this.#root = root;
    onActions({ "try-sending": () => this.#try() });
  }

  async #try() {
    const button = find(this.#root, '[data-action="try-sending"]', HTMLButtonElement);
    button.disabled = true;
    let refused = 0;
    const places = findAll(this.#root, "[data-attempt]");
    for (const place of places) {
      // One after the other, since the browser reports what it refused, but not for which attempt.
      const way = place.dataset.attempt ?? "";
      const rule = await attempt(way, this.#root.dataset.outside ?? "");
      find(place, "[data-rule]", HTMLElement).textContent = rule ?? "";
      find(place, "[data-refused]", HTMLElement).hidden = rule === null;
      find(place, "[data-let]", HTMLElement).hidden = rule !== null;
      refused += rule === null ? 0 : 1;
    }
    const says = refused === places.length ? "all-refused" : "not-all-refused";
    const sentence = find(this.#root, `[data-say="${says}"]`, HTMLElement);
    const sum = find(this.#root, "[data-sent-sum]", HTMLElement);
    sum.replaceChildren(...[...sentence.childNodes].map((node) => node.cloneNode(true)));
    find(this.#root, "[data-attempts]", HTMLElement).hidden = false;
    button.disabled = false;
  }
}
