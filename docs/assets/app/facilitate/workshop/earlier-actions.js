/**
 * The actions of an earlier round, each with the counts that it was meant to change, and radios for
 * what became of it.
 */

import { make } from "../../shared/elements.js";
import { dayText } from "../../shared/terms.js";
import { topicText } from "../desk/statements.js";

/** @import { ChangeDocument, PlanRow, PlanState } from "../../shared/documents.d.ts" */
/** @import { Statements } from "../desk/statements.js" */

/** The states of an action, as the page calls them. */
export const STATES = Object.freeze({
  done: "Done",
  dropped: "Dropped",
  carried: "Carried over",
});

/**
 * @param {PlanRow} row - of the earlier plan
 * @param {string} name - for its radios
 * @param {Statements} statements - of the page
 * @param {ChangeDocument | undefined} change - since that round
 * @param {(state: Exclude<PlanState, "">) => void} mark - receives what became of the action
 */
export function earlierItem(row, name, statements, change, mark) {
  const { topic = "", what = "", who = "", by = "", counts = "" } = row;
  const item = make("li");
  const field = make("fieldset");
  const list = make("ul");
  const facts = [
    topic && topicText(topic, statements),
    who && `Who: ${who}`,
    by && `By: ${dayText(by)}`,
    movedText(topic, counts, change),
  ];
  list.append(...facts.filter(Boolean).map((fact) => make("li", fact)));
  field.append(make("legend", what || "An action without words"), list);
  field.append(choicesOf(row, name, mark));
  item.append(field);
  return item;
}

/**
 * @param {PlanRow} row - of the earlier plan
 * @param {string} name - for its radios
 * @param {(state: Exclude<PlanState, "">) => void} mark - receives what became of the action
 */
function choicesOf({ state }, name, mark) {
  const choices = make("div");
  choices.className = "pat-choices";
  for (const [key, label] of Object.entries(STATES)) {
    const code = /** @type {keyof typeof STATES} */ (key);
    const choice = make("label");
    const radio = make("input");
    choice.className = "pat-choice";
    radio.type = "radio";
    radio.name = name;
    radio.value = code;
    radio.checked = code === state;
    radio.autocomplete = "off";
    radio.addEventListener("change", () => mark(code));
    choice.append(radio, make("span", label));
    choices.append(choice);
  }
  return choices;
}

/**
 * Return the counts that an action was meant to change, then and now.
 *
 * @param {string} topic - its code
 * @param {string} counts - as they were when the action was agreed
 * @param {ChangeDocument | undefined} change - since then
 */
function movedText(topic, counts, change) {
  const figures = change?.statements?.[topic];
  const [before, after] = figures && "agree" in figures ? figures.agree : [];
  const medians = change?.principles?.[topic.replace("principle-", "")]?.median;
  if (before && after) {
    return `Agree: ${before.join(" of ")} then, ${after.join(" of ")} now`;
  }
  if (medians?.some((median) => median !== null)) {
    return `Median: ${medians[0] ?? "none"} then, ${medians[1] ?? "none"} now`;
  }
  return counts && `Then: ${counts}`;
}
