/**
 * Takes in paper sheets, one after the other: one key for each answer, and beside them the column
 * totals, which Python works out.
 */

import { cleanText } from "../../shared/clean-text.js";
import { find, findAll, make, onActions } from "../../shared/elements.js";
import { Latest } from "../../shared/latest.js";
import { watchFields } from "../fields/field-faults.js";
import { tooLong } from "../fields/limits.js";
import { ProblemSummary } from "../fields/problem-summary.js";

/** @import { PythonClient, PythonError } from "../../python/client.js" */
/** @import { ScoreCardDocument } from "../../shared/documents.d.ts" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { FieldProblem } from "../fields/problem-summary.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

const BLANK = "-";

/** Keys besides the values themselves. A phone's number pad has a full stop, but no dash. */
const KEYS = Object.freeze({ 0: "?", "?": "?", " ": BLANK, "-": BLANK, ".": BLANK, ",": BLANK });

/** How many cells each arrow key goes; a row has six. */
const STEPS = Object.freeze({ ArrowLeft: -1, ArrowRight: 1, ArrowUp: -6, ArrowDown: 6 });

/** How long to wait after the last key before the totals are worked out, in milliseconds. */
const PAUSE = 200;

const NO_PYTHON = "The totals cannot be worked out, because the program does not run here.";

export class PaperSheet {
  #place;

  #desk;

  #python;

  #notices;

  #problems;

  #cells;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer = undefined;

  #latest = new Latest();

  /** The name of the sheet that is being added; empty if none is. */
  #adding = "";

