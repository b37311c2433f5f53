/**
 * The fields of the questionnaire and the records behind them, and whatever repeats them: progress,
 * the partnership's name in the text, the list of answers to check.
 */

import { find, findAll } from "../lib/elements.js";
import { placeOf } from "../lib/records.js";

/** @import { Session } from "../lib/session.js" */
/** @import { Steps } from "./steps.js" */

const CANT_SAY = "cant-say";

export class AnswerForm {
  #form;

  #session;

  #steps;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {Session} session - the answers
   * @param {Steps} steps - which one shows
   */
  constructor(form, session, steps) {
    this.#form = form;
    this.#session = session;
    this.#steps = steps;
    form.addEventListener("input", (event) => this.#take(event.target));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => this.#handleClick(event));
    session.addEventListener("change", () => this.#refresh());
    session.addEventListener("replaced", () => this.#fill());
    steps.addEventListener("step", () => this.#showProgress());
    // A browser that comes back to the page may have filled the fields in its own way.
    window.addEventListener("pageshow", () => this.#fill());
    this.#watchRound();
    this.#fill();
  }

  /** @param {EventTarget | null} target - what was changed */
  #take(target) {
    if (isField(target)) {
      const place = placeOf(target.name);
      if (place) {
        this.#keep(target.name, givenIn(target, place.kind));
      }
    }
  }

  /**
   * @param {string} name - of a field
   * @param {unknown} value - its new one; undefined where it has none
   */
  async #keep(name, value) {
    const place = placeOf(name);
    if (!place) {
      return;
    }
    const former = this.#session.get(...place.path);
    await this.#session.set(place.path, place.part ? withPart(former, place.part, value) : value);
  }

  /** Another round is another result; it is known as one when its name has been typed whole. */
  #watchRound() {
    const [field] = this.#fieldsOf("round");
    let former = "";
    field?.addEventListener("focus", () => {
      former = field.value.trim();
    });
    field?.addEventListener("change", () => {
      const isAnother = former !== "" && field.value.trim() !== "" && field.value.trim() !== former;
      if (isAnother && this.#session.hasAnswers) {
        this.#session.renewId();
      }
      former = field.value.trim();
    });
  }

  /** @param {MouseEvent} event - somewhere in the form */
  #handleClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    const clear = target?.closest("[data-clear]");
    if (clear instanceof HTMLElement) {
      const name = clear.dataset.clear ?? "";
      for (const radio of this.#fieldsOf(name)) {
        /** @type {HTMLInputElement} */ (radio).checked = false;
      }
      this.#keep(name, undefined);
      this.#fieldsOf(name)[0]?.focus();
    }
    const change = target?.closest("[data-change]");
    if (change instanceof HTMLElement) {
      event.preventDefault();
      this.#steps.change(change.dataset.change ?? "");
    }
  }

  /**
   * @param {string} name - of a field
   * @returns {(HTMLInputElement | HTMLTextAreaElement)[]}
   */
  #fieldsOf(name) {
    return findAll(this.#form, `[name="${CSS.escape(name)}"]`).filter(isField);
  }

  /** Bring every field into step with the answers. */
  #fill() {
    for (const field of findAll(this.#form, "input, textarea").filter(isField)) {
      const place = placeOf(field.name);
      if (place) {
        const record = this.#session.get(...place.path);
        show(field, place.part ? record?.[place.part] : record);
      }
    }
    this.#refresh();
  }

  /** Bring what repeats the answers into step with them. */
  #refresh() {
    this.#showProgress();
    const name = String(this.#session.get("partnership") ?? "").trim();
    for (const place of findAll(this.#form, "[data-partnership]")) {
      place.textContent = name || (this.#form.dataset.unnamed ?? "");
    }
    const purpose = this.#session.get("purpose");
    for (const text of findAll(this.#form, "[data-purpose]")) {
      text.hidden = text.dataset.purpose !== purpose;
    }
    for (const text of findAll(this.#form, "[data-mode]")) {
      text.hidden = text.dataset.mode !== this.#session.get("mode");
    }
    this.#showCheck();
  }

  #showProgress() {
    const progress = find(this.#form, "[data-progress]", HTMLElement);
    const step = this.#steps.current;
    if (/^\d$/.test(step)) {
      const items = findAll(this.#form, `[data-step="${step}"] [data-statement]`).length;
      progress.textContent = `Principle ${step} of 6 – ${countText(this.#session.count(step), items)}`;
    } else {
      const items = findAll(this.#form, "[data-check]").length;
      progress.textContent = `All principles – ${countText(this.#session.count(), items)}`;
    }
  }

  #showCheck() {
    for (const row of findAll(this.#form, "[data-check]")) {
      const code = row.dataset.check ?? "";
      const response = this.#session.get("responses", code) ?? {};
      find(row, "[data-check-answer]", HTMLElement).textContent = this.#labelOf(code, response);
      const comment = find(row, "[data-check-comment]", HTMLElement);
      comment.textContent = response.comment ?? "";
      comment.hidden = comment.textContent.trim() === "";
    }
    for (const place of findAll(this.#form, "[data-overview]")) {
      const principle = place.dataset.overview ?? "";
      const items = findAll(this.#form, `[data-check^="${principle}"]`).length;
      place.textContent = statusText(this.#session.count(principle), items);
    }
  }

  /**
   * Return an answer in the words that stand beside its radio.
   *
   * @param {string} code - of the statement
   * @param {{ answer?: number | null }} response - to it
   */
  #labelOf(code, response) {
    if (!Object.hasOwn(response, "answer")) {
      return "Not answered";
    }
    const value = response.answer === null ? CANT_SAY : String(response.answer);
    const radio = this.#fieldsOf(code).find((field) => field.value === value);
    return radio?.closest("label")?.textContent?.trim() ?? "";
  }
}

/**
 * @param {unknown} target - anything
 * @returns {target is HTMLInputElement | HTMLTextAreaElement}
 */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field - just changed
 * @param {"answer" | "text"} kind - of its value
 * @returns {unknown} undefined where nothing was given
 */
function givenIn(field, kind) {
  if (kind === "answer") {
    return field.value === CANT_SAY ? null : Number(field.value);
  }
  return field.value.trim() === "" ? undefined : field.value;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field - to bring into step
 * @param {unknown} value - the kept one
 */
function show(field, value) {
  if (field instanceof HTMLInputElement && field.type === "radio") {
    field.checked = value !== undefined && field.value === (value === null ? CANT_SAY : `${value}`);
  } else if (field !== document.activeElement) {
    field.value = String(value ?? "");
  }
}

/**
 * @param {Record<string, unknown> | undefined} record - before
 * @param {string} part - of it
 * @param {unknown} value - the part's new one; undefined takes it away
 * @returns {Record<string, unknown> | undefined} nothing where no part is left
 */
function withPart(record, part, value) {
  const rest = Object.entries(record ?? {}).filter(([key]) => key !== part);
  const entries = value === undefined ? rest : [...rest, [part, value]];
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** @typedef {{ answered: number, cantSay: number }} Count */

/**
 * @param {Count} count - of statements
 * @param {number} items - of so many
 */
function countText({ answered, cantSay }, items) {
  return `${answered} of ${items} answered${cantSay > 0 ? `, ${cantSay} can't say` : ""}`;
}

/**
 * @param {Count} count - of statements
 * @param {number} items - of so many
 */
function statusText(count, items) {
  const done = count.answered + count.cantSay;
  if (done === 0) {
    return "Not yet started";
  }
  return `${done < items ? "In progress" : "Completed"}: ${countText(count, items)}`;
}
