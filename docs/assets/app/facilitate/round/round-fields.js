/**
 * The fields of a round's set-up: reads them, fills them in, and finds what is wrong in them.
 */

import { find, findAll } from "../../shared/elements.js";
import {
  cleaned,
  isDay,
  isThreshold,
  isWholeBetween,
  mostIn,
  THRESHOLD,
} from "../../shared/terms.js";
import { blankRound, MOST_PEOPLE, nameKey, TEXTS } from "../desk/round.js";
import { HALF_A_DATE } from "../fields/field-faults.js";
import { dayFault, tooLong } from "../fields/limits.js";

/** @import { Field, FieldProblem } from "../fields/problem-summary.js" */
/** @import { InvitedDocument, LabelKind } from "../../shared/documents.d.ts" */
/** @import { Round } from "../desk/round.js" */

/** @typedef {{ partner: HTMLInputElement, people: HTMLInputElement }} Row */

const TEXT_KEYS = /** @type {(keyof typeof TEXTS)[]} */ (Object.keys(TEXTS));
const DATES = /** @type {const} */ (["date", "delete_on"]);
const MOST_PARTNERS = 200;
const CODES = /** @type {const} */ (["mode", "purpose"]);

export class RoundFields {
  #form;

  /** Counts all rows that were ever added, so that each gets ids of its own. */
  #rowCount = 0;

  /** @param {HTMLElement} form - holds the fields, which are named as in the set-up file */
  constructor(form) {
    this.#form = form;
  }

  /**
   * @param {string} name - of one field, or of a group
   * @returns {Field} the first one
   */
  first(name) {
    const [field] = this.#named(name);
    if (!field) {
      throw new Error(`The page lacks the field ${name}`);
    }
    return field;
  }

