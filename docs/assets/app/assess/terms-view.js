/**
 * What a round promises, told before the first statement; and only those labels that it asks for.
 */

import { find, findAll } from "../shared/elements.js";
import { dayText, termsFrom } from "../shared/terms.js";

/** @import { Session } from "../storage/session.js" */
/** @import { Terms } from "../shared/terms.js" */
/** @import { Steps } from "./steps.js" */

/** What a damaged link may have lost, as it stands in a sentence. */
const LOST = Object.freeze({
  partnership: "which partnership it is for",
  round: "which round it is for",
  mode: "how answers will be shown",
  facilitator: "who facilitates",
  holder: "who holds the files",
  sees: "who sees what",
  delete_on: "when the files are deleted",
  ending: "how it will end",
});

const LIKELY_DAMAGE =
  "The link that brought you here does not say how answers will be shown. Its end may have been lost on the way. If your invitation says more than stands here, ask for the link again before you start.";

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
    const { damage, labels, delete_on, ...texts } = terms;
    const hasTexts = Object.keys(texts).length > 0;
    const isShown = [mode, damage, delete_on].some(Boolean) || hasTexts;
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
    this.#tellDamage(damage, told);
    this.#tellChange(JSON.stringify([mode, terms]), isShown);
  }

  /**
   * Tell that the link has lost some of what it said, for as long as nobody comes with a whole one.
   *
   * @param {Terms["damage"]} damage - of the link
   * @param {Record<string, unknown>} told - what is known in spite of it
   */
  #tellDamage(damage, told) {
    const place = find(this.#form, "[data-link-damage]", HTMLElement);
    place.hidden = damage === undefined || (damage === "likely" && told.mode !== "");
    place.textContent = damage === "certain" ? certainDamage(told) : LIKELY_DAMAGE;
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

/**
 * @param {Record<string, unknown>} told - what is known in spite of the damage
 * @returns {string} what a person should know before they start
 */
function certainDamage(told) {
  const lost = Object.entries(LOST).filter(([key]) => !told[key]);
  const list = new Intl.ListFormat("en-GB").format(lost.map(([, text]) => text));
  return [
    "The link that brought you here is damaged: a part of it is missing, or was changed on the way.",
    list && `Not known here: ${list}.`,
    told.mode ? "" : "Your profile may be shown by name.",
    "Ask for the link again, or look in your invitation, before you start.",
  ]
    .filter(Boolean)
    .join(" ");
}
