/**
 * What the page tells besides the questionnaire: a passing word, a lasting warning, a problem.
 */

import { find, make } from "./elements.js";

export class Notices {
  #status;

  #warning;

  #problem;

  /** The warning that stands. */
  #warned = "";

  /** @param {HTMLElement} root - the assessment */
  constructor(root) {
    this.#status = find(root, "[data-status]", HTMLElement);
    this.#warning = find(root, "[data-warning]", HTMLElement);
    this.#problem = find(root, "[data-problem]", HTMLElement);
  }

  /**
   * Say something in passing; a screen reader tells it, nothing takes the focus.
   *
   * @param {string} text - one sentence
   * @param {boolean} [inView] - whether it stays in view, wherever one has scrolled, until the next
   */
  say(text, inView = false) {
    this.#status.textContent = text;
    this.#status.classList.toggle("pat-in-view", inView);
  }

  /**
   * Keep a warning on the page for as long as its cause lasts.
   *
   * @param {string} text - one sentence or two; empty takes the warning away
   * @param {string} [remedy] - the action of a button beside it
   * @param {string} [label] - what the button says
   */
  warn(text, remedy = "", label = "") {
    if (text === this.#warned) {
      // Said again, it would be read out again.
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
   * Tell a problem that a person must look at: it takes the focus.
   *
   * @param {string} text - what is wrong
   * @param {string[]} [items] - one by one
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

  /** Take the last problem away. */
  clearProblem() {
    this.#problem.hidden = true;
    document.title = document.title.replace(/^Error: /, "");
  }
}
