/**
 * The workshop view: one topic at a time, large enough for a projector, and nothing else.
 */

import { Agenda } from "../lib/agenda.js";
import { copyPart } from "../lib/copy-part.js";
import { find, make, onActions } from "../lib/elements.js";
import { withAction } from "../lib/plan.js";
import { statementsIn } from "../lib/statements.js";
import { TopicList } from "../lib/topic-list.js";

/** @import { Desk } from "../lib/desk.js" */

/** To write on, on each card. */
const LINES = 7;

/** Where a key that is pressed belongs to what has the focus. */
const OWN_KEYS = "input, textarea, select, button, a, summary, [contenteditable]";

export class Workshop {
  #root;

  #place;

  #desk;

  #statements;

  #agenda = new Agenda();

  #list;

  /** The topic that is shown; none while the list of all is. */
  #code = "";

  /** @type {Element | null} */
  #opener = null;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk }} parts - that it works with
   */
  constructor(root, { desk }) {
    this.#root = root;
    this.#place = find(root, "[data-workshop]", HTMLElement);
    this.#desk = desk;
    this.#statements = statementsIn(root);
    this.#list = new TopicList(this.#find("[data-agenda]"), this.#agenda, this.#statements);
    onActions({
      workshop: () => this.#open(),
      "close-workshop": () => this.#close(),
      "first-topic": () => this.#goTo(this.#agenda.codes[0] ?? ""),
      "previous-topic": () => this.#step(-1),
      "next-topic": () => this.#step(1),
      "all-topics": () => this.#goTo(""),
      "show-answers": () => this.#reveal(),
      "plan-said": () => this.#planSaid(),
      "print-cards": () => this.#printCards(),
    });
    document.addEventListener("keydown", (event) => this.#steer(event));
    window.addEventListener("afterprint", () => {
      delete document.documentElement.dataset.patPrint;
      this.#find("[data-cards]").replaceChildren();
    });
    this.#total.addEventListener("input", () => this.#share());
    this.#said.addEventListener("input", () => this.#keepSaid());
    this.#list.addEventListener("open", (event) => this.#goTo(detailOf(event)));
    this.#list.addEventListener("minutes", () => this.#showMinutes());
    this.#list.addEventListener("moved", (event) => this.#sayPlace(detailOf(event)));
    desk.follow(["topics"], () => this.#takeTopics());
  }

  /** @param {string} selector - of a part of the view */
  #find(selector) {
    return find(this.#place, selector, HTMLElement);
  }

  get #total() {
    return find(this.#place, "[data-minutes-all]", HTMLInputElement);
  }

  get #said() {
    return find(this.#place, "[data-topic-said]", HTMLTextAreaElement);
  }

  get #isOpen() {
    return !this.#place.hidden;
  }

  #takeTopics() {
    this.#agenda.take(this.#desk.state.topics.map(({ code }) => code));
    if (!this.#agenda.codes.includes(this.#code)) {
      this.#code = "";
    }
    if (this.#isOpen) {
      this.#show();
    }
  }

