/**
 * Leads through a long group: a link to each of its parts. What the parts are is read from the page.
 */

import { find, findAll, make } from "../../shared/elements.js";

/** @import { Desk } from "../desk.js" */

export class GroupContents {
  #root;

  #place;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk }} parts - that it works with
   */
  constructor(root, { desk }) {
    this.#root = root;
    this.#place = find(root, "[data-contents]", HTMLElement);
    desk.follow(["group"], () => this.#show());
  }

  #show() {
    const parts = findAll(
      this.#root,
      "#pat-group > [data-section], #pat-profiles > [data-section]",
    );
    this.#place.hidden = parts.length === 0;
    find(this.#place, "ul", HTMLElement).replaceChildren(...parts.map((part) => itemFor(part)));
  }
}

/** @param {HTMLElement} part - of the group */
function itemFor(part) {
  const item = make("li");
  const heading = find(part, "h3", HTMLElement);
  item.append(linkTo(heading, `group-${part.dataset.part}`, heading.textContent ?? ""));
  const principles = findAll(part, "[data-principle]");
  if (principles.length > 0) {
    const list = make("ul");
    list.append(...principles.map((principle) => principleItem(principle)));
    item.append(list);
  }
  return item;
}

/** @param {HTMLElement} principle - with its heading, such as "3. Trust" */
function principleItem(principle) {
  const item = make("li");
  const heading = find(principle, "h4", HTMLElement);
  const number = principle.dataset.principle ?? "";
  const link = linkTo(heading, `group-principle-${number}`, number);
  link.setAttribute("aria-label", heading.textContent ?? "");
  item.append(link);
  return item;
}

/**
 * @param {HTMLElement} heading - to lead to
 * @param {string} id - that it gets
 * @param {string} words - of the link
 */
function linkTo(heading, id, words) {
  heading.id = id;
  // So that the keyboard goes on from there.
  heading.tabIndex = -1;
  const link = make("a", words);
  link.href = `#${id}`;
  return link;
}
