/**
 * Starts the pages on which people tick, note and choose types: checklists, their index, and the
 * typology.
 */

import { catchDrops } from "../shared/drops.js";
import { findAll } from "../shared/elements.js";
import { formOf, startModules } from "../shared/modules.js";
import { Notices } from "../shared/notices.js";
import { keepOffline } from "../shared/offline.js";
import { TypeGap } from "../shared/type-gap.js";
import { Fields } from "../storage/fields.js";
import { markOf } from "../storage/instrument-mark.js";
import { Session } from "../storage/session.js";
import { StorageStatus } from "../storage/storage-status.js";
import { Checklist } from "./checklist.js";
import { GuidedPath } from "./guided-path.js";
import { OwnCopy } from "./own-copy.js";
import { progressOf } from "./progress.js";

/**
 * Start what every form with notes has.
 *
 * @param {HTMLElement} root - the form
 * @param {string[]} path - to the records that its "Clear" deletes
 */
async function startNotes(root, path) {
  const form = formOf(root);
  const session = await Session.open(markOf(form));
  const services = { session, notices: new Notices(form) };
  new Fields(form, session);
  new StorageStatus(form, services);
  new OwnCopy(form, { ...services, path });
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
