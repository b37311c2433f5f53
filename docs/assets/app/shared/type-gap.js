/**
 * Shows the difference between the type that a partnership has and the one that it needs. The page
 * holds sentences for every pair of types; this component shows those for the pair that was chosen.
 */

import { find, findAll } from "./elements.js";

/**
 * What the component needs of a session.
 *
 * @typedef {EventTarget & { get: (...path: string[]) => any }} TypeChoices
 */

export class TypeGap {
  #frame;

  #session;

  /**
   * @param {HTMLElement} root - with the sentences
   * @param {TypeChoices} session - holds the choices; fires `change` and `replaced`
   */
  constructor(root, session) {
    this.#frame = find(root, "[data-gap]", HTMLElement);
    this.#session = session;
    session.addEventListener("change", () => this.#show());
    session.addEventListener("replaced", () => this.#show());
    this.#show();
  }

  #show() {
    let shown = 0;
    for (const half of ["collaboration", "function"]) {
      const [now, needed] = ["now", "needed"].map((when) =>
        this.#session.get("typology", when, half),
      );
      for (const sentences of findAll(this.#frame, `[data-gap-${half}]`)) {
        sentences.hidden = sentences.getAttribute(`data-gap-${half}`) !== `${now} ${needed}`;
        shown += sentences.hidden ? 0 : 1;
      }
    }
    this.#frame.hidden = shown === 0;
  }
}
