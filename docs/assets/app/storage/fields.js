/**
 * Connects the fields of a form with the records: what is entered is kept, and what is kept is
 * shown. A button with `data-clear` clears the answer in the field that it names.
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
   * The field that has the focus, once somebody has typed in it.
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
    // A person who comes back from another tab goes on with what was entered there.
    document.addEventListener("visibilitychange", () => this.#endTyping());
    session.addEventListener("replaced", (event) => {
      const { detail } = /** @type {CustomEvent<string[] | null>} */ (event);
      // A change in another tab never replaces a text while somebody is typing it.
      const isTyping = document.hasFocus() && this.#typedIn === document.activeElement;
      this.#fill(isTyping && detail !== null ? this.#typedIn : null, detail);
    });
    // A browser that comes back to the page may have filled in the fields itself.
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
   * @param {Place} place - of the value
   * @param {unknown} value - the new one; undefined for none
   */
  #keep({ path, property }, value) {
    const former = this.#session.get(...path);
    this.#session.set(path, property ? withProperty(former, property, value) : value);
  }

  /**
   * Bring the fields up to date with the records.
   *
   * @param {Element | null} spared - a field to leave alone, since somebody may be typing in it
   * @param {string[] | null} [keys] - of the records that have changed; null if any may have
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

  /** Bring the field up to date that was left alone while somebody was typing in it. */
  #endTyping() {
    const place = placeOf(this.#typedIn?.name ?? "");
    if (this.#isLate && this.#typedIn !== null && place) {
      this.#show(this.#typedIn, place);
    }
    this.#typedIn = null;
    this.#isLate = false;
  }

  /**
   * @param {HTMLInputElement | HTMLTextAreaElement} field - to bring up to date
   * @param {Place} place - of its record
   */
  #show(field, place) {
    const record = this.#session.get(...place.path);
    show(field, place.property ? record?.[place.property] : record);
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
 * @returns {unknown} undefined if nothing was given
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
 * @param {HTMLInputElement | HTMLTextAreaElement} field - to bring up to date
 * @param {unknown} value - as kept
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
 * @param {string} property - of the record
 * @param {unknown} value - the property's new value; undefined removes it
 * @returns {Record<string, unknown> | undefined} undefined if no property is left
 */
function withProperty(record, property, value) {
  const rest = Object.entries(record ?? {}).filter(([key]) => key !== property);
  const entries = value === undefined ? rest : [...rest, [property, value]];
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
