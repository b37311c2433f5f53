/**
 * Says beside a field that its text is too long or is not a date. A field has `data-most` for the
 * number of characters that fit, or is a date field. Nobody is kept from typing or pasting
 * anything.
 */

import { findAll, make } from "../../shared/elements.js";
import { dayFault, tooLong } from "./limits.js";

/** @import { Field } from "./problem-summary.js" */

export const HALF_A_DATE = "Give day, month and year, or leave the date empty.";

/** Counts all texts that were ever shown, so that each gets an id of its own. */
let lastId = 0;

/**
 * Check fields while somebody types in them.
 *
 * @param {HTMLElement} root - holds the fields, now or later
 */
export function watchFields(root) {
  root.addEventListener("input", ({ target }) => {
    if (isField(target)) {
      checkField(target);
    }
  });
  root.addEventListener("focusout", ({ target }) => {
    if (isField(target)) {
      checkField(target, true);
    }
  });
}

/**
 * Check fields that a script has filled in.
 *
 * @param {HTMLElement} place - holds the fields
 */
export function checkFields(place) {
  for (const field of findAll(place, "[data-most], input[type=date], input[data-day]")) {
    if (isField(field)) {
      checkField(field);
    }
  }
}

/**
 * Say beside a field what is wrong with its content, or remove that text once it is right.
 *
 * @param {Field} field - of any kind
 * @param {boolean} [isLeft] - whether somebody has just left the field; only then does half a date
 *   count
 */
export function checkField(field, isLeft = false) {
  const text = faultIn(field, isLeft);
  const former = findAll(field.parentElement ?? field, "[data-fault]").find(({ id }) =>
    describersOf(field).includes(id),
  );
  if (!text) {
    if (former) {
      former.remove();
      describe(
        field,
        describersOf(field).filter((id) => id !== former.id),
      );
      field.removeAttribute("aria-invalid");
    }
    return;
  }
  const words = former ?? make("span");
  words.textContent = text;
  field.setAttribute("aria-invalid", "true");
  if (!former) {
    lastId += 1;
    words.id = `pat-fault-${lastId}`;
    words.className = "pat-field-problem";
    words.dataset.fault = "";
    field.after(words);
    describe(field, [...describersOf(field), words.id]);
  }
}

/**
 * @param {Field} field - of any kind
 * @param {boolean} isLeft - whether somebody has just left it
 */
function faultIn(field, isLeft) {
  const { most = "", day } = field.dataset;
  if (isLeft && field.validity.badInput) {
    return field.type === "date" ? HALF_A_DATE : "";
  }
  const isDate = field.type === "date" || day !== undefined;
  return (most && tooLong(field.value, Number(most))) || (isDate ? dayFault(field.value) : "");
}

/**
 * @param {Field} field - of any kind
 * @returns {string[]} the ids of the elements that describe it
 */
function describersOf(field) {
  return (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
}

/**
 * @param {Field} field - of any kind
 * @param {string[]} ids - of the elements that describe it from now on
 */
function describe(field, ids) {
  if (ids.length > 0) {
    field.setAttribute("aria-describedby", ids.join(" "));
  } else {
    field.removeAttribute("aria-describedby");
  }
}

/**
 * @param {unknown} target - anything
 * @returns {target is Field}
 */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
