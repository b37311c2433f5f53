/**
 * The guided path to a partnership type. Python worked out the closest level for every set of
 * answers when the page was built; this component looks it up and shows the text for it.
 */

import { find, findAll, make, onActions } from "../shared/elements.js";

/** @import { Session } from "../storage/session.js" */

export class GuidedPath {
  #root;

  #session;

  /** @type {Record<string, string>} */
  #levels;

  /** What the answers lead to: "none", "open", or a type as "level/function". */
  #outcome = "open";

  /**
   * @param {HTMLFormElement} form - with the questions and every outcome
   * @param {Session} session - receives the type if the person wants that
   */
  constructor(form, session) {
    this.#root = find(form, "[data-path]", HTMLElement);
    this.#session = session;
    const levels = find(this.#root, "[data-levels]", HTMLElement);
    this.#levels = JSON.parse(levels.textContent ?? "{}");
    // These listeners are on the form, so they run after a click has cleared an answer.
    form.addEventListener("change", () => this.#follow());
    form.addEventListener("click", () => this.#follow());
    onActions({
      "show-type": () => this.#showOutcome(),
      "take-type": () => this.#take(),
    });
    this.#follow();
  }

  /** Bring the page up to date with the answers. */
  #follow() {
    const ends = this.#chosen().some((radio) => radio.hasAttribute("data-ends"));
    find(this.#root, "[data-beyond-gates]", HTMLElement).hidden = ends;
    this.#outcome = ends ? "none" : this.#type();
    if (!this.#frame.hidden) {
      this.#show();
    }
  }

  get #frame() {
    return find(this.#root, "[data-outcome-frame]", HTMLElement);
  }

  /** @returns {HTMLInputElement[]} the answers given, in the page's order */
  #chosen() {
    return [...this.#root.querySelectorAll("input:checked")].filter(
      (radio) => radio instanceof HTMLInputElement,
    );
  }

  /** @returns {string} the closest type, or "open" */
  #type() {
    const given = (/** @type {string} */ kind) =>
      findAll(this.#root, `[${kind}]`).map((set) => {
        const radio = set.querySelector("input:checked");
        return radio instanceof HTMLInputElement ? radio.value : "";
      });
    const level = this.#levels[given("data-level-question").join(",")];
    const [use] = given("data-function-question");
    return level && use ? `${level}/${use}` : "open";
  }

  /** Show what the answers lead to, and go there. */
  #showOutcome() {
    this.#frame.hidden = false;
    this.#show();
    const heading = find(this.#frame, "section:not([hidden]) > h3", HTMLElement);
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }

  #show() {
    for (const section of findAll(this.#frame, "[data-outcome]")) {
      section.hidden = section.dataset.outcome !== this.#outcome;
    }
    const isType = this.#outcome.includes("/");
    // If the path ends early, only the answer that ended it is a reason.
    const reasons = this.#chosen().filter(
      (radio) => this.#outcome !== "none" || radio.hasAttribute("data-ends"),
    );
    find(this.#frame, "[data-reasons]", HTMLElement).replaceChildren(
      ...reasons.map((radio) => make("li", radio.dataset.because ?? "")),
    );
    find(this.#frame, "[data-outcome-why]", HTMLElement).hidden =
      this.#outcome === "open" || reasons.length === 0;
    find(this.#frame, "[data-outcome-take]", HTMLElement).hidden = !isType;
  }

  /** Keep the closest type as the type that the partnership needs. */
  async #take() {
    const [level = "", use = ""] = this.#outcome.split("/");
    await this.#session.setAll([
      [["typology", "needed", "collaboration"], level],
      [["typology", "needed", "function"], use],
    ]);
    const heading = find(document, "#now-and-needed", HTMLElement);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }
}
