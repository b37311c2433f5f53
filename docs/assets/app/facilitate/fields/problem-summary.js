/**
 * Shows what must be put right in a form: in a summary that takes the focus and links to each
 * field, and beside the field itself.
 */

import { find, findAll, make } from "../../shared/elements.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */
/** @typedef {{ field: Field, text: string }} FieldProblem */

export class ProblemSummary {
  #form;

  #summary;

  /** @param {HTMLElement} form - holds one element with `data-problems`, and a list in that */
  constructor(form) {
    this.#form = form;
    this.#summary = find(form, "[data-problems]", HTMLElement);
  }

  /**
   * Show problems in place of the former ones.
   *
   * @param {FieldProblem[]} problems - in the order of the fields; an empty list clears the summary
   */
  show(problems) {
    this.#clear();
    const links = problems.map(({ field, text }, place) => {
      const link = make("a", text);
      link.href = `#${field.id}`;
      link.addEventListener("click", (event) => {
        // The address names the page's sections only, so the link must not change it.
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
   * Show problems that belong to no field.
   *
   * @param {string[]} texts - a sentence each
   */
  showTexts(...texts) {
    this.#clear();
    this.#present(texts.map((text) => make("li", text)));
  }

  #clear() {
    for (const text of findAll(this.#form, "[data-field-problem]")) {
      const described = find(this.#form, `[aria-describedby~="${text.id}"]`, HTMLElement);
      const others = (described.getAttribute("aria-describedby") ?? "").split(" ");
      const left = others.filter((id) => id !== text.id).join(" ");
      if (left) {
        described.setAttribute("aria-describedby", left);
      } else {
        described.removeAttribute("aria-describedby");
      }
      described.removeAttribute("aria-invalid");
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
 * Say beside a field what is wrong; radios and checkboxes share one text for their group.
 *
 * @param {Field} field - the first one of a group
 * @param {string} text - what is wrong
 * @param {string} id - for the new element
 */
function mark(field, text, id) {
  const words = make("span", text);
  words.id = id;
  words.className = "pat-field-problem";
  words.dataset.fieldProblem = "";
  const group = ["radio", "checkbox"].includes(field.type) ? field.closest("fieldset") : null;
  const described = group ?? field;
  const others = described.getAttribute("aria-describedby");
  described.setAttribute("aria-describedby", others ? `${others} ${id}` : id);
  if (group) {
    field.closest(".pat-choices")?.before(words);
  } else {
    field.setAttribute("aria-invalid", "true");
    field.before(words);
  }
}
