/**
 * Shows one step at a time, with the browser's history, the focus and the page's title.
 */

import { find, findAll } from "../shared/elements.js";

export const STEPS = Object.freeze(
  /** @type {const} */ ([
    "intro",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "significance",
    "success",
    "typology",
    "details",
    "check",
    "result",
  ]),
);

/** @typedef {typeof STEPS[number]} Step */

/**
 * Fires `step` after the step has changed.
 */
export class Steps extends EventTarget {
  /** @type {Step} */
  #step = "intro";

  /** Whether "Continue" leads back to the check, where somebody chose to change an answer. */
  #returnsToCheck = false;

  #title = document.title;

  constructor() {
    super();
    window.addEventListener("popstate", () => this.#follow(location.hash));
    window.addEventListener("hashchange", () => this.#follow(location.hash));
  }

  /** @returns {Step} */
  get current() {
    return this.#step;
  }

  /** Show the step that the address asks for, without taking the focus. */
  begin() {
    this.#show(stepOf(location.hash) ?? "intro");
    const statement = statementOf(location.hash);
    statement?.scrollIntoView();
  }

  /**
   * Go to a step, so that the browser's Back button leads back to the present one.
   *
   * @param {Step} step - to show
   */
  goTo(step) {
    history.pushState(null, "", addressOf(step));
    this.#show(step);
    this.#focusHeading();
  }

  next() {
    const place = STEPS.indexOf(this.#step);
    const following = this.#returnsToCheck ? "check" : STEPS[place + 1];
    if (following) {
      this.goTo(following);
    }
  }

  back() {
    const former = STEPS[STEPS.indexOf(this.#step) - 1];
    if (former) {
      this.goTo(former);
    }
  }

  /**
   * Go from the check to one statement; "Continue" then leads back.
   *
   * @param {string} code - of the statement
   */
  change(code) {
    const hash = `#statement-${code}`;
    history.pushState(null, "", hash);
    this.#follow(hash);
    this.#returnsToCheck = true;
  }

  /** @param {string} hash - of the address */
  #follow(hash) {
    const step = stepOf(hash);
    if (!step) {
      this.#keepPlace(hash);
      return;
    }
    const changed = step !== this.#step;
    this.#show(step);
    const statement = statementOf(hash);
    if (statement) {
      statement.scrollIntoView();
      statement.querySelector("input")?.focus({ preventScroll: true });
    } else if (changed) {
      this.#focusHeading();
    }
  }

  /**
   * Keep the step in the address after a jump within the page, such as by the skip link.
   *
   * @param {string} hash - that names no step
   */
  #keepPlace(hash) {
    if (document.getElementById(hash.slice(1)) && this.#step !== "intro") {
      history.replaceState(null, "", addressOf(this.#step));
    }
  }

  /** @param {Step} step - to show */
  #show(step) {
    this.#step = step;
    if (step === "check" || step === "result" || step === "intro") {
      this.#returnsToCheck = false;
    }
    document.documentElement.dataset.patStep = step;
    const heading = this.#heading();
    document.title =
      heading && step !== "intro" ? `${heading.textContent} – ${this.#title}` : this.#title;
    this.dispatchEvent(new Event("step"));
  }

  #focusHeading() {
    const heading =
      this.#step === "intro" ? find(document, "h1", HTMLElement) : (this.#heading() ?? null);
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    }
  }

  /** @returns {HTMLElement | undefined} the first heading of the step */
  #heading() {
    const [section] = findAll(document, `[data-step-section][data-step~="${this.#step}"] > h2`);
    return section;
  }
}

/**
 * @param {Step} step - one of them
 * @returns {string} its address
 */
function addressOf(step) {
  if (step === "intro") {
    return location.pathname + location.search;
  }
  return /^\d$/.test(step) ? `#principle-${step}` : `#${step}`;
}

/**
 * @param {string} hash - of an address
 * @returns {Step | undefined} the step that it names, if any
 */
function stepOf(hash) {
  const word = hash.slice(1);
  const name = word === "" ? "intro" : word.replace(/^principle-|^statement-(\d)[A-Z]$/, "$1");
  return STEPS.find((step) => step === name);
}

/**
 * @param {string} hash - of an address
 * @returns {HTMLElement | null} the statement that it names, if any
 */
function statementOf(hash) {
  return hash.startsWith("#statement-") ? document.getElementById(hash.slice(1)) : null;
}
