/**
 * Notes when the group is presented, printed or downloaded. Until then it is on the facilitator's
 * screen alone, and files may come in freely; afterwards a few more files would show what is in
 * them to whoever saw the group before.
 */

import { onActions } from "../../shared/elements.js";

/** @import { Desk } from "../desk/desk.js" */

const ACTIONS = [
  ...["workshop", "workshop-window", "print"],
  ...["download-group", "download-csv", "download-xlsx", "download-plan", "download-report"],
];

/** What is printed alone and holds no figures: the poster of a round, and cards of topics. */
const WITHOUT_FIGURES = ["code", "cards"];

export class FirstShowing {
  /** @param {{ desk: Desk }} services - that it works with */
  constructor({ desk }) {
    onActions(Object.fromEntries(ACTIONS.map((action) => [action, () => desk.noteShown()])));
    window.addEventListener("beforeprint", () => {
      if (!WITHOUT_FIGURES.includes(document.documentElement.dataset.patPrint ?? "")) {
        desk.noteShown();
      }
    });
  }
}
