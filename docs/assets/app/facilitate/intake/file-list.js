/**
 * Lists what has arrived, each entry with its status, and takes the facilitator's choice where
 * there is one. Statuses and their reasons come from Python.
 */

import { explain } from "../../python/failures.js";
import { find, make } from "../../shared/elements.js";
import { Latest } from "../../shared/latest.js";
import { THRESHOLD } from "../../shared/terms.js";
import { now } from "../../storage/ids-and-times.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { EntryLine, SortedEntries } from "../../python/replies.d.ts" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */

/** How many lines are shown; entries that were refused are always shown. */
const MOST_LINES = 1_000;

/** How long sorting ten thousand entries may take on an old computer, in milliseconds. */
const SORT_LIMIT = 120_000;

/** @type {SortedEntries} */
const NOTHING = Object.freeze({
  ...{ lines: [], summary: "", rounds: [], labels: {} },
  ...{ mode: "", kind: "", promised: THRESHOLD.least, threshold: THRESHOLD.usual },
});

const CHOICES = Object.freeze({ use: "Use it", leave: "Leave it out" });

/**
 * Fires `sorted` when the lines have changed.
 */
export class FileList extends EventTarget {
  #place;

  #desk;

  #python;

  #notices;

  #latest = new Latest();

  /** @type {SortedEntries} */
  #sorted = NOTHING;

  /** Settled when the lines match everything on the desk. */
  #sorting = Promise.resolve();

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices }} services - that it works with
   */
  constructor(root, { desk, python, notices }) {
    super();
    this.#place = find(root, "#pat-file-list", HTMLElement);
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    desk.follow(["entries", "round", "options", "revealed"], () => this.#refresh());
  }

  /** @returns {Promise<boolean>} whether any entry on the desk is used */
  async hasUsed() {
    await this.#sorting;
    return this.#sorted.lines.some((line) => line.status === "used");
  }

  /** @returns {Readonly<SortedEntries>} */
  get sorted() {
    return this.#sorted;
  }

  #refresh() {
    this.#sorting = this.#sort();
  }

  async #sort() {
    const { entries, round, revealed, options } = this.#desk.state;
    const isLatest = this.#latest.begin();
    if (entries.length === 0) {
      this.#take(NOTHING);
      return;
    }
    try {
      const payload = { entries, round, revealed, options, now: now() };
      const reply = await this.#python.call("sort_entries", payload, { timeLimit: SORT_LIMIT });
      if (isLatest()) {
        this.#take(reply);
      }
    } catch (error) {
      if (isLatest()) {
        this.#notices.showProblem(explain(error));
        this.#offerToSortAgain(entries.length);
      }
    }
  }

  /** @param {number} number - of entries; they all stay on the desk */
  #offerToSortAgain(number) {
    const words = `${number.toLocaleString("en-GB")} arrived and could not be listed.`;
    const again = make("button", "Try again");
    again.type = "button";
    again.className = "md-button";
    again.addEventListener("click", () => {
      this.#notices.clearProblem();
      this.#python.retry();
      this.#refresh();
    });
    this.#take(NOTHING);
    this.#place.replaceChildren(make("p", words), again);
  }

  /** @param {SortedEntries} sorted - from Python */
  #take(sorted) {
    this.#sorted = sorted;
    const shown = sorted.lines
      .map((line, index) => ({ line, index }))
      .filter(({ line, index }) => index < MOST_LINES || line.status === "refused");
    const rest = sorted.lines.length - shown.length;
    const list = make("ul");
    list.append(...shown.map(({ line, index }) => this.#item(line, index)));
    const more = rest > 0 ? [make("p", `And ${rest.toLocaleString("en-GB")} more.`)] : [];
    const before = [make("p", sorted.summary), ...this.#roundChoice(sorted.rounds)];
    this.#place.replaceChildren(...(sorted.lines.length > 0 ? [...before, list, ...more] : []));
    this.dispatchEvent(new Event("sorted"));
  }

  /**
   * Ask which of several rounds this is, or show the answer with a way to change it.
   *
   * @param {string[]} rounds - that equally many people name
   * @returns {HTMLElement[]}
   */
  #roundChoice(rounds) {
    const { options, round } = this.#desk.state;
    const chosen = round?.round ? "" : (options.round ?? "");
    const buttons = rounds.map((name) => this.#roundButton(`This is the round “${name}”`, name));
    if (!chosen) {
      return buttons.length > 0 ? [inParagraph(buttons)] : [];
    }
    const words = `You said that this is the round “${chosen}”.`;
    return [inParagraph([words, this.#roundButton("Take that back", "")])];
  }

  /**
   * @param {string} words - on the button
   * @param {string} name - of the round; empty takes the answer back
   */
  #roundButton(words, name) {
    const button = make("button", words);
    button.type = "button";
    button.className = "pat-link";
    button.addEventListener("click", () => {
      this.#desk.set({ options: { ...this.#desk.state.options, round: name } });
      this.#notices.say(name ? `The round is “${name}”.` : "The round is open again.");
    });
    return button;
  }

  /**
   * @param {EntryLine} line - of the entry
   * @param {number} index - of the entry
   */
  #item(line, index) {
    const item = make("li");
    item.dataset.status = line.status;
    const words = line.reason ? ` ${line.reason}` : "";
    item.append(make("bdi", line.name), " ", make("strong", line.status), words);
    if (line.remarks.length > 0) {
      const remarks = make("ul");
      remarks.append(...line.remarks.map((remark) => make("li", remark)));
      item.append(remarks);
    }
    for (const choice of line.choices) {
      const button = make("button", CHOICES[choice]);
      button.type = "button";
      button.className = "pat-link";
      button.append(hiddenWords(line.name));
      button.addEventListener("click", () => this.#choose(index, choice));
      item.append(" ", button);
    }
    return item;
  }

  /**
   * @param {number} index - of the entry
   * @param {"use" | "leave"} choice - the facilitator's
   */
  #choose(index, choice) {
    const entries = this.#desk.state.entries.map((entry, place) =>
      place === index ? { ...entry, choice } : entry,
    );
    this.#desk.set({ entries });
    this.#notices.say(choice === "use" ? "It is used." : "It is left out.");
  }
}

/** @param {(Node | string)[]} contents - in order */
function inParagraph(contents) {
  const paragraph = make("p");
  paragraph.append(...contents.flatMap((content) => [content, " "]));
  return paragraph;
}

/** @param {string} name - of the entry that a button is for */
function hiddenWords(name) {
  const words = make("span", `: ${name}`);
  words.className = "pat-hidden";
  return words;
}
