/**
 * The page's messages: a passing status, a lasting warning, and a problem.
 */

import { find, make } from "./elements.js";

export class Notices {
  #status;

  #warning;

  #problem;

  /** The warning that is shown; empty if none is. */
  #warned = "";

  /** @param {HTMLElement} root - contains the places for messages */
  constructor(root) {
    this.#status = find(root, "[data-status]", HTMLElement);
    this.#warning = find(root, "[data-warning]", HTMLElement);
    this.#problem = find(root, "[data-problem]", HTMLElement);
  }

  /**
   * Show a passing status. A screen reader announces it, and the focus stays where it is.
   *
   * @param {string} text - one sentence
   * @param {boolean} [inView] - whether it stays in view while the page is scrolled, until the next
   *   one
   */
  say(text, inView = false) {
    this.#status.textContent = text;
    this.#status.classList.toggle("pat-in-view", inView);
  }

  /**
   * Show a warning for as long as its cause lasts.
   *
   * @param {string} text - one sentence or two; empty removes the warning
   * @param {string} [remedy] - the action of a button beside it
   * @param {string} [label] - of the button
   */
  warn(text, remedy = "", label = "") {
    if (text === this.#warned) {
      // Set again, the same text would be announced again.
      return;
    }
    this.#warned = text;
    this.#warning.replaceChildren(make("p", text));
    if (remedy !== "") {
      const button = make("button", label);
      button.type = "button";
      button.className = "md-button";
      button.dataset.action = remedy;
      this.#warning.append(button);
    }
    this.#warning.hidden = text === "";
  }

  /**
   * Show a problem that somebody must look at: it takes the focus.
   *
   * @param {string} text - what is wrong
   * @param {string[]} [items] - details, as a list
   */
  showProblem(text, items = []) {
    find(this.#problem, "[data-problem-text]", HTMLElement).textContent = text;
    find(this.#problem, "[data-problem-list]", HTMLElement).replaceChildren(
      ...items.map((item) => make("li", item)),
    );
    this.#problem.hidden = false;
    this.#problem.focus();
    if (!document.title.startsWith("Error: ")) {
      document.title = `Error: ${document.title}`;
    }
  }

  /** Remove the problem that is shown. */
  clearProblem() {
    this.#problem.hidden = true;
    document.title = document.title.replace(/^Error: /, "");
  }
}