  #open() {
    this.#opener = document.activeElement;
    this.#place.hidden = false;
    document.documentElement.dataset.patWorkshop = "";
    this.#goTo(this.#code);
  }

  #close() {
    this.#place.hidden = true;
    delete document.documentElement.dataset.patWorkshop;
    if (this.#opener instanceof HTMLElement) {
      this.#opener.focus();
    }
  }

  /** @param {KeyboardEvent} event - anywhere */
  #steer(event) {
    if (!this.#isOpen || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
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
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]?.();
    }
  }

  /** @param {number} by - how many topics on; before the first stands the list of all */
  #step(by) {
    const { codes } = this.#agenda;
    const place = codes.indexOf(this.#code) + by;
    if (place >= -1 && place < codes.length) {
      this.#goTo(codes[place] ?? "");
    }
  }

  /** @param {string} code - of a topic; empty for the list of all */
  #goTo(code) {
    this.#code = code;
    this.#say("");
    this.#show();
    const part = code ? "[data-workshop-topic]" : "[data-workshop-agenda]";
    this.#find(`${part} h3`).focus({ preventScroll: true });
    this.#place.scrollTo({ top: 0 });
  }

  #show() {
    const { codes } = this.#agenda;
    const place = codes.indexOf(this.#code);
    this.#find("[data-workshop-topic]").hidden = place < 0;
    this.#find("[data-workshop-agenda]").hidden = place >= 0;
    const words = place < 0 ? "" : `Topic ${place + 1} of ${codes.length}`;
    this.#find("[data-workshop-place]").textContent = words;
    this.#button("previous-topic").disabled = place < 0;
    this.#button("next-topic").disabled = place >= codes.length - 1;
    this.#button("all-topics").disabled = place < 0;
    this.#find("[data-no-topics]").hidden = codes.length > 0;
    this.#find("[data-with-topics]").hidden = codes.length === 0;
    this.#list.show();
    this.#showMinutes();
    if (place >= 0) {
      this.#showTopic();
    }
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
    this.#said.value = this.#desk.state.said[this.#code] ?? "";
    this.#find("[data-topic-answers]").hidden = true;
    this.#button("show-answers").setAttribute("aria-expanded", "false");
  }

  /** Show how people answered, or hide it again: until somebody asks for it, the talk is free. */
  #reveal() {
    const answers = this.#find("[data-topic-answers]");
    if (!this.#code) {
      return;
    }
    answers.hidden = !answers.hidden;
    this.#button("show-answers").setAttribute("aria-expanded", String(!answers.hidden));
    if (!answers.hidden) {
      const topic = this.#desk.state.topics.find(({ code }) => code === this.#code);
      this.#find("[data-topic-why]").textContent = topic?.why ?? "";
      const drawn = this.#root.querySelector(`#pat-group [data-statement="${this.#code}"]`);
      const copies = drawn instanceof HTMLElement ? [copyPart(drawn, "workshop-")] : [];
      this.#find("[data-topic-figures]").replaceChildren(...copies);
    }
  }

  #keepSaid() {
    const said = { ...this.#desk.state.said, [this.#code]: this.#said.value };
    this.#desk.set({ said });
  }

  #planSaid() {
    const what = this.#said.value.trim();
    const { plan } = this.#desk.state;
    if (!what) {
      this.#say("Nothing is written down yet.");
      return;
    }
    this.#desk.set({ plan: { ...plan, rows: withAction(plan.rows, this.#code, what) } });
    this.#say("It stands in the plan. Say there who sees to it, and by when.");
  }

  /** @param {string} text - in passing */
  #say(text) {
    this.#find("[data-workshop-status]").textContent = text;
  }

  /** @param {string} code - of a topic that was moved */
  #sayPlace(code) {
    this.#say(`${code} is topic ${this.#agenda.codes.indexOf(code) + 1} now.`);
    this.#showMinutes();
  }

  #share() {
    const total = this.#total.valueAsNumber;
    if (Number.isInteger(total) && total > 0) {
      this.#agenda.total = total;
      this.#list.showMinutes();
      this.#showMinutes();
    }
  }

  #showMinutes() {
    const minutes = this.#agenda.minutes();
    const together = [...minutes.values()].reduce((sum, each) => sum + each, 0);
    const differs = together !== this.#agenda.total;
    const words = differs ? `Together the topics take ${together} minutes.` : "";
    this.#find("[data-minutes-together]").textContent = words;
    this.#find("[data-workshop-minutes]").textContent = this.#code
      ? `${minutes.get(this.#code)} minutes`
      : "";
  }

  #printCards() {
    this.#find("[data-cards]").replaceChildren(
      ...this.#agenda.codes.map((code) => this.#card(code)),
    );
    document.documentElement.dataset.patPrint = "cards";
    window.print();
  }

  /** @param {string} code - of a topic */
  #card(code) {
    const { text = "", questions = [] } = this.#statements[code] ?? {};
    const card = make("section");
    const heading = make("p");
    const list = make("ul");
    card.className = "pat-card";
    heading.className = "pat-card-heading";
    heading.append(make("strong", code), ` ${text}`);
    list.append(...questions.map((question) => make("li", question)));
    const lines = Array.from({ length: LINES }, () => {
      const line = make("p");
      line.className = "pat-card-line";
      return line;
    });
    card.append(heading, list, ...lines);
    return card;
  }
}

/**
 * @param {Event} event - of the list
 * @returns {string} the code of its topic
 */
function detailOf(event) {
  return /** @type {CustomEvent<string>} */ (event).detail;
}
