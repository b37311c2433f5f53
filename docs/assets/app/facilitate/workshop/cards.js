/**
 * Prints topics as cards, two on a sheet, with questions and lines to write on.
 */

import { make } from "../../shared/elements.js";

/** @import { Statements } from "../desk/statements.js" */

/** How many lines each card has to write on. */
const LINES = 7;

/**
 * Print a card for each topic, and nothing else.
 *
 * @param {HTMLElement} place - holds the cards while they are printed
 * @param {string[]} codes - of the topics, in order
 * @param {Statements} statements - of the page
 */
export function printCards(place, codes, statements) {
  const clear = () => {
    delete document.documentElement.dataset.patPrint;
    place.replaceChildren();
  };
  place.replaceChildren(...codes.map((code) => cardOf(code, statements)));
  document.documentElement.dataset.patPrint = "cards";
  window.addEventListener("afterprint", clear, { once: true });
  window.print();
}

/**
 * @param {string} code - of a topic
 * @param {Statements} statements - of the page
 */
function cardOf(code, statements) {
  const { text = "", questions = [] } = statements[code] ?? {};
  const card = make("section");
  const heading = make("p");
  const list = make("ul");
  card.className = "pat-card";
  heading.className = "pat-card-heading";
  heading.append(make("strong", code), ` ${text}`);
  list.append(...questions.map((question) => make("li", question)));
  const lines = Array.from({ length: LINES }, () => {
    const line = make("p");
    line.className = "pat-card-line";
    return line;
  });
  card.append(heading, list, ...lines);
  return card;
}
