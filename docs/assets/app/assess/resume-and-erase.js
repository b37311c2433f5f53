/**
 * Returns to answers that are kept here, takes in invitation links, and deletes answers.
 */

import { find, findAll, onActions } from "../shared/elements.js";
import { promiseOf, termsFrom } from "../shared/terms.js";
import { takeSetup } from "./setup-link.js";

/** @import { Notices } from "../shared/notices.js" */
/** @import { Session } from "../storage/session.js" */
/** @import { Setup } from "./setup-link.js" */
/** @import { Terms } from "../shared/terms.js" */
/** @import { Steps } from "./steps.js" */
/** @import { TermsView } from "./terms-view.js" */

const NOT_DELETED =
  "Your answers are gone from this page, but the browser did not delete them from its store. Try again, or delete this site's data in the browser's settings.";

const NOT_REACHED =
  "Your answers have been deleted from this tab. The browser does not open its store now. What it may hold from before is deleted as soon as this tab can open it. If you close the tab first, delete this site's data in the browser's settings.";

export class ResumeAndErase {
  #form;

  #session;

  #steps;

  #notices;

  #termsView;

  /**
   * The set-up of a link that was opened while there were answers for another round, or given on
   * other terms.
   *
   * @type {Setup | null}
   */
  #waiting = null;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, steps: Steps, notices: Notices, termsView: TermsView }} services -
   *   that it works with
   */
  constructor(form, { session, steps, notices, termsView }) {
    this.#form = form;
    this.#session = session;
    this.#steps = steps;
    this.#notices = notices;
    this.#termsView = termsView;
    session.addEventListener("replaced", () => this.#showReturn());
    window.addEventListener("hashchange", () => this.#takeLink());
    onActions({
      continue: () => this.#continue(),
      "keep-terms": () => this.#continue(),
      "start-again": () => this.#startAgain(),
      "accept-terms": () => this.#acceptTerms(),
      erase: () => this.#askErase(true),
      "cancel-erase": () => this.#askErase(false),
      "confirm-erase": () => this.#erase(),
    });
    this.#takeLink();
    this.#showReturn();
  }

  #takeLink() {
    const setup = takeSetup();
    if (!setup) {
      return;
    }
    const isOther = this.#isOtherRound(setup) || this.#isOtherPromise(setup);
    if (isOther && this.#session.hasAnswers) {
      this.#setWaiting(setup);
      this.#showReturn();
      this.#steps.goTo("intro");
    } else {
      this.#apply(setup);
      if (setup.terms?.damage && this.#steps.current !== "intro") {
        // The intro says what is not known.
        this.#steps.goTo("intro");
      }
    }
  }

  /** @param {Setup} setup - from a link */
  #isOtherRound({ partnership, round }) {
    return (
      isAnother(partnership, this.#session.get("partnership")) ||
      isAnother(round, this.#session.get("round"))
    );
  }

  /**
   * Tell whether answers would be shown in another way, or with fewer people, than the person was
   * promised when giving them.
   *
   * @param {Setup} setup - from a link
   */
  #isOtherPromise({ mode, terms }) {
    const known = this.#session.get("mode") || "confidential";
    const { threshold: promised = 0 } = termsFrom(this.#session.get("terms"));
    const isLower = (terms?.threshold ?? promised) < promised;
    return mode !== undefined && (mode !== known || isLower);
  }

  /** @param {Setup | null} setup - from a link that waits for a decision; null for none */
  #setWaiting(setup) {
    this.#waiting = setup;
    const isOffered = setup !== null && this.#session.hasAnswers && !this.#isOtherRound(setup);
    this.#termsView.offer(isOffered ? setup : null);
  }

  /** @param {Setup} setup - from a link */
  #apply(setup) {
    const { mode, threshold, terms, ...others } = this.#session.document();
    // Terms of another round do not apply to this one.
    const former = this.#isOtherRound(setup)
      ? { terms: setup.terms }
      : { mode, threshold, terms: termsAfter(setup.terms, terms) };
    this.#session.replace(
      withoutUndefined({ ...others, ...former, ...setup, terms: former.terms }),
    );
  }

  /** Offer to go on with the answers that are here, or to start again. */
  #showReturn() {
    const box = find(this.#form, "[data-return]", HTMLElement);
    box.hidden = !this.#session.hasAnswers;
    const items = findAll(this.#form, "[data-check]").length;
    const saved = this.#session.savedAt ? new Date(this.#session.savedAt).toLocaleString() : "";
    let text = `${this.#session.count().answered} of ${items} statements are answered`;
    text += saved ? `, last on ${saved}.` : ".";
    if (this.#waiting) {
      text += this.#isOtherRound(this.#waiting)
        ? this.#otherRoundText(this.#waiting)
        : " You gave them on other terms than those of the link, which stand below. They are not sent on the new terms unless you accept those.";
    }
    find(box, "[data-return-text]", HTMLElement).textContent = text;
  }

  /** @param {Setup} setup - of another round */
  #otherRoundText(setup) {
    const { partnership = "a partnership", round = "", mode = "", terms } = setup;
    const mine = this.#session.get("partnership") || "another partnership";
    const promise = promiseOf({ mode, threshold: terms?.threshold });
    return [
      ` They are for ${mine}, ${this.#session.get("round") || "no round named"}.`,
      `The link is for ${partnership}${round ? `, ${round}` : ""}.`,
      ...(this.#isOtherPromise(setup) ? [`In that round: ${promise}`] : []),
      "To answer for that, save a copy of these answers if you want to keep them, and start again.",
    ].join(" ");
  }

  /** Put the answers that are here under the new terms, and lead to where they are sent. */
  async #acceptTerms() {
    const { threshold: _, ...answered } = this.#session.document();
    const accepted = { ...answered, ...this.#waiting, terms: this.#waiting?.terms };
    this.#setWaiting(null);
    await this.#session.replace(withoutUndefined(accepted));
    this.#steps.goTo("result");
  }

  #continue() {
    this.#setWaiting(null);
    const unfinished = findAll(this.#form, "[data-check]").find(
      (row) =>
        !Object.hasOwn(this.#session.get("responses", row.dataset.check ?? "") ?? {}, "answer"),
    );
    const [step] = unfinished?.dataset.check ?? "";
    this.#steps.goTo(/** @type {import("./steps.js").Step} */ (step ?? "check"));
  }

  /**
   * Begin a new result for the same partnership, or for the one in the link. Checklists do not
   * belong to a round, so they stay; so does the token, whose purpose is to be the same in the next
   * round.
   */
  async #startAgain() {
    const all = this.#session.document();
    const { partnership, round, purpose, mode, terms, checklists, pairing_token } = all;
    const former = { partnership, round, purpose, mode, terms };
    const kept = { ...(this.#waiting ?? former), checklists, pairing_token };
    // The person has not read the link's terms yet.
    const isNew = this.#waiting?.mode !== undefined || this.#waiting?.terms !== undefined;
    this.#setWaiting(null);
    await this.#session.replace(withoutUndefined(kept));
    this.#steps.goTo(isNew ? "intro" : "1");
  }

  /** @param {boolean} ask - whether the question is shown */
  #askErase(ask) {
    const question = find(this.#form, "[data-erase-choice]", HTMLElement);
    question.hidden = !ask;
    const focus = ask ? "confirm-erase" : "erase";
    find(this.#form, `[data-action="${focus}"]`, HTMLElement).focus();
  }

  async #erase() {
    const erased = this.#session.erase();
    find(this.#form, "[data-erase-choice]", HTMLElement).hidden = true;
    this.#steps.goTo("intro");
    if ((await erased) && !this.#session.isDeviceRefused) {
      this.#notices.say("Your answers have been deleted from this browser.");
    } else {
      // Otherwise the status would say "Saved", about the empty form.
      this.#notices.say("");
      this.#notices.showProblem((await erased) ? NOT_REACHED : NOT_DELETED);
    }
  }
}

/**
 * Return the terms of a round after another link to it was opened. The terms of a whole link
 * replace all; those of a damaged link are added to what is known; and a link without terms leaves
 * everything but the note that the last link was damaged.
 *
 * @param {Terms | undefined} given - by the link
 * @param {unknown} kept - with the answers
 * @returns {Terms | undefined}
 */
function termsAfter(given, kept) {
  if (given && given.damage === undefined) {
    return given;
  }
  const { damage: _, ...known } = termsFrom(kept);
  const terms = { ...known, ...given };
  return Object.keys(terms).length > 0 ? terms : undefined;
}

/**
 * @param {string | undefined} given - by the link
 * @param {unknown} kept - with the answers
 */
function isAnother(given, kept) {
  return given !== undefined && given !== String(kept ?? "");
}

/**
 * @param {Record<string, unknown>} entries - some of them undefined
 * @returns {Record<string, unknown>} the others
 */
function withoutUndefined(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}
