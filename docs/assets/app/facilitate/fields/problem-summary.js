/**
 * What must be put right in a form before it can go on: a summary that takes the focus and leads to
 * each field, and the same words beside the field.
 */

import { find, findAll, make } from "../../shared/elements.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {{ field: Field, text: string }} FieldProblem */

export class ProblemSummary {
  #form;

  #summary;

  /** @param {HTMLElement} form - holds one `data-problems`, with a list in it */
  constructor(form) {
    this.#form = form;
    this.#summary = find(form, "[data-problems]", HTMLElement);
  }

  /**
   * Tell problems in place of the former ones.
   *
   * @param {FieldProblem[]} problems - in the order of the fields; none clears the former ones
   */
  show(problems) {
    this.#clear();
    const links = problems.map(({ field, text }, place) => {
      const link = make("a", text);
      link.href = `#${field.id}`;
      link.addEventListener("click", (event) => {
        // The address belongs to the page's sections, not to its fields.
        event.preventDefault();
        field.focus();
      });
      mark(field, text, `${this.#summary.id}-${place}`);
      const item = make("li");
      item.append(link);
      return item;
    });
    this.#present(links);
  }

  /**
   * Tell problems that no field has.
   *
   * @param {string[]} texts - a sentence each
   */
  tell(...texts) {
    this.#clear();
    this.#present(texts.map((text) => make("li", text)));
  }

  #clear() {
    for (const text of findAll(this.#form, "[data-field-problem]")) {
      const told = find(this.#form, `[aria-describedby~="${text.id}"]`, HTMLElement);
      const others = (told.getAttribute("aria-describedby") ?? "").split(" ");
      const left = others.filter((id) => id !== text.id).join(" ");
      if (left) {
        told.setAttribute("aria-describedby", left);
      } else {
        told.removeAttribute("aria-describedby");
      }
      told.removeAttribute("aria-invalid");
      text.remove();
    }
  }

  /** @param {HTMLElement[]} items - of the summary */
  #present(items) {
    find(this.#summary, "ul", HTMLElement).replaceChildren(...items);
    this.#summary.hidden = items.length === 0;
    const title = document.title.replace(/^Error: /, "");
    document.title = items.length === 0 ? title : `Error: ${title}`;
    if (items.length > 0) {
      this.#summary.focus();
    }
  }
}

/**
 * Say beside a field what is wrong; radios and boxes share their group's words.
 *
 * @param {Field} field - the first one, in a group
 * @param {string} text - what is wrong
 * @param {string} id - for the words
 */
function mark(field, text, id) {
  const words = make("span", text);
  words.id = id;
  words.className = "pat-field-problem";
  words.dataset.fieldProblem = "";
  const group = ["radio", "checkbox"].includes(field.type) ? field.closest("fieldset") : null;
  const told = group ?? field;
  const others = told.getAttribute("aria-describedby");
  told.setAttribute("aria-describedby", others ? `${others} ${id}` : id);
  if (group) {
    field.closest(".pat-choices")?.before(words);
  } else {
    field.setAttribute("aria-invalid", "true");
    field.before(words);
  }
}
