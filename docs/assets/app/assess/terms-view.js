/**
 * Shows what a round promises before the first statement, and only those labels that it asks for.
 */

import { find, findAll } from "../shared/elements.js";
import { dayText, promiseOf, termsFrom } from "../shared/terms.js";

/** @import { Session } from "../storage/session.js" */
/** @import { Terms } from "../shared/terms.js" */
/** @import { Setup } from "./setup-link.js" */
/** @import { Steps } from "./steps.js" */

/** What a damaged link may have lost, as used within a sentence. */
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

  /**
   * The set-up of a link with new terms for this round, which the person has not accepted.
   *
   * @type {Setup | null}
   */
  #offered = null;

  /** The terms that were shown last, as text; empty at first. */
  #shown = "";

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {Session} session - with the terms from a link
   * @param {Steps} steps - knows which step is shown
   */
  constructor(form, session, steps) {
    this.#form = form;
    this.#session = session;
    session.addEventListener("replaced", () => {
      this.#show();
      this.#askForLabels();
    });
    // Not while somebody is typing: a field that was just emptied stays until the next step.
    steps.addEventListener("step", () => this.#askForLabels());
    this.#show();
    this.#askForLabels();
  }

  /**
   * Show the terms in a link in place of those under which the person answered.
   *
   * @param {Setup | null} setup - from the link; null shows the former terms again
   */
  offer(setup) {
    this.#offered = setup;
    this.#show();
  }

  #show() {
    const { mode: given, terms: promised } = this.#offered ?? this.#session.document();
    const mode = String(given ?? "");
    const terms = termsFrom(promised);
    const heading = find(this.#form, "#pat-terms-heading", HTMLElement);
    heading.textContent = this.#offered ? "New terms for this round" : "What you are invited to";
    find(this.#form, "[data-terms-start]", HTMLElement).hidden = this.#offered !== null;
    find(this.#form, "[data-terms-accept]", HTMLElement).hidden = this.#offered === null;
    const { damage, labels, delete_on, ...texts } = terms;
    const hasTexts = Object.keys(texts).length > 0;
    const isShown = [mode, damage, delete_on].some(Boolean) || hasTexts;
    find(this.#form, "[data-terms]", HTMLElement).hidden = !isShown;
    // With terms, the page shows a second button to start above them.
    document.documentElement.toggleAttribute("data-pat-terms", isShown);
    const known = {
      ...texts,
      mode,
      partnership: this.#session.get("partnership"),
      round: this.#session.get("round"),
      delete_on: delete_on && dayText(delete_on),
      promise: promiseOf({ mode, threshold: terms.threshold }),
    };
    for (const row of findAll(this.#form, "[data-term-row]")) {
      const text = /** @type {Record<string, unknown>} */ (known)[row.dataset.termRow ?? ""];
      row.hidden = !text;
      for (const place of findAll(row, `[data-term="${row.dataset.termRow}"]`)) {
        place.textContent = String(text ?? "");
      }
    }
    for (const text of findAll(this.#form, "[data-term-mode]")) {
      text.hidden = text.dataset.termMode !== mode;
    }
    this.#showDamage(damage, known);
    this.#showChange(JSON.stringify([mode, terms]), isShown);
  }

  /**
   * Warn that the link has lost some of its content, until the page is opened with a whole one.
   *
   * @param {Terms["damage"]} damage - of the link
   * @param {Record<string, unknown>} known - the terms that are known nevertheless
   */
  #showDamage(damage, known) {
    const place = find(this.#form, "[data-link-damage]", HTMLElement);
    place.hidden = damage === undefined || (damage === "likely" && known.mode !== "");
    place.textContent = damage === "certain" ? certainDamage(known) : LIKELY_DAMAGE;
  }

  /**
   * @param {string} shown - the terms that are shown now, as text
   * @param {boolean} isShown - whether there are any
   */
  #showChange(shown, isShown) {
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
 * @param {Record<string, unknown>} known - the terms that are known nevertheless
 * @returns {string} what a person should know before they start
 */
function certainDamage(known) {
  const lost = Object.entries(LOST).filter(([key]) => !known[key]);
  const list = new Intl.ListFormat("en-GB").format(lost.map(([, text]) => text));
  return [
    "The link that brought you here is damaged: a part of it is missing, or was changed on the way.",
    list && `Not known here: ${list}.`,
    known.mode ? "" : "Your profile may be shown by name.",
    "Ask for the link again, or look in your invitation, before you start.",
  ]
    .filter(Boolean)
    .join(" ");
}