  /**
   * What Python last replied, by number of the principle.
   *
   * @type {Record<string, ScoreCardDocument>}
   */
  #totals = {};

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices, unsaved: Unsaved }} services -
   *   that it works with
   */
  constructor(root, { desk, python, notices, unsaved }) {
    this.#place = find(root, "[data-paper]", HTMLElement);
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#problems = new ProblemSummary(this.#place);
    this.#cells = findAll(this.#place, "[data-cell]").filter(isCell);
    onActions({ "add-sheet": () => this.#add() });
    watchFields(this.#place);
    unsaved.watch("sheet", {
      now: () => this.#typed,
      lost: (now, kept) => (now === kept ? "" : "a paper sheet that is not added yet"),
    });
    this.#place.addEventListener("input", (event) => this.#take(event));
    this.#place.addEventListener("keydown", (event) => this.#steer(event));
    this.#place.addEventListener("focusin", (event) => this.#enter(event.target));
    desk.follow(["entries"], () => this.#follow());
    this.#follow();
  }

  /** @returns {HTMLInputElement[]} the cells of statements, without significance and success */
  get #statements() {
    return this.#cells.filter(({ dataset }) => /^\d[A-Z]$/.test(dataset.cell ?? ""));
  }

  get #marks() {
    return this.#cells.map((cell) => cell.value || BLANK).join("");
  }

  /** Return everything that was typed in or chosen, as text. */
  get #typed() {
    const fields = findAll(this.#place, "input[type=text], select").filter(isField);
    return JSON.stringify(fields.map(({ value }) => value));
  }

  /** Return a name that no sheet on the desk has yet. */
  get #name() {
    const numbers = this.#desk.state.entries.map(({ name }) =>
      Number(/^Sheet (\d+)$/.exec(name)?.[1] ?? 0),
    );
    return `Sheet ${Math.max(0, ...numbers) + 1}`;
  }

  /** @param {Event} event - an input event of a cell or another field */
  #take(event) {
    const { target } = event;
    if (!isCell(target)) {
      this.#compare();
      return;
    }
    // A cell that was full may now hold two characters; the event tells which one is new.
    const typed = (event instanceof InputEvent && event.data) || target.value;
    const key = typed.slice(-1);
    const mark = markFor(key, target.dataset.values ?? "");
    if (key === "" || mark) {
      this.#set(target, mark);
      this.#say("");
    } else {
      this.#set(target, target.dataset.mark ?? "");
      this.#say(`${key} is no answer here. Allowed are ${allowed(target)}.`);
    }
    if (mark) {
      this.#goTo(this.#cells.indexOf(target) + 1);
    }
  }

  /** @param {KeyboardEvent} event - of a cell or another field */
  #steer(event) {
    const { target, key } = event;
    if (!isCell(target) || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const place = this.#cells.indexOf(target);
    if (Object.hasOwn(STEPS, key)) {
      event.preventDefault();
      this.#goTo(place + STEPS[/** @type {keyof typeof STEPS} */ (key)]);
    } else if (key === "Backspace") {
      event.preventDefault();
      const emptied = target.value ? target : this.#cells[place - 1];
      if (emptied) {
        this.#set(emptied, "");
        this.#goTo(this.#cells.indexOf(emptied));
      }
    }
  }

  /** @param {number} place - of a cell; outside the grid nothing happens */
  #goTo(place) {
    this.#cells[place]?.focus();
    this.#cells[place]?.select();
  }

  /** @param {EventTarget | null} target - what got the focus; if a cell, Tab leads back to it */
  #enter(target) {
    if (isCell(target)) {
      for (const cell of this.#cells) {
        cell.tabIndex = cell === target ? 0 : -1;
      }
    }
  }

  /**
   * @param {HTMLInputElement} cell - of the grid
   * @param {string} mark - the new one; empty clears the cell
   */
  #set(cell, mark) {
    cell.value = mark;
    cell.dataset.mark = mark;
    this.#follow();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#addUp(), PAUSE);
  }

  /** Bring name and count up to date. */
  #follow() {
    const cells = this.#statements;
    const filled = cells.filter(({ value }) => value).length;
    find(this.#place, "[data-sheet-name]", HTMLElement).textContent = this.#name;
    find(this.#place, "[data-sheet-filled]", HTMLElement).textContent =
      `${filled} of ${cells.length} statements typed in`;
  }

  /** Work out and show the totals of the grid. */
  async #addUp() {
    const isLatest = this.#latest.begin();
    /** @type {Record<string, ScoreCardDocument>} */
    let totals = {};
    if (this.#hasAnswers()) {
      try {
        totals = (await this.#read()).columns;
      } catch (error) {
        const { failure, message } = /** @type {PythonError} */ (error);
        this.#say(failure ? NO_PYTHON : message);
      }
    }
    if (isLatest()) {
      this.#show(totals);
    }
  }

  #hasAnswers() {
    return this.#statements.some(({ value }) => value && value !== BLANK);
  }

  async #read() {
    const fields = findAll(this.#place, "[data-sheet-label]").filter(isField);
    const labels = Object.fromEntries(
      fields.map((field) => [field.dataset.sheetLabel ?? "", cleanText(field.value).trim()]),
    );
    return this.#python.call("read_sheet", { marks: this.#marks, name: this.#name, labels });
  }

  /** @param {Record<string, ScoreCardDocument>} totals - by number of the principle */
  #show(totals) {
    this.#totals = totals;
    for (const table of findAll(this.#place, "[data-totals]")) {
      const card = totals[table.dataset.totals ?? ""];
      for (const cell of findAll(table, "[data-column]")) {
        cell.textContent = String(card?.columns[cell.dataset.column ?? ""] ?? "–");
      }
      find(table, "[data-sheet-score]", HTMLElement).textContent = String(card?.score ?? "–");
    }
    this.#compare();
  }

  /** Point out each score on the paper that differs from the one worked out. */
  #compare() {
    for (const field of findAll(this.#place, "[data-paper-score]").filter(isInput)) {
      const score = this.#totals[field.dataset.paperScore ?? ""]?.score ?? null;
      const given = field.value.trim();
      const differs = given !== "" && score !== null && given !== String(score);
      const note = find(this.#place, `#${field.getAttribute("aria-describedby")}`, HTMLElement);
      const words = differs ? `Not the same: ${score} was typed in, ${given} is on paper.` : "";
      if (note.textContent !== words) {
        note.replaceChildren(...(words ? [make("strong", words)] : []));
      }
    }
  }

  async #add() {
    const faults = this.#faults();
    this.#problems.show(faults);
    if (faults.length > 0) {
      return;
    }
    if (this.#adding) {
      this.#say(`${this.#adding} is just being added.`);
      return;
    }
    const [name, typed] = [this.#name, this.#typed];
    this.#adding = name;
    try {
      const { entry } = await this.#read();
      if (entry) {
        this.#desk.add([entry]);
        this.#notices.say(`${name} is added.`);
        this.#begin(name, typed);
      }
    } catch (error) {
      const { failure, message } = /** @type {PythonError} */ (error);
      this.#problems.showTexts(failure ? NO_PYTHON : message);
    } finally {
      this.#adding = "";
    }
  }

  /**
   * Begin the next sheet, unless somebody went on typing while the last one was being added.
   *
   * @param {string} name - of the sheet that was added
   * @param {string} typed - what it held when it was added
   */
  #begin(name, typed) {
    if (this.#typed === typed) {
      this.#empty();
      this.#say(`${name} is added. This is ${this.#name}.`);
    } else {
      this.#say(
        `${name} is added as it stood when you pressed the button. What you have typed since is still here: take it out, or make it the next sheet.`,
      );
    }
  }

  /** @returns {FieldProblem[]} why the sheet cannot be added yet */
  #faults() {
    const open = this.#statements.filter(({ value }) => !value);
    const [first] = open;
    const faults = [];
    if (first) {
      const codes = open.map(({ dataset }) => dataset.cell).join(", ");
      const text = `No key yet for ${codes}. Press space where the paper is empty.`;
      faults.push({ field: first, text });
    } else if (!this.#hasAnswers()) {
      const [field] = this.#cells;
      const text = "This sheet holds no answers. Leave it out.";
      faults.push(...(field ? [{ field, text }] : []));
    }
    const token = find(this.#place, "[data-sheet-label=pairing_token]", HTMLInputElement);
    const long = tooLong(token.value.trim(), Number(token.dataset.most));
    if (long) {
      faults.push({ field: token, text: `Random token: ${long}` });
    }
    const reread = this.#reread;
    if (!reread.checked) {
      const text = "Read the sheet a second time against the paper, then tick the box.";
      faults.push({ field: reread, text });
    }
    return faults;
  }

  get #reread() {
    return find(this.#place, "[data-reread]", HTMLInputElement);
  }

  /** Clear the grid for the next sheet, and go to its first cell. */
  #empty() {
    clearTimeout(this.#timer);
    this.#latest.drop();
    for (const field of findAll(this.#place, "input[type=text], select").filter(isField)) {
      field.value = "";
      delete field.dataset.mark;
    }
    this.#reread.checked = false;
    this.#show({});
    this.#follow();
    this.#goTo(0);
  }

  /** @param {string} text - for the status line */
  #say(text) {
    find(this.#place, "[data-sheet-status]", HTMLElement).textContent = text;
  }
}

/**
 * @param {string} key - as typed
 * @param {string} values - that the cell accepts
 * @returns {string} the mark; empty if the key has no meaning here
 */
function markFor(key, values) {
  if (key !== "" && values.includes(key)) {
    return key;
  }
  return Object.hasOwn(KEYS, key) ? KEYS[/** @type {keyof typeof KEYS} */ (key)] : "";
}

/** @param {HTMLInputElement} cell - of the grid */
function allowed({ dataset }) {
  const values = [...(dataset.values ?? "")].sort();
  return `${values[0]} to ${values.at(-1)}, 0 or ? for “can’t say”, space or - for no answer`;
}

/**
 * @param {unknown} target - anything
 * @returns {target is HTMLInputElement}
 */
function isCell(target) {
  return isInput(target) && target.dataset.cell !== undefined;
}

/**
 * @param {unknown} target - anything
 * @returns {target is HTMLInputElement}
 */
function isInput(target) {
  return target instanceof HTMLInputElement;
}

/**
 * @param {unknown} target - anything
 * @returns {target is HTMLInputElement | HTMLSelectElement}
 */
function isField(target) {
  return isInput(target) || target instanceof HTMLSelectElement;
}
