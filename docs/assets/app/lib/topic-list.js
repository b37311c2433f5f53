/**
 * The list of a workshop's topics: each can be dragged, moved by buttons, opened, and given minutes.
 */

import { find, make } from "./elements.js";

/** @import { Agenda } from "./agenda.js" */
/** @import { Statements } from "./statements.js" */

/**
 * Fires `open` and `moved`, with the topic's code as detail, and `minutes`.
 */
export class TopicList extends EventTarget {
  #place;

  #agenda;

  #statements;

  /** The topic whose row is being dragged. */
  #dragged = "";

  /**
   * @param {HTMLElement} place - where the list stands
   * @param {Agenda} agenda - that it shows and changes
   * @param {Statements} statements - of the page
   */
  constructor(place, agenda, statements) {
    super();
    this.#place = place;
    this.#agenda = agenda;
    this.#statements = statements;
  }

  /** Bring the list into step with the agenda. */
  show() {
    const items = this.#agenda.codes.map((code, place) => this.#item(code, place));
    this.#place.replaceChildren(...items);
    this.showMinutes();
  }

  /** Bring the minutes into step, but for a field in which somebody types. */
  showMinutes() {
    for (const [code, minutes] of this.#agenda.minutes()) {
      const field = find(this.#itemOf(code), "input", HTMLInputElement);
      if (field !== document.activeElement) {
        field.value = String(minutes);
      }
    }
  }

  /** @param {string} code - of a topic */
  #itemOf(code) {
    return find(this.#place, `[data-topic="${code}"]`, HTMLElement);
  }

  /**
   * @param {string} code - of a topic
   * @param {number} place - where it stands
   */
  #item(code, place) {
    const item = make("li");
    const name = linkButton(`${code} ${this.#statements[code]?.text ?? ""}`);
    const up = this.#mover("up", code, place - 1);
    const down = this.#mover("down", code, place + 1);
    item.dataset.topic = code;
    name.className += " pat-topic-name";
    name.addEventListener("click", () => this.#fire("open", code));
    up.disabled = place === 0;
    down.disabled = place === this.#agenda.codes.length - 1;
    item.append(this.#grip(item, code), name, this.#minutesField(code), up, down);
    item.addEventListener("dragover", (event) => {
      if (this.#dragged) {
        event.preventDefault();
      }
    });
    item.addEventListener("drop", (event) => {
      const dragged = this.#dragged;
      if (dragged) {
        event.preventDefault();
        // The list is made anew, so that the grip cannot tell of the end.
        this.#dragged = "";
        this.#move(dragged, place);
      }
    });
    return item;
  }

  /**
   * @param {"up" | "down"} way - in which the button moves
   * @param {string} code - of the topic
   * @param {number} to - place where it goes
   */
  #mover(way, code, to) {
    const button = linkButton(way === "up" ? "Up" : "Down");
    const what = make("span", `: ${code}`);
    what.className = "pat-hidden";
    button.dataset.move = way;
    button.append(what);
    button.addEventListener("click", () => {
      this.#move(code, to);
      // At an end of the list the button is of no more use: the focus goes to the other one.
      const ways = [way, "up", "down"].map((each) =>
        find(this.#itemOf(code), `[data-move="${each}"]`, HTMLButtonElement),
      );
      ways.find(({ disabled }) => !disabled)?.focus();
    });
    return button;
  }

  /**
   * @param {HTMLElement} item - that is dragged
   * @param {string} code - of its topic
   */
  #grip(item, code) {
    const grip = make("span", "⠿");
    grip.className = "pat-grip";
    grip.draggable = true;
    grip.setAttribute("aria-hidden", "true");
    grip.addEventListener("dragstart", (event) => {
      this.#dragged = code;
      event.dataTransfer?.setData("text/plain", code);
      event.dataTransfer?.setDragImage(item, 0, 0);
    });
    grip.addEventListener("dragend", () => {
      this.#dragged = "";
    });
    return grip;
  }

  /** @param {string} code - of a topic */
  #minutesField(code) {
    const label = make("label", "Minutes ");
    const field = make("input");
    field.type = "number";
    field.min = "0";
    field.max = "999";
    field.className = "pat-minutes";
    field.autocomplete = "off";
    field.setAttribute("aria-label", `Minutes for ${code}`);
    field.addEventListener("input", () => {
      this.#agenda.give(code, field.valueAsNumber);
      this.showMinutes();
      this.#fire("minutes", code);
    });
    label.append(field);
    return label;
  }

  /**
   * @param {string} code - of the topic
   * @param {number} to - place where it goes
   */
  #move(code, to) {
    this.#agenda.move(code, to);
    this.show();
    this.#fire("moved", code);
  }

  /**
   * @param {"open" | "moved" | "minutes"} type - of the event
   * @param {string} code - of the topic
   */
  #fire(type, code) {
    this.dispatchEvent(new CustomEvent(type, { detail: code }));
  }
}

/** @param {string} words - on the button */
function linkButton(words) {
  const button = make("button", words);
  button.type = "button";
  button.className = "pat-link";
  return button;
}
