/**
 * Starts the pages with ticks, notes and types: checklists, their list, and the typology.
 */

import { Checklist } from "./components/checklist.js";
import { GuidedPath } from "./components/guided-path.js";
import { Kept } from "./components/kept.js";
import { OwnCopy } from "./components/own-copy.js";
import { TypeGap } from "./components/type-gap.js";
import { catchDrops } from "./lib/drops.js";
import { findAll } from "./lib/elements.js";
import { Fields } from "./lib/fields.js";
import { markOf } from "./lib/mark.js";
import { formOf, startModules } from "./lib/modules.js";
import { Notices } from "./lib/notices.js";
import { keepOffline } from "./lib/offline.js";
import { progressOf } from "./lib/progress.js";
import { Session } from "./lib/session.js";

/**
 * Start what every form of notes has.
 *
 * @param {HTMLElement} root - the form
 * @param {string[]} path - to the records that its "Clear" takes away
 */
async function startNotes(root, path) {
  const form = formOf(root);
  const session = await Session.open(markOf(form));
  const parts = { session, notices: new Notices(form) };
  new Fields(form, session);
  new Kept(form, parts);
  new OwnCopy(form, { ...parts, path });
  document.documentElement.dataset.patNotes = "";
  keepOffline(() => session.hasEntries);
  return { form, session };
}

/** @param {HTMLElement} root - the checklist */
async function startChecklist(root) {
  const { form, session } = await startNotes(root, ["checklists", root.dataset.checklist ?? ""]);
  new Checklist(form, session);
}

/** @param {HTMLElement} root - the form on types */
async function startTypology(root) {
  const { form, session } = await startNotes(root, ["typology"]);
  new TypeGap(form, session);
  new GuidedPath(form, session);
}

/** @param {HTMLElement} root - the list of checklists */
async function startIndex(root) {
  const session = await Session.open(markOf(root));
  const show = () => {
    for (const place of findAll(root, "[data-checklist-status]")) {
      const { checklistStatus = "", checks } = place.dataset;
      place.textContent = progressOf(session, checklistStatus, Number(checks));
    }
  };
  session.addEventListener("replaced", show);
  keepOffline();
  document.documentElement.dataset.patNotes = "";
  show();
}

catchDrops();
startModules({
  checklist: startChecklist,
  typology: startTypology,
  "checklist-index": startIndex,
});
