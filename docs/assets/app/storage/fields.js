/**
 * The fields of a form and the records behind them: what is entered is kept, and what is kept shows.
 * A button with `data-clear` takes the answer of the field that it names away.
 */

import { cleanText } from "../shared/clean-text.js";
import { findAll } from "../shared/elements.js";
import { keyOf, placeOf } from "./records.js";

/** @import { Place } from "./records.js" */
/** @import { Session } from "./session.js" */

export const CANT_SAY = "cant-say";

export class Fields {
  #form;

  #session;

  /**
   * Where somebody has typed since coming to it.
   *
   * @type {HTMLInputElement | HTMLTextAreaElement | null}
   */
  #typedIn = null;

  /** Whether another tab has changed the same record meanwhile. */
  #isLate = false;

  /**
   * @param {HTMLFormElement} form - with the fields
   * @param {Session} session - with the records
   */
  constructor(form, session) {
    this.#form = form;
    this.#session = session;
    form.addEventListener("input", (event) => this.#take(event.target));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => this.#clear(event.target));
    form.addEventListener("focusout", () => this.#endTyping());
    // Whoever comes back from another tab goes on with what was entered there.
    document.addEventListener("visibilitychange", () => this.#endTyping());
    session.addEventListener("replaced", (event) => {
      const { detail } = /** @type {CustomEvent<string[] | null>} */ (event);
      // What another tab has changed never takes a text away from under the hands.
      const isTyping = document.hasFocus() && this.#typedIn === document.activeElement;
      this.#fill(isTyping && detail !== null ? this.#typedIn : null, detail);
    });
    // A browser that comes back to the page may have filled the fields in its own way.
    window.addEventListener("pageshow", () => this.#fill(document.activeElement));
    this.#fill(document.activeElement);
  }

  /**
   * @param {string} name - of a field
   * @returns {(HTMLInputElement | HTMLTextAreaElement)[]}
   */
  named(name) {
    return findAll(this.#form, `[name="${CSS.escape(name)}"]`).filter(isField);
  }

  /** @param {EventTarget | null} target - what was changed */
  #take(target) {
    if (isField(target)) {
      const place = placeOf(target.name);
      if (place) {
        this.#typedIn = isText(target) ? target : null;
        this.#keep(place, givenIn(target, place.kind));
      }
    }
  }

  /** @param {EventTarget | null} target - what was clicked */
  #clear(target) {
    const button = target instanceof Element ? target.closest("[data-clear]") : null;
    if (!(button instanceof HTMLElement)) {
      return;
    }
    const name = button.dataset.clear ?? "";
    for (const radio of this.named(name)) {
      /** @type {HTMLInputElement} */ (radio).checked = false;
    }
    const place = placeOf(name);
    if (place) {
      this.#keep(place, undefined);
    }
    this.named(name)[0]?.focus();
  }

  /**
   * @param {Place} place - of the record
   * @param {unknown} value - its new one; undefined where it has none
   */
  #keep({ path, part }, value) {
    const former = this.#session.get(...path);
    this.#session.set(path, part ? withPart(former, part, value) : value);
  }

  /**
   * Bring fields into step with the records.
   *
   * @param {Element | null} spared - where somebody is typing, or may have begun before this listened
   * @param {string[] | null} [keys] - of the records that have changed; otherwise it may be any
   */
  #fill(spared, keys = null) {
    for (const field of findAll(this.#form, "input, textarea").filter(isField)) {
      const place = placeOf(field.name);
      if (place && (keys === null || keys.includes(keyOf(place.path)))) {
        if (field !== spared || !isText(field)) {
          this.#show(field, place);
        } else {
          this.#isLate = true;
        }
      }
    }
  }

  /** Bring the field into step that was spared while somebody was typing in it. */
  #endTyping() {
    const place = placeOf(this.#typedIn?.name ?? "");
    if (this.#isLate && this.#typedIn !== null && place) {
      this.#show(this.#typedIn, place);
    }
    this.#typedIn = null;
    this.#isLate = false;
  }

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} field - to bring into step
   * @param {Place} place - of its record
   */
  #show(field, place) {
    const record = this.#session.get(...place.path);
    show(field, place.part ? record?.[place.part] : record);
  }
}

/**
 * @param {unknown} target - anything
 * @returns {target is HTMLInputElement | HTMLTextAreaElement}
 */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field - of any kind */
function isText(field) {
  return field.type !== "radio" && field.type !== "checkbox";
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field - just changed
 * @param {Place["kind"]} kind - of its value
 * @returns {unknown} undefined where nothing was given
 */
function givenIn(field, kind) {
  if (kind === "tick") {
    return (field instanceof HTMLInputElement && field.checked) || undefined;
  }
  if (kind === "answer") {
    return field.value === CANT_SAY ? null : Number(field.value);
  }
  const text = cleanText(field.value);
  return text.trim() === "" ? undefined : text;
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field - to bring into step
 * @param {unknown} value - the kept one
 */
function show(field, value) {
  if (field instanceof HTMLInputElement && field.type === "radio") {
    field.checked = value !== undefined && field.value === (value === null ? CANT_SAY : `${value}`);
  } else if (field instanceof HTMLInputElement && field.type === "checkbox") {
    field.checked = value === true;
  } else {
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
