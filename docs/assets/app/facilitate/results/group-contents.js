/**
 * The contents list of a long group: a link to each section that the page shows.
 */

import { find, findAll, make } from "../../shared/elements.js";

/** @import { Desk } from "../desk/desk.js" */

export class GroupContents {
  #root;

  #place;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk }} services - that it works with
   */
  constructor(root, { desk }) {
    this.#root = root;
    this.#place = find(root, "[data-contents]", HTMLElement);
    desk.follow(["group"], () => this.#show());
  }

  #show() {
    const sections = findAll(
      this.#root,
      "#pat-group > [data-section], #pat-profiles > [data-section]",
    );
    this.#place.hidden = sections.length === 0;
    find(this.#place, "ul", HTMLElement).replaceChildren(...sections.map(itemFor));
  }
}

/** @param {HTMLElement} section - of the group */
function itemFor(section) {
  const item = make("li");
  const heading = find(section, "h3", HTMLElement);
  item.append(linkTo(heading, `group-${section.dataset.section}`, heading.textContent ?? ""));
  const principles = findAll(section, "[data-principle]");
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
 * @param {string} id - for the heading
 * @param {string} words - of the link
 */
function linkTo(heading, id, words) {
  heading.id = id;
  // Focusable, so that keyboard users go on from there.
  heading.tabIndex = -1;
  const link = make("a", words);
  link.href = `#${id}`;
  return link;
}
