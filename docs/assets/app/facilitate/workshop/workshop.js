/**
 * The workshop view: shows one topic at a time, large enough for a projector, and nothing else.
 */

import { cleanText } from "../../shared/clean-text.js";
import { find, make, onActions } from "../../shared/elements.js";
import { MOST_WORDS } from "../desk/plan.js";
import { statementsIn } from "../desk/statements.js";
import { checkField, watchFields } from "../fields/field-faults.js";
import { tooLong } from "../fields/limits.js";
import { AgendaView } from "./agenda-view.js";
import { printCards } from "./cards.js";
import { copyElement } from "./copy-element.js";

/** @import { Desk } from "../desk/desk.js" */

/** Elements that use keys themselves while they have the focus. */
const OWN_KEYS = "input, textarea, select, button, a, summary, [contenteditable]";

export class Workshop {
  #root;

  #place;

  #desk;

  #leave;

  #statements;

  #agenda;

  /** The code of the topic that is shown; empty while the list of topics is shown. */
  #code = "";

  /** @type {Element | null} */
  #opener = null;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, leave?: () => void }} services - that it works with; in a window of its
   *   own, *leave* closes that
   */
  constructor(root, { desk, leave }) {
    this.#root = root;
    this.#place = find(root, "[data-workshop]", HTMLElement);
    this.#desk = desk;
    this.#leave = leave;
    this.#statements = statementsIn(root);
    this.#agenda = new AgendaView(this.#place, desk, this.#statements, {
      open: (code) => this.#goTo(code),
      say: (text) => this.#say(text),
    });
    onActions({
      workshop: () => this.open(),
      "close-workshop": () => this.#close(),
      "first-topic": () => this.#goTo(this.#agenda.codes[0] ?? ""),
      "previous-topic": () => this.#step(-1),
      "next-topic": () => this.#step(1),
      "all-topics": () => this.#goTo(""),
      "show-answers": () => this.#reveal(),
      "plan-said": () => this.#planSaid(),
      "print-cards": () =>
        printCards(this.#find("[data-cards]"), this.#agenda.codes, this.#statements),
    });
    document.addEventListener("keydown", (event) => this.#steer(event));
    watchFields(this.#place);
    this.#said.addEventListener("input", () => this.#desk.note(this.#code, this.#words));
    desk.follow(["topics", "agenda", "said"], () => this.#follow());
  }

  /**
   * Show the view, and nothing else of the page.
   *
   * @param {string} [text] - for the status line
   */
  open(text = "") {
    this.#opener = document.activeElement;
    this.#place.hidden = false;
    // In a window of its own this mark was set before anything was painted.
    document.documentElement.dataset.patWorkshop ??= "";
    this.#goTo(this.#code);
    this.#say(text);
  }

  /**
   * Show a text in place of the workshop.
   *
   * @param {string} text - says why; empty shows the workshop again
   */
  wait(text) {
    const isWaiting = text !== "";
    const hadFocus = this.#message === document.activeElement;
    this.#place.toggleAttribute("data-waiting", isWaiting);
    this.#showMessage(text);
    for (const action of ["previous-topic", "next-topic", "all-topics"]) {
      this.#button(action).hidden = isWaiting;
    }
    if (!isWaiting && hadFocus) {
      this.#goTo(this.#code);
    }
  }

  /**
   * Let the view only be read and copied from now on.
   *
   * @param {string} text - says why
   */
  end(text) {
    this.#showMessage(text);
    this.#said.readOnly = true;
    this.#button("plan-said").disabled = true;
  }

  /** Say that files dropped on the view are not taken in. */
  refuseFiles() {
    this.#say("No file is taken in while the workshop is open. Drop it on the desk, at “Combine”.");
  }

  /** @param {string} selector - of an element of the view */
  #find(selector) {
    return find(this.#place, selector, HTMLElement);
  }

  get #said() {
    return find(this.#place, "[data-topic-said]", HTMLTextAreaElement);
  }

  /** The note on the topic, cleaned as it is kept. */
  get #words() {
    return cleanText(this.#said.value);
  }

  get #message() {
    return this.#find("[data-workshop-told]");
  }

  get isOpen() {
    return !this.#place.hidden;
  }

  get #isWaiting() {
    return this.#place.hasAttribute("data-waiting");
  }

  /** @param {string} text - stays at the top of the view; empty removes it */
  #showMessage(text) {
    this.#message.textContent = text;
    this.#message.hidden = text === "";
    if (text) {
      this.#message.focus();
    }
  }

  /** Bring the view up to date. */
  #follow() {
    if (!this.#agenda.codes.includes(this.#code)) {
      this.#code = "";
    }
    if (this.isOpen) {
      this.#show();
    }
  }

  #close() {
    if (this.#leave) {
      this.#leave();
      return;
    }
    this.#place.hidden = true;
    delete document.documentElement.dataset.patWorkshop;
    if (this.#opener instanceof HTMLElement) {
      this.#opener.focus();
    }
  }

  /** @param {KeyboardEvent} event - anywhere */
  #steer(event) {
    if (!this.isOpen || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    if (event.key === "Escape") {
      this.#close();
      return;
    }
    if (event.target instanceof Element && event.target.closest(OWN_KEYS)) {
      return;
    }
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowRight: () => this.#step(1),
      PageDown: () => this.#step(1),
      ArrowLeft: () => this.#step(-1),
      PageUp: () => this.#step(-1),
      " ": () => this.#reveal(),
    };
    if (Object.hasOwn(keys, event.key) && !this.#isWaiting) {
      event.preventDefault();
      keys[event.key]?.();
    }
  }

  /** @param {number} by - how many topics further; the list of topics comes before the first */
  #step(by) {
    const { codes } = this.#agenda;
    const place = codes.indexOf(this.#code) + by;
    if (place >= -1 && place < codes.length) {
      this.#goTo(codes[place] ?? "");
    }
  }

  /** @param {string} code - of a topic; empty for the list of topics */
  #goTo(code) {
    this.#code = code;
    this.#say("");
    this.#hideAnswers(true);
    this.#show();
    const section = code ? "[data-workshop-topic]" : "[data-workshop-agenda]";
    this.#find(`${section} h3`).focus({ preventScroll: true });
    this.#place.scrollTo({ top: 0 });
  }

  #show() {
    const { codes, minutes } = this.#agenda;
    const place = codes.indexOf(this.#code);
    this.#find("[data-workshop-topic]").hidden = place < 0;
    this.#find("[data-workshop-agenda]").hidden = place >= 0;
    const words = place < 0 ? "" : `Topic ${place + 1} of ${codes.length}`;
    this.#find("[data-workshop-place]").textContent = words;
    this.#find("[data-workshop-minutes]").textContent =
      place < 0 ? "" : `${minutes.get(this.#code)} minutes`;
    this.#button("previous-topic").disabled = place < 0;
    this.#button("next-topic").disabled = place >= codes.length - 1;
    this.#button("all-topics").disabled = place < 0;
    this.#agenda.show();
    if (place < 0) {
      this.#hideAnswers(true);
    }
    this.#showTopic();
  }

  /** @param {string} action - of a button of the view */
  #button(action) {
    return find(this.#place, `[data-action="${action}"]`, HTMLButtonElement);
  }

  #showTopic() {
    const statement = this.#statements[this.#code];
    this.#find("[data-topic-principle]").textContent = statement?.principle ?? "";
    this.#find("[data-topic-code]").textContent = this.#code;
    this.#find("[data-topic-text]").textContent = statement?.text ?? "";
    const questions = statement?.questions.map((question) => make("li", question)) ?? [];
    this.#find("[data-topic-questions]").replaceChildren(...questions);
    const said = this.#desk.state.said[this.#code] ?? "";
    // Setting the same value again would move the cursor of somebody who is typing.
    if (this.#words !== said) {
      this.#said.value = said;
    }
    checkField(this.#said);
    this.#showAnswers();
  }

  /** Show or hide how people answered: hidden at first, so that the talk is not led by figures. */
  #reveal() {
    if (this.#code) {
      this.#hideAnswers(!this.#find("[data-topic-answers]").hidden);
      this.#showAnswers();
    }
  }

  /** @param {boolean} isHidden - whether answers are hidden from now on */
  #hideAnswers(isHidden) {
    this.#find("[data-topic-answers]").hidden = isHidden;
    this.#button("show-answers").setAttribute("aria-expanded", String(!isHidden));
  }

  /** Fill in how people answered, but only while that is shown. */
  #showAnswers() {
    const isHidden = this.#find("[data-topic-answers]").hidden;
    const topic = this.#desk.state.topics.find(({ code }) => code === this.#code);
    const why = isHidden ? "" : (topic?.why ?? "");
    this.#find("[data-topic-why]").textContent = why;
    this.#find("[data-topic-why]").hidden = why === "";
    const drawn = this.#root.querySelector(`#pat-group [data-statement="${this.#code}"]`);
    const copies =
      drawn instanceof HTMLElement && !isHidden ? [copyElement(drawn, "workshop-")] : [];
    this.#find("[data-topic-figures]").replaceChildren(...copies);
  }

  #planSaid() {
    const what = this.#words.trim();
    if (!what) {
      this.#say("Nothing is written down yet.");
      return;
    }
    const fault = tooLong(what, MOST_WORDS);
    if (fault) {
      this.#say(`This is too long for an action: ${fault}`);
      return;
    }
    this.#desk.addAction(this.#code, what);
    this.#say("It stands in the plan. Say there who sees to it, and by when.");
  }

  /** @param {string} text - for the status line */
  #say(text) {
    this.#find("[data-workshop-status]").textContent = text;
  }
}
