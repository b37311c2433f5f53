/**
 * Words beside a field while too much stands in it, or no day: a field has `data-most` for the
 * characters that fit, or is one for a date. Nothing is kept from being typed or pasted.
 */

import { findAll, make } from "../../shared/elements.js";
import { dayFault, tooLong } from "./limits.js";

/** @import { Field } from "./problem-summary.js" */

export const HALF_A_DATE = "Give day, month and year, or leave the date empty.";

/** Counts the words that ever were, for ids that come once. */
let lastId = 0;

/**
 * Check fields as somebody types in them.
 *
 * @param {HTMLElement} root - holds them, now or later
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
 * Check all fields that a script has filled.
 *
 * @param {HTMLElement} place - where they stand
 */
export function checkFields(place) {
  for (const field of findAll(place, "[data-most], input[type=date], input[data-day]")) {
    if (isField(field)) {
      checkField(field);
    }
  }
}

/**
 * Say beside a field what is wrong in it, or nothing any more.
 *
 * @param {Field} field - of any kind
 * @param {boolean} [isLeft] - whether somebody has just left it: half a date is one to be told then
 */
export function checkField(field, isLeft = false) {
  const text = faultIn(field, isLeft);
  const former = findAll(field.parentElement ?? field, "[data-fault]").find(({ id }) =>
    described(field).includes(id),
  );
  if (!text) {
    if (former) {
      former.remove();
      describe(
        field,
        described(field).filter((id) => id !== former.id),
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
    describe(field, [...described(field), words.id]);
  }
}

/**
 * @param {Field} field - of any kind
 * @param {boolean} isLeft - whether nobody is typing in it
 */
function faultIn(field, isLeft) {
  const { most = "", day } = field.dataset;
  if (isLeft && field.validity.badInput) {
    return field.type === "date" ? HALF_A_DATE : "";
  }
  const isDate = field.type === "date" || day !== undefined;
  return (most && tooLong(field.value, Number(most))) || (isDate ? dayFault(field.value) : "");
}

/** @param {Field} field - with ids of words about it */
function described(field) {
  return (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
}

/**
 * @param {Field} field - to refer to words about it
 * @param {string[]} ids - of these
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
