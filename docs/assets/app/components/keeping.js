/**
 * Where the answers are kept: what the page says of it, coming back to them, and deleting them.
 */

import { find, findAll, onActions } from "../lib/elements.js";
import { takeSetup } from "../lib/setup-link.js";

/** @import { Notices } from "../lib/notices.js" */
/** @import { Session } from "../lib/session.js" */
/** @import { Setup } from "../lib/setup-link.js" */
/** @import { Steps } from "./steps.js" */

const KEPT_WHERE = {
  device: "Your answers are kept in this browser, on this device, until you delete them.",
  tab: "Your answers are kept for this tab only. They go when you close it.",
  page: "This browser keeps nothing. Your answers go when you leave this page.",
};

const REFUSED = {
  device: "The last change could not be kept. Save a copy now, so that nothing is lost.",
  tab: "This browser refuses to keep your answers for longer than this tab is open. Save a copy before you close it.",
  page: "This browser refuses to keep your answers. They are on this page only: save a copy before you close it.",
};

export class Keeping {
  #form;

  #session;

  #steps;

  #notices;

  /**
   * What a link brought while answers for something else were there.
   *
   * @type {Setup | null}
   */
  #waiting = null;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, steps: Steps, notices: Notices }} parts - that it works with
   */
  constructor(form, { session, steps, notices }) {
    this.#form = form;
    this.#session = session;
    this.#steps = steps;
    this.#notices = notices;
    session.addEventListener("saved", () => this.#tellSaved());
    session.addEventListener("unsaved", () => {
      this.#showKind();
      notices.warn(REFUSED[session.kind]);
    });
    session.addEventListener("replaced", () => this.#showReturn());
    form.addEventListener("change", (event) => this.#chooseKeeping(event.target));
    window.addEventListener("hashchange", () => this.#takeLink());
    onActions({
      continue: () => this.#continue(),
      "start-again": () => this.#startAgain(),
      erase: () => this.#askErase(true),
      "cancel-erase": () => this.#askErase(false),
      "confirm-erase": () => this.#erase(),
    });
    this.#takeLink();
    this.#showKind();
    this.#showReturn();
  }

  #takeLink() {
    const setup = takeSetup();
    if (!setup) {
      return;
    }
    const isOther =
      this.#session.hasAnswers &&
      (isAnother(setup.partnership, this.#session.get("partnership")) ||
        isAnother(setup.round, this.#session.get("round")));
    if (isOther) {
      this.#waiting = setup;
      this.#showReturn();
      this.#steps.goTo("intro");
    } else {
      this.#apply(setup);
    }
  }

  /** @param {Setup} setup - from a link */
  #apply(setup) {
    this.#session.replace({ ...this.#session.document(), ...setup });
  }

  #tellSaved() {
    const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const where = { device: "on this computer", tab: "for this tab", page: "on this page only" };
    this.#notices.say(`Saved ${where[this.#session.kind]} ${time}`);
    this.#showKind();
  }

  #showKind() {
    const { kind, isRefused } = this.#session;
    find(this.#form, "[data-kept]", HTMLElement).textContent = KEPT_WHERE[kind];
    this.#notices.warn(isRefused ? REFUSED[kind] : "");
    for (const radio of findAll(this.#form, "[name=keep]")) {
      if (radio instanceof HTMLInputElement) {
        radio.checked = radio.value === (kind === "device" ? "device" : "tab");
      }
    }
  }

  /** Offer to go on with the answers that are here, or to begin afresh. */
  #showReturn() {
    const box = find(this.#form, "[data-return]", HTMLElement);
    box.hidden = !this.#session.hasAnswers;
    const items = findAll(this.#form, "[data-check]").length;
    const saved = this.#session.savedAt ? new Date(this.#session.savedAt).toLocaleString() : "";
    let text = `${this.#session.count().answered} of ${items} statements are answered`;
    text += saved ? `, last on ${saved}.` : ".";
    if (this.#waiting) {
      const { partnership = "a partnership", round = "" } = this.#waiting;
      const mine = this.#session.get("partnership") || "another partnership";
      text += ` They are for ${mine}, ${this.#session.get("round") || "no round named"}. The link is`;
      text += ` for ${partnership}${round ? `, ${round}` : ""}. To answer for that, save a copy of`;
      text += " these answers if you want to keep them, and start again.";
    }
    find(box, "[data-return-text]", HTMLElement).textContent = text;
  }

  #continue() {
    this.#waiting = null;
    const unfinished = findAll(this.#form, "[data-check]").find(
      (row) =>
        !Object.hasOwn(this.#session.get("responses", row.dataset.check ?? "") ?? {}, "answer"),
    );
    const [step] = unfinished?.dataset.check ?? "";
    this.#steps.goTo(/** @type {import("./steps.js").Step} */ (step ?? "check"));
  }

  /** Begin a new result for the same partnership, or for the one that the link is for. */
  async #startAgain() {
    const { partnership, round, purpose, mode } = this.#session.document();
    const former = { partnership, round, purpose, mode };
    const kept = Object.entries(this.#waiting ?? former).filter(([, value]) => value !== undefined);
    this.#waiting = null;
    await this.#session.replace(Object.fromEntries(kept));
    this.#steps.goTo("1");
  }

  /** @param {boolean} ask - whether the question shows */
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
    await erased;
    this.#notices.say("Your answers have been deleted from this browser.");
  }

  /** @param {EventTarget | null} target - what was changed */
  #chooseKeeping(target) {
    if (target instanceof HTMLInputElement && target.name === "keep") {
      this.#session.moveTo(target.value === "tab" ? "tab" : "device");
    }
  }
}

/**
 * @param {string | undefined} given - by the link
 * @param {unknown} kept - with the answers
 */
function isAnother(given, kept) {
  return given !== undefined && given !== String(kept ?? "");
}