  /** Return the round that the fields hold; an invalid number is left out. */
  read() {
    const round = blankRound();
    for (const key of TEXT_KEYS) {
      round[key] = cleaned(this.first(key).value);
    }
    for (const key of DATES) {
      round[key] = this.first(key).value;
    }
    for (const key of CODES) {
      round[key] = this.#chosen(key)[0] ?? "";
    }
    round.by = /** @type {LabelKind | ""} */ (this.#chosen("by")[0] ?? "");
    round.labels = /** @type {LabelKind[]} */ (this.#chosen("labels"));
    const threshold = numberIn(this.first("threshold"));
    round.threshold = isThreshold(threshold) ? threshold : THRESHOLD.usual;
    round.invited = this.#invited();
    return round;
  }

  /** Return the content of all fields, valid or not, to tell whether anything has changed. */
  get text() {
    const fields = [...this.#form.querySelectorAll("input, textarea")].filter(
      (field) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement,
    );
    const filled = fields.filter((field) => field.type !== "file" && !field.readOnly);
    return JSON.stringify(
      filled.map((field) => ("checked" in field && isChoice(field) ? field.checked : field.value)),
    );
  }

  /**
   * Return the round without anything that a file may not hold (see `invalid`). The other
   * components work with it while somebody is typing, and so always know the round's mode.
   */
  readValid() {
    const round = this.read();
    for (const key of TEXT_KEYS) {
      round[key] = tooLong(round[key], mostIn(key)) ? "" : round[key];
    }
    for (const key of DATES) {
      round[key] = isDay(round[key]) ? round[key] : "";
    }
    const names = round.invited.map(({ partner }) => nameKey(partner));
    round.invited = round.invited
      .filter((_, place) => names.indexOf(names[place] ?? "") === place)
      .filter(({ partner }) => partner !== "" || names.length === 1)
      .filter(({ partner }) => !tooLong(partner, mostIn("partner")))
      .slice(0, MOST_PARTNERS);
    return round;
  }

  /** @param {Round} round - replaces everything in the fields */
  fill(round) {
    for (const key of [...TEXT_KEYS, ...DATES]) {
      this.first(key).value = round[key];
    }
    for (const key of CODES) {
      this.#choose(key, [round[key]]);
    }
    this.#choose("by", [round.by]);
    this.#choose("labels", round.labels);
    this.first("threshold").value = String(round.threshold);
    this.#list.replaceChildren();
    for (const { partner, people } of round.invited) {
      const row = this.addRow();
      row.partner.value = partner;
      row.people.value = String(people);
    }
    this.#keepOneRow();
  }

  /** @param {string} label - that people will be asked for, besides the others */
  askFor(label) {
    this.#choose("labels", [...this.#chosen("labels"), label]);
  }

  /** Ask for what a round needs in which partners are shown by name. */
  followMode() {
    const { mode } = this.read();
    if (mode === "partner" || mode === "open") {
      this.askFor("organisation");
    }
    if (mode === "partner") {
      this.#choose("by", ["organisation"]);
    }
  }

  /** @param {string} mode - to choose */
  chooseMode(mode) {
    this.#choose("mode", [mode]);
    this.followMode();
  }

  /** @returns {Row} a new row, at the end */
  addRow() {
    const template = find(this.#form, "[data-round-row]", HTMLTemplateElement);
    this.#list.append(template.content.cloneNode(true));
    const { partner, people } = /** @type {Row} */ (this.#rows().at(-1));
    this.#rowCount += 1;
    partner.id = `round-partner-${this.#rowCount}`;
    people.id = `round-people-${this.#rowCount}`;
    this.#numberRows();
    return { partner, people };
  }

  /** @param {Element} inside - any element in the row to remove */
  removeRow(inside) {
    inside.closest("li")?.remove();
    this.#keepOneRow();
    this.#numberRows();
    this.#rows().at(-1)?.partner.focus();
  }

  /** @returns {FieldProblem[]} what must be put right before anything is made from the round */
  faults() {
    const round = this.read();
    return [...this.invalid(), ...this.#orderFaults(round), ...this.#labelFaults(round)];
  }

  /** @returns {FieldProblem[]} what the fields hold and a file may not */
  invalid() {
    return [
      ...this.wrongTexts(),
      ...DATES.map((key) => this.first(key))
        .filter((field) => field.validity.badInput)
        .map((field) => ({ field, text: HALF_A_DATE })),
      ...this.#thresholdFaults(),
      ...this.#rows().flatMap((row, place, all) => rowFaults(row, place + 1, all.length)),
      ...this.#repeatedPartners(),
    ];
  }

  /** @returns {FieldProblem[]} what would make the link or the invitation wrong */
  wrongTexts() {
    const round = this.read();
    const days = DATES.map((key) => ({ field: this.first(key), text: dayFault(round[key]) }));
    return [...this.#textFaults(round), ...days.filter(({ text }) => text !== "")];
  }

  /** @returns {FieldProblem[]} what must be filled in before anything leaves the page */
  missing() {
    const { mode, partnership } = this.read();
    const noMode = {
      field: this.first("mode"),
      text: "Choose how answers are shown: Combined only, By partner or Named.",
    };
    const noName = { field: this.first("partnership"), text: "Name the partnership." };
    return [...(mode ? [] : [noMode]), ...(partnership ? [] : [noName])];
  }

  get #list() {
    return find(this.#form, "[data-round-rows]", HTMLElement);
  }

  /** @returns {Row[]} */
  #rows() {
    return findAll(this.#list, "li").map((row) => ({
      partner: find(row, "[name=partner]", HTMLInputElement),
      people: find(row, "[name=people]", HTMLInputElement),
    }));
  }

  #keepOneRow() {
    if (this.#rows().length === 0) {
      this.addRow();
    }
  }

  #numberRows() {
    for (const [place, row] of findAll(this.#list, "li").entries()) {
      for (const number of findAll(row, "[data-row-number]")) {
        number.textContent = String(place + 1);
      }
    }
  }

  /** @returns {FieldProblem[]} */
  #repeatedPartners() {
    const names = this.#rows().map(({ partner }) => nameKey(cleaned(partner.value)));
    const [many] = this.#rows().slice(MOST_PARTNERS);
    const tooMany = `${names.length} partners are too many: ${MOST_PARTNERS} fit. Remove some.`;
    const repeated = this.#rows()
      .map(({ partner }, place) => ({ field: partner, first: names.indexOf(names[place] ?? "") }))
      .filter(({ first }, place) => names[place] !== "" && first < place)
      .map(({ field, first }) => ({
        field,
        text: `“${cleaned(field.value)}” stands in row ${first + 1} already: name each partner once.`,
      }));
    return many ? [...repeated, { field: many.partner, text: tooMany }] : repeated;
  }

  /** @returns {InvitedDocument[]} */
  #invited() {
    return this.#rows()
      .map(({ partner, people }) => ({ partner: cleaned(partner.value), people: numberIn(people) }))
      .filter(({ people }) => isPeople(people));
  }

