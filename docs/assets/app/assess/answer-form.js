/**
 * The form of answers, and everything that repeats them: progress, the partnership's name in texts,
 * and the list of answers to check.
 */

import { find, findAll, make } from "../shared/elements.js";
import { MOST_BYTES } from "../shared/files.js";
import { CANT_SAY, Fields } from "../storage/fields.js";
import { bytesIn, counted } from "../storage/file-size.js";

/** @import { Session } from "../storage/session.js" */
/** @import { Steps } from "./steps.js" */

/** Comments with more characters than this get a counter. */
const LONG = 5_000;

export class AnswerForm {
  #form;

  #session;

  #steps;

  #fields;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {Session} session - the answers
   * @param {Steps} steps - knows which step is shown
   */
  constructor(form, session, steps) {
    this.#form = form;
    this.#session = session;
    this.#steps = steps;
    this.#fields = new Fields(form, session);
    form.addEventListener("click", (event) => this.#handleClick(event));
    form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) {
        showLength(target);
      }
    });
    session.addEventListener("change", () => this.#refresh());
    session.addEventListener("replaced", () => this.#refresh());
    steps.addEventListener("step", () => this.#showProgress());
    this.#watchRound();
    this.#refresh();
  }

  /** Give the result a new id once another round's name has been typed in full. */
  #watchRound() {
    const [field] = this.#fields.named("round");
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
    const change = target?.closest("[data-change]");
    if (change instanceof HTMLElement) {
      event.preventDefault();
      this.#steps.change(change.dataset.change ?? "");
    }
  }

  /** Bring everything that repeats the answers up to date. */
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
      find(row, "[data-check-answer]", HTMLElement).textContent = this.#answerText(code, response);
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
   * Return an answer in the words beside its radio.
   *
   * @param {string} code - of the statement
   * @param {{ answer?: number | null }} response - to it
   */
  #answerText(code, response) {
    if (!Object.hasOwn(response, "answer")) {
      return "Not answered";
    }
    const value = response.answer === null ? CANT_SAY : String(response.answer);
    const radio = this.#fields.named(code).find((field) => field.value === value);
    return radio?.closest("label")?.textContent?.trim() ?? "";
  }
}

/**
 * Show how long a long text is; it is never cut.
 *
 * @param {HTMLTextAreaElement} field - just changed
 */
function showLength(field) {
  const id = `${field.id}-length`;
  const former = document.getElementById(id);
  if (field.value.length <= LONG) {
    former?.remove();
    return;
  }
  const place = former ?? make("p");
  place.id = id;
  place.className = "pat-hint";
  const over = bytesIn(field.value) - MOST_BYTES;
  place.textContent = `${counted(field.value.length)} characters.${over > 0 ? ` A file cannot hold so much: this comment alone is ${counted(over)} bytes too long.` : ""}`;
  field.setAttribute("aria-describedby", id);
  field.after(place);
}

/** @typedef {{ answered: number, cantSay: number }} Count */

/**
 * @param {Count} count - of statements
 * @param {number} items - how many there are
 */
function countText({ answered, cantSay }, items) {
  return `${answered} of ${items} answered${cantSay > 0 ? `, ${cantSay} can't say` : ""}`;
}

/**
 * @param {Count} count - of statements
 * @param {number} items - how many there are
 */
function statusText(count, items) {
  const done = count.answered + count.cantSay;
  if (done === 0) {
    return "Not yet started";
  }
  return `${done < items ? "In progress" : "Completed"}: ${countText(count, items)}`;
}
