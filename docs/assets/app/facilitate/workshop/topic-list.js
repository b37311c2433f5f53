/**
 * The list of a workshop's topics: each can be dragged, moved by buttons, opened, given minutes,
 * and taken off. The list changes nothing itself; it passes on what is wanted.
 */

import { find, make } from "../../shared/elements.js";
import { MOST_MINUTES } from "../desk/agenda.js";
import { RowDrag } from "./row-drag.js";

/** @import { Statements } from "../desk/statements.js" */

/**
 * What can be done with a topic.
 *
 * @typedef {object} TopicActions
 * @property {(code: string) => void} open - show it, to talk about it
 * @property {(code: string, place: number) => void} move - move it to that place, from 0
 * @property {(code: string, minutes: number) => void} give - give it so many minutes; NaN for none
 * @property {(code: string) => void} takeOff - take it off the list
 */

export class TopicList {
  #place;

  #statements;

  #actions;

  #drag;

  /**
   * The topics as the list shows them.
   *
   * @type {string[]}
   */
  #codes = [];

  /**
   * @param {HTMLElement} place - holds the list
   * @param {HTMLElement} scroller - the element that scrolls when the list is long
   * @param {Statements} statements - of the page
   * @param {TopicActions} actions - after each of them the caller must call `show`
   */
  constructor(place, scroller, statements, actions) {
    this.#place = place;
    this.#statements = statements;
    this.#actions = actions;
    this.#drag = new RowDrag(place, scroller, (row, to) =>
      actions.move(row.dataset.topic ?? "", to),
    );
  }

  /**
   * Bring the list up to date; a field in which somebody is typing stays as it is.
   *
   * @param {Map<string, number>} minutes - of each topic, in order
   */
  show(minutes) {
    const codes = [...minutes.keys()];
    if (codes.join() !== this.#codes.join()) {
      this.#drag.cancel();
      this.#codes = codes;
      this.#place.replaceChildren(...codes.map((code, place) => this.#item(code, place)));
    }
    for (const [code, time] of minutes) {
      const field = find(this.#itemOf(code), "input", HTMLInputElement);
      if (field !== document.activeElement) {
        field.value = String(time);
      }
    }
  }

  /**
   * @param {number} place - of a topic; beyond the end, the last one
   * @returns {HTMLElement | null} the button that takes it off; null in an empty list
   */
  offButtonAt(place) {
    const code = this.#codes[Math.min(place, this.#codes.length - 1)];
    return code === undefined ? null : this.#buttonOf(code, "off");
  }

  /** @param {string} code - of a topic */
  #itemOf(code) {
    return find(this.#place, `[data-topic="${code}"]`, HTMLElement);
  }

  /**
   * @param {string} code - of a topic
   * @param {string} what - its button does
   */
  #buttonOf(code, what) {
    return find(this.#itemOf(code), `[data-move="${what}"]`, HTMLButtonElement);
  }

  /**
   * @param {string} code - of a topic
   * @param {number} place - where it stands
   */
  #item(code, place) {
    const item = make("li");
    const name = linkButton(`${code} ${this.#statements[code]?.text ?? ""}`);
    const grip = make("span", "⠿");
    const tools = make("span");
    const up = this.#mover("up", code, place - 1);
    const down = this.#mover("down", code, place + 1);
    item.dataset.topic = code;
    name.className += " pat-topic-name";
    name.addEventListener("click", () => this.#actions.open(code));
    grip.className = "pat-grip";
    grip.setAttribute("aria-hidden", "true");
    this.#drag.addGrip(grip, item);
    up.disabled = place === 0;
    down.disabled = place === this.#codes.length - 1;
    tools.className = "pat-topic-tools";
    tools.append(this.#minutesField(code), up, down, this.#offButton(code));
    item.append(grip, name, tools);
    return item;
  }

  /**
   * @param {"up" | "down"} way - in which the button moves
   * @param {string} code - of the topic
   * @param {number} to - its new place
   */
  #mover(way, code, to) {
    const button = toolButton(way === "up" ? "Up" : "Down", way, code);
    button.addEventListener("click", () => {
      this.#actions.move(code, to);
      // At an end of the list this button is disabled, so the focus goes to the other one.
      const ways = [way, "up", "down"].map((name) => this.#buttonOf(code, name));
      ways.find(({ disabled }) => !disabled)?.focus();
    });
    return button;
  }

  /** @param {string} code - of the topic */
  #offButton(code) {
    const button = toolButton("Take off", "off", code);
    button.addEventListener("click", () => this.#actions.takeOff(code));
    return button;
  }

  /** @param {string} code - of a topic */
  #minutesField(code) {
    const label = make("label", "Minutes ");
    const field = make("input");
    field.type = "number";
    field.min = "0";
    field.max = String(MOST_MINUTES);
    field.className = "pat-minutes";
    field.autocomplete = "off";
    field.setAttribute("aria-label", `Minutes for ${code}`);
    field.addEventListener("input", () => this.#actions.give(code, field.valueAsNumber));
    label.append(field);
    return label;
  }
}

/**
 * @param {string} words - on the button
 * @param {string} what - the button does
 * @param {string} code - of its topic
 */
function toolButton(words, what, code) {
  const button = linkButton(words);
  const to = make("span", `: ${code}`);
  to.className = "pat-hidden";
  button.dataset.move = what;
  button.append(to);
  return button;
}

/** @param {string} words - on the button */
function linkButton(words) {
  const button = make("button", words);
  button.type = "button";
  button.className = "pat-link";
  return button;
}