  /**
   * @param {string} name - of fields
   * @returns {Field[]}
   */
  #named(name) {
    return [...this.#form.querySelectorAll(`[name="${name}"]`)].filter(
      (field) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement,
    );
  }

  /** @param {string} name - of radios or boxes */
  #group(name) {
    return this.#named(name).filter((field) => field instanceof HTMLInputElement);
  }

  /** @param {string} name - of radios or boxes */
  #chosen(name) {
    return this.#group(name)
      .filter((box) => box.checked)
      .map((box) => box.value);
  }

  /**
   * @param {string} name - of radios or boxes
   * @param {string[]} values - to choose; all others are deselected
   */
  #choose(name, values) {
    for (const box of this.#group(name)) {
      box.checked = values.includes(box.value);
    }
  }

  /**
   * @param {Round} round - as read
   * @returns {FieldProblem[]}
   */
  #textFaults(round) {
    return TEXT_KEYS.map((key) => ({ key, fault: tooLong(round[key], mostIn(key)) }))
      .filter(({ fault }) => fault !== "")
      .map(({ key, fault }) => ({ field: this.first(key), text: `${TEXTS[key]}: ${fault}` }));
  }

  /**
   * @param {Round} round - as read
   * @returns {FieldProblem[]}
   */
  #orderFaults({ date, delete_on }) {
    if (!isDay(date) || !isDay(delete_on) || delete_on >= date) {
      return [];
    }
    const text = "The files would be deleted before the last day for answers. Choose a later day.";
    return [{ field: this.first("delete_on"), text }];
  }

  /**
   * @param {Round} round - as read
   * @returns {FieldProblem[]}
   */
  #labelFaults({ labels, by, mode }) {
    const faults = [];
    if (["partner", "open"].includes(mode) && !labels.includes("organisation")) {
      const text =
        "In this round profiles are shown under the partners' names. Ask for the organisation.";
      faults.push({ field: this.first("labels"), text });
    }
    if (mode === "partner" && by !== "organisation") {
      const text = "By partner, the group is looked at by organisation and by nothing else.";
      faults.push({ field: this.first("by"), text });
    } else if (by && !labels.includes(by)) {
      const text = "People are not asked for this label, so the group cannot be looked at by it.";
      faults.push({ field: this.first("by"), text });
    }
    return faults;
  }

  /** @returns {FieldProblem[]} */
  #thresholdFaults() {
    const field = this.first("threshold");
    const text = `The threshold is a whole number from ${THRESHOLD.least} to ${THRESHOLD.most}.`;
    return isThreshold(numberIn(field)) ? [] : [{ field, text }];
  }
}

/**
 * @param {Row} row - of the people invited
 * @param {number} number - of the row, from 1 on
 * @param {number} rows - how many there are
 * @returns {FieldProblem[]}
 */
function rowFaults({ partner, people }, number, rows) {
  const faults = [];
  const name = cleaned(partner.value);
  const isEmpty = people.value === "" && !people.validity.badInput;
  if (isEmpty ? name !== "" : !isPeople(numberIn(people))) {
    const text = `Row ${number}: give the number of people, from 1 to ${MOST_PEOPLE}, or remove the row.`;
    faults.push({ field: people, text });
  }
  if (!isEmpty && name === "" && rows > 1) {
    faults.push({ field: partner, text: `Row ${number}: name the partner, or remove the row.` });
  }
  const long = tooLong(name, mostIn("partner"));
  if (long) {
    faults.push({ field: partner, text: `Row ${number}, the partner's name: ${long}` });
  }
  return faults;
}

/** @param {HTMLInputElement} field - of any kind */
function isChoice({ type }) {
  return type === "radio" || type === "checkbox";
}

/** @param {number} people - in a row */
function isPeople(people) {
  return isWholeBetween(people, 1, MOST_PEOPLE);
}

/** @param {Field} field - for a number */
function numberIn(field) {
  return field.value === "" ? Number.NaN : Number(field.value);
}
