/**
 * The action plan: its rows, and what became of the actions of an earlier round.
 */

import { cleanText } from "../../shared/clean-text.js";
import { find, findAll, make, onActions } from "../../shared/elements.js";
import { dayText, isDay } from "../../shared/terms.js";
import { codesOf } from "../desk/agenda.js";
import { movedRow, startedRow, withCarried, withoutCarried, withTopics } from "../desk/plan.js";
import { statementsIn, topicText } from "../desk/statements.js";
import { checkField, checkFields, watchFields } from "../fields/field-faults.js";
import { earlierItem, STATES } from "./earlier-actions.js";

/** @import { PlanRow, PlanState } from "../../shared/documents.d.ts" */
/** @import { Desk, Plan } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */

const PAPER = /** @type {const} */ (["topic", "what", "who", "by", "know", "review"]);

export class PlanForm {
  #place;

  #desk;

  #notices;

  #statements;

  /**
   * The plan as the fields show it; if the desk has another one, it came from elsewhere.
   *
   * @type {Plan | null}
   */
  #shown = null;

  /**
   * Whether an earlier action is being marked; the list of earlier actions need not be shown again.
   */
  #isMarking = false;

  /**
   * Removed rows, the last one at the end.
   *
   * @type {{ row: PlanRow, place: number }[]}
   */
  #removed = [];

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, notices: Notices }} services - that it works with
   */
  constructor(root, { desk, notices }) {
    this.#place = find(root, "[data-plan]", HTMLElement);
    this.#desk = desk;
    this.#notices = notices;
    this.#statements = statementsIn(root);
    onActions({
      "add-action": () => this.#addAction(),
      "start-actions": () => this.#startActions(),
      "undo-remove": () => this.#undo(),
    });
    watchFields(this.#place);
    this.#rowsPlace.addEventListener("input", (event) => this.#take(event.target));
    this.#rowsPlace.addEventListener("click", (event) => this.#act(event.target));
    this.#next.addEventListener("input", () =>
      this.#keep({ next_assessment: cleanText(this.#next.value) }),
    );
    desk.follow(["plan"], () => this.#follow());
    desk.follow(["topics", "agenda"], () => this.#offerTopics());
    desk.follow(["earlier", "group"], () => this.#showEarlier());
    this.#follow();
  }

  get #rowsPlace() {
    return find(this.#place, "[data-plan-rows]", HTMLElement);
  }

  get #next() {
    return find(this.#place, "[data-next-assessment]", HTMLInputElement);
  }

  get #rows() {
    return this.#desk.state.plan.rows;
  }

  /** @returns {string[]} codes of the workshop's topics, in order */
  get #topics() {
    const { agenda, topics } = this.#desk.state;
    return codesOf(
      agenda,
      topics.map(({ code }) => code),
    );
  }

  /** @param {Partial<Plan>} changes - made in the fields */
  #keep(changes) {
    this.#shown = { ...this.#desk.state.plan, ...changes };
    this.#desk.set({ plan: this.#shown });
  }

  /** Bring the fields and the printed plan up to date. */
  #follow() {
    const { plan } = this.#desk.state;
    if (plan !== this.#shown) {
      const before = this.#shown?.rows;
      this.#shown = plan;
      this.#removed = [];
      this.#offerUndo();
      this.#showRows(before);
      showDay(this.#next, plan.next_assessment);
      checkField(this.#next);
    }
    this.#writeOut();
  }

  /**
   * Bring the fields of all rows up to date.
   *
   * @param {PlanRow[]} [before] - the rows as the fields show them; the fields of an unchanged row
   *   stay, so that nobody is interrupted while typing
   */
  #showRows(before = []) {
    const items = [...this.#rowsPlace.children];
    for (const [place, row] of this.#rows.entries()) {
      const item = items[place];
      if (!item) {
        this.#rowsPlace.append(this.#item(row));
      } else if (row !== before[place]) {
        item.replaceWith(this.#item(row));
      }
    }
    for (const item of items.slice(this.#rows.length)) {
      item.remove();
    }
    this.#numberRows();
    checkFields(this.#rowsPlace);
  }

  /** Number the rows; the first cannot be moved up, and the last cannot be moved down. */
  #numberRows() {
    const items = [...this.#rowsPlace.children];
    for (const [place, item] of items.entries()) {
      for (const number of findAll(item, "[data-row-number]")) {
        number.textContent = String(place + 1);
      }
      const ends = { up: place === 0, down: place === items.length - 1 };
      for (const [action, isAtEnd] of Object.entries(ends)) {
        find(item, `[data-row-action="${action}"]`, HTMLButtonElement).disabled = isAtEnd;
      }
    }
  }

  /** @param {PlanRow} row - of the plan */
  #item(row) {
    const template = find(this.#place, "[data-plan-row]", HTMLTemplateElement);
    const content = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    find(content, "[data-row-state]", HTMLElement).textContent = stateText(row.state);
    for (const field of findAll(content, "[data-field]").filter(isField)) {
      const value = row[/** @type {keyof PlanRow} */ (field.dataset.field)] ?? "";
      if (field instanceof HTMLInputElement && field.type === "date") {
        showDay(field, value);
      } else {
        field.value = value;
      }
    }
    return content;
  }

  /** @param {EventTarget | null} target - in which somebody typed */
  #take(target) {
    if (isField(target)) {
      const place = this.#placeOf(target);
      const { field = "" } = target.dataset;
      // The counts that an action is meant to change belong to its topic; Python fills them in.
      const more = field === "topic" ? { counts: "" } : {};
      const changed = (/** @type {PlanRow} */ row) => ({
        ...row,
        ...more,
        [field]: cleanText(target.value),
      });
      this.#keep({ rows: this.#rows.map((row, at) => (at === place ? changed(row) : row)) });
    }
  }

  /** @param {EventTarget | null} target - that was clicked */
  #act(target) {
    const button = target instanceof Element ? target.closest("[data-row-action]") : null;
    if (!(button instanceof HTMLElement)) {
      return;
    }
    const place = this.#placeOf(button);
    const { rowAction = "" } = button.dataset;
    if (rowAction === "remove") {
      this.#remove(place);
    } else {
      const to = place + (rowAction === "up" ? -1 : 1);
      this.#keep({ rows: movedRow(this.#rows, place, to) });
      this.#showRows();
      const moved = this.#rowsPlace.children[to];
      const buttons = moved ? findAll(moved, `button:not([disabled])`) : [];
      (buttons.find(({ dataset }) => dataset.rowAction === rowAction) ?? buttons[0])?.focus();
      this.#notices.say(`It is action ${to + 1} now.`);
    }
  }

  /** @param {HTMLElement} inside - any element in a row */
  #placeOf(inside) {
    const item = /** @type {Element} */ (inside.closest(".pat-plan-row"));
    return [...this.#rowsPlace.children].indexOf(item);
  }

  #addAction() {
    this.#keep({ rows: [...this.#rows, startedRow()] });
    this.#showRows();
    this.#focusRow(this.#rows.length - 1);
  }

  #startActions() {
    const before = this.#rows.length;
    this.#keep({ rows: withTopics(this.#rows, this.#topics) });
    this.#showRows();
    const more = this.#rows.length - before;
    this.#notices.say(more > 0 ? `${more} rows added.` : "Each topic has a row already.");
    if (more > 0) {
      this.#focusRow(before);
    }
  }

  /** @param {number} place - of a row to be filled in */
  #focusRow(place) {
    const row = this.#rowsPlace.children[place];
    if (row) {
      find(row, '[data-field="what"]', HTMLTextAreaElement).focus();
    }
  }

  /** @param {number} place - of the row to remove */
  #remove(place) {
    const row = this.#rows[place];
    if (row) {
      this.#keep({ rows: this.#rows.filter((_, other) => other !== place) });
      this.#showRows();
      this.#removed.push({ row, place });
      this.#offerUndo();
      find(this.#place, '[data-action="undo-remove"]', HTMLElement).focus();
    }
  }

  /** Say how many actions were removed, as long as that can be undone. */
  #offerUndo() {
    const number = this.#removed.length;
    find(this.#place, "[data-plan-removed]", HTMLElement).hidden = number === 0;
    find(this.#place, "[data-removed-text]", HTMLElement).textContent =
      number > 1 ? `${number} actions were removed.` : "An action was removed.";
  }

  #undo() {
    const removed = this.#removed.pop();
    if (removed) {
      const rows = [...this.#rows, removed.row];
      this.#keep({ rows: movedRow(rows, rows.length - 1, removed.place) });
      this.#offerUndo();
      this.#showRows();
      this.#focusRow(removed.place);
    }
  }

  #offerTopics() {
    const offer = find(this.#place, '[data-action="start-actions"]', HTMLElement);
    offer.hidden = this.#desk.state.group === null || this.#topics.length === 0;
  }

  /**
   * Write the plan as a table for printing, since printed fields may show only their first lines.
   */
  #writeOut() {
    find(this.#place, "[data-plan-empty]", HTMLElement).hidden = this.#rows.length > 0;
    const rows = this.#rows.map((row) => {
      const line = make("tr");
      line.append(...PAPER.map((field) => make("td", this.#paperText(field, row[field] ?? ""))));
      return line;
    });
    find(this.#place, "[data-plan-paper]", HTMLElement).replaceChildren(...rows);
    const next = this.#desk.state.plan.next_assessment;
    find(this.#place, "[data-next-paper]", HTMLElement).textContent = next
      ? `Date of the next assessment: ${dayText(next)}`
      : "";
  }

  /**
   * @param {string} field - of a row
   * @param {string} value - of the field
   */
  #paperText(field, value) {
    if (field === "topic") {
      return topicText(value, this.#statements);
    }
    return field === "by" || field === "review" ? dayText(value) : value;
  }

  #showEarlier() {
    if (this.#isMarking) {
      return;
    }
    const { earlier, group } = this.#desk.state;
    const rows = earlier?.plan?.rows ?? [];
    find(this.#place, "[data-earlier]", HTMLElement).hidden = rows.length === 0;
    find(this.#place, "[data-earlier-rows]", HTMLElement).replaceChildren(
      ...rows.map((row, place) => {
        const mark = (/** @type {PlanState} */ state) => this.#mark(place, state);
        return earlierItem(row, `earlier-${place + 1}`, this.#statements, group?.change, mark);
      }),
    );
  }

  /**
   * @param {number} place - of a row of the earlier plan
   * @param {PlanState} state - what became of it
   */
  #mark(place, state) {
    const { earlier, plan } = this.#desk.state;
    const { rows: earlierRows = [] } = earlier?.plan ?? {};
    const earlierRow = earlierRows[place];
    if (!earlier || !earlierRow) {
      return;
    }
    const marked = earlierRows.map((row, at) => (at === place ? { ...row, state } : row));
    this.#isMarking = true;
    this.#desk.set({ earlier: { ...earlier, plan: { ...earlier.plan, rows: marked } } });
    this.#isMarking = false;
    const rows = (state === "carried" ? withCarried : withoutCarried)(plan.rows, earlierRow);
    this.#desk.set({ plan: { ...plan, rows } });
    this.#notices.say(state === "carried" ? "It stands in the new plan, too." : "Noted.");
  }
}

/** @param {string | undefined} state - of an action */
function stateText(state) {
  return state && Object.hasOwn(STATES, state)
    ? `: ${STATES[/** @type {keyof typeof STATES} */ (state)].toLowerCase()}`
    : "";
}

/**
 * Show a date; one that a file gives in words is shown as text.
 *
 * @param {HTMLInputElement} field - for a date
 * @param {string} text - of the plan
 */
function showDay(field, text) {
  field.type = text === "" || isDay(text) ? "date" : "text";
  field.value = text;
}

/**
 * @param {unknown} target - anything
 * @returns {target is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
function isField(target) {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}
