/**
 * Lets the facilitator decide on each comment: hold it back, release it as it is, or reword it.
 * Until then Python leaves it out of every view and file.
 */

import { cleanText } from "../../shared/clean-text.js";
import { find, make, onActions } from "../../shared/elements.js";
import { statementsIn, topicText } from "../desk/statements.js";

/** @import { DecisionState, WaitingComment } from "../../shared/documents.d.ts" */
/** @import { Desk } from "../desk/desk.js" */

/** @type {[DecisionState, string][]} */
const CHOICES = [
  ["held", "Hold it back"],
  ["as-is", "Release it as it is"],
  ["reworded", "Release it in other words"],
];

/** How many comments are listed at once: browsers take seconds to show thousands of fields. */
const MOST_AT_ONCE = 100;

const SAME_WORDS = "It stays out until it says something else than the original, and not nothing.";

export class CommentDesk {
  #place;

  #desk;

  #statements;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk }} services - that it works with
   */
  constructor(root, { desk }) {
    this.#place = find(root, "[data-comments]", HTMLElement);
    this.#desk = desk;
    this.#statements = statementsIn(root);
    desk.follow(["waiting"], () => this.#list());
    onActions({ "more-comments": () => this.#showMore() });
    desk.follow(["comments"], () => this.#count());
  }

  #list() {
    this.#place.hidden = this.#desk.state.waiting.length === 0;
    this.#fields.replaceChildren();
    this.#showMore();
    this.#count();
  }

  get #fields() {
    return find(this.#place, "[data-comment-list]", HTMLElement);
  }

  #showMore() {
    const { waiting } = this.#desk.state;
    const shown = this.#fields.childElementCount;
    const next = waiting.slice(shown, shown + MOST_AT_ONCE);
    this.#fields.append(
      ...next.map((comment, place) => this.#field(comment, shown + place, waiting.length)),
    );
    const rest = waiting.length - shown - next.length;
    const more = find(this.#place, '[data-action="more-comments"]', HTMLElement);
    more.textContent = `Show ${Math.min(rest, MOST_AT_ONCE)} of ${rest} more`;
    more.hidden = rest === 0;
  }

  /** Show how many comments have been decided on. */
  #count() {
    const { waiting, comments } = this.#desk.state;
    const states = waiting.map(({ id }) => comments[id]?.state);
    const decided = states.filter(Boolean).length;
    const released = states.filter((state) => state && state !== "held").length;
    find(this.#place, "[data-comment-count]", HTMLElement).textContent =
      `${decided} of ${waiting.length} decided: ${released} released,` +
      ` ${decided - released} held back. What is not decided stays out.`;
  }

  /**
   * @param {WaitingComment} comment - to decide on
   * @param {number} index - of the comment
   * @param {number} all - how many comments there are
   */
  #field(comment, index, all) {
    const { id, place, text } = comment;
    const field = make("fieldset");
    const quote = make("p");
    const choices = make("div");
    const rewording = this.#rewording(comment, index);
    field.className = "pat-comment-choice";
    quote.className = "pat-comment";
    quote.append(make("bdi", text));
    choices.className = "pat-choices";
    const decided = this.#desk.state.comments[id]?.state;
    for (const [state, label] of CHOICES) {
      const choice = make("label");
      const radio = make("input");
      choice.className = "pat-choice";
      radio.type = "radio";
      radio.name = `comment-${index + 1}`;
      radio.value = state;
      radio.checked = state === decided;
      radio.autocomplete = "off";
      radio.addEventListener("change", () => this.#choose(comment, state, rewording));
      choice.append(radio, make("span", label));
      choices.append(choice);
    }
    const about = topicText(place, this.#statements);
    field.append(make("legend", `Comment ${index + 1} of ${all}, on ${about}`));
    field.append(quote, choices, rewording);
    return field;
  }

  /**
   * @param {WaitingComment} comment - to reword
   * @param {number} index - of the comment
   */
  #rewording(comment, index) {
    const place = make("div");
    const label = make("label", "In other words");
    const words = make("textarea");
    const hint = make("p", SAME_WORDS);
    const decision = this.#desk.state.comments[comment.id];
    place.hidden = decision?.state !== "reworded";
    label.htmlFor = `comment-words-${index + 1}`;
    words.id = label.htmlFor;
    words.rows = 2;
    words.autocomplete = "off";
    words.setAttribute("aria-describedby", `comment-hint-${index + 1}`);
    words.value = decision?.state === "reworded" ? decision.text : comment.text;
    hint.id = `comment-hint-${index + 1}`;
    hint.className = "pat-hint";
    words.addEventListener("change", () => this.#choose(comment, "reworded", place));
    place.append(label, hint, words);
    return place;
  }

  /**
   * @param {WaitingComment} comment - that was decided on
   * @param {DecisionState} state - what becomes of it
   * @param {HTMLElement} rewording - holds the field with the new words
   */
  #choose({ id, text }, state, rewording) {
    const words = cleanText(find(rewording, "textarea", HTMLTextAreaElement).value).trim();
    const { [id]: _, ...others } = this.#desk.state.comments;
    rewording.hidden = state !== "reworded";
    // Without any change in its words, the comment would be released as it is.
    const waits = state === "reworded" && (words === "" || words === text.trim());
    const decision = { state, text: state === "reworded" ? words : "" };
    this.#desk.set({ comments: waits ? others : { ...others, [id]: decision } });
  }
}
