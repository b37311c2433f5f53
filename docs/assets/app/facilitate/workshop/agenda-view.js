/**
 * The list of a workshop's topics, with the minutes in all and a statement to add. The agenda
 * itself is on the desk.
 */

import { find, findAll, make, onActions } from "../../shared/elements.js";
import {
  codesOf,
  minutesOf,
  withMinutes,
  withMoved,
  withoutTopic,
  withTopic,
  withTotal,
} from "../desk/agenda.js";
import { TopicList } from "./topic-list.js";

/** @import { Agenda } from "../desk/agenda.js" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Statements } from "../desk/statements.js" */

export class AgendaView {
  #place;

  #desk;

  #statements;

  #say;

  #list;

  /** The topics for which the choice of other statements was last made. */
  #offeredFor = "";

  /**
   * @param {HTMLElement} place - the workshop view
   * @param {Desk} desk - holds topics and agenda; after a change the caller must call `show`
   * @param {Statements} statements - of the page
   * @param {{ open: (code: string) => void, say: (text: string) => void }} actions - open a topic,
   *   and show a text in the status line
   */
  constructor(place, desk, statements, { open, say }) {
    this.#place = place;
    this.#desk = desk;
    this.#statements = statements;
    this.#say = say;
    this.#list = new TopicList(find(place, "[data-agenda]", HTMLElement), place, statements, {
      open,
      move: (code, to) => this.#move(code, to),
      give: (code, minutes) => this.#arrange(withMinutes(this.#agenda, code, minutes)),
      takeOff: (code) => this.#takeOff(code),
    });
    onActions({ "add-topic": () => this.#add() });
    this.#total.addEventListener("input", () => {
      this.#arrange(withTotal(this.#agenda, this.#total.valueAsNumber));
    });
  }

  /** @returns {string[]} codes of the topics, in order */
  get codes() {
    return codesOf(this.#agenda, this.#proposed);
  }

  /** @returns {Map<string, number>} the minutes of each topic, in order */
  get minutes() {
    return minutesOf(this.#agenda, this.codes);
  }

  get #agenda() {
    return this.#desk.state.agenda;
  }

  get #proposed() {
    return this.#desk.state.topics.map(({ code }) => code);
  }

  get #total() {
    return find(this.#place, "[data-minutes-all]", HTMLInputElement);
  }

  get #choice() {
    return find(this.#place, "[data-add-topic]", HTMLSelectElement);
  }

  /** Bring everything up to date, except a field in which somebody is typing. */
  show() {
    const { minutes } = this;
    const { total } = this.#agenda;
    const together = [...minutes.values()].reduce((sum, time) => sum + time, 0);
    find(this.#place, "[data-no-topics]", HTMLElement).hidden = minutes.size > 0;
    for (const element of findAll(this.#place, "[data-with-topics]")) {
      element.hidden = minutes.size === 0;
    }
    this.#list.show(minutes);
    if (this.#total !== document.activeElement) {
      this.#total.value = String(total);
    }
    find(this.#place, "[data-minutes-together]", HTMLElement).textContent =
      together === total ? "" : `Together the topics take ${together} minutes.`;
    this.#offer([...minutes.keys()]);
  }

  /** @param {Agenda} agenda - the new one */
  #arrange(agenda) {
    this.#desk.set({ agenda });
  }

  /**
   * @param {string} code - of the topic
   * @param {number} to - its new place
   */
  #move(code, to) {
    this.#arrange(withMoved(this.#agenda, this.#proposed, code, to));
    this.#sayPlace(code);
  }

  #add() {
    const code = this.#choice.value;
    if (!code) {
      this.#say("Choose a statement first.");
      this.#choice.focus();
      return;
    }
    this.#arrange(withTopic(this.#agenda, this.#proposed, code));
    this.#sayPlace(code);
  }

  /** @param {string} code - of the topic to take off */
  #takeOff(code) {
    const place = this.codes.indexOf(code);
    this.#arrange(withoutTopic(this.#agenda, this.#proposed, code));
    (this.#list.offButtonAt(place) ?? this.#choice).focus();
    this.#say(`${code} is off the list. You find it under “Add a statement”.`);
  }

  /** @param {string} code - of a topic in its new place */
  #sayPlace(code) {
    this.#say(`${code} is topic ${this.codes.indexOf(code) + 1} now.`);
  }

  /**
   * Offer all statements that are not topics, by principle.
   *
   * @param {string[]} codes - of the topics
   */
  #offer(codes) {
    if (this.#offeredFor === codes.join() && this.#choice.options.length > 0) {
      return;
    }
    this.#offeredFor = codes.join();
    /** @type {Map<string, HTMLOptGroupElement>} */
    const groups = new Map();
    for (const [code, { text, principle }] of Object.entries(this.#statements)) {
      if (!codes.includes(code)) {
        const group = groups.get(principle) ?? make("optgroup");
        group.label = principle;
        group.append(optionOf(code, `${code} ${text}`));
        groups.set(principle, group);
      }
    }
    this.#choice.replaceChildren(optionOf("", "Choose a statement"), ...groups.values());
  }
}

/**
 * @param {string} value - of the option
 * @param {string} words - on it
 */
function optionOf(value, words) {
  const option = make("option", words);
  option.value = value;
  return option;
}
