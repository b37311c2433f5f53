/**
 * Starts the facilitator's page: the desk, or the workshop view alone in a window of its own.
 */

import { pythonForPage } from "../python/python-status.js";
import { catchDrops } from "../shared/drops.js";
import { find } from "../shared/elements.js";
import { startModules } from "../shared/modules.js";
import { Notices } from "../shared/notices.js";
import { keepOffline } from "../shared/offline.js";
import { wasReloaded } from "../shared/reload.js";
import { Desk } from "./desk/desk.js";
import { Turns } from "./desk/turns.js";
import { Unsaved, watchDesk } from "./desk/unsaved.js";
import { Collection } from "./intake/collection.js";
import { FileList } from "./intake/file-list.js";
import { PaperSheet } from "./intake/paper-sheet.js";
import { CommentDesk } from "./results/comment-desk.js";
import { Exports } from "./results/exports.js";
import { GroupContents } from "./results/group-contents.js";
import { GroupView } from "./results/group-view.js";
import { QrCode } from "./round/qr-code.js";
import { RoundSetup } from "./round/round-setup.js";
import { PlanForm } from "./workshop/plan-form.js";
import { Workshop } from "./workshop/workshop.js";
import { WorkshopGuest } from "./workshop/workshop-guest.js";
import { WorkshopOpener } from "./workshop/workshop-opener.js";

/**
 * What all parts work with.
 *
 * @typedef {object} Parts
 * @property {Desk} desk - what lies on it
 * @property {ReturnType<typeof pythonForPage>} python - the rules
 * @property {Notices} notices - where something is told
 * @property {Unsaved} unsaved - what no file holds
 * @property {Turns} turns - whatever puts entries on the desk, or takes them off, takes its turn
 */

/** @param {HTMLElement} root - the facilitator's desk */
async function start(root) {
  const desk = new Desk();
  const unsaved = new Unsaved();
  const python = pythonForPage(() => !isInUse(desk, unsaved));
  const parts = { desk, python, unsaved, notices: new Notices(root), turns: new Turns() };
  // The page's first script has set this mark, so that nothing else was ever to be seen.
  if (document.documentElement.dataset.patWorkshop === "window") {
    startWindow(root, parts);
  } else {
    startDesk(root, parts);
  }
  document.documentElement.dataset.patDesk = "";
}

/**
 * @param {HTMLElement} root - the facilitator's desk
 * @param {Parts} parts - that all work with
 */
function startDesk(root, parts) {
  const { desk, python } = parts;
  watchDesk(parts.unsaved, desk);
  new QrCode(root);
  new RoundSetup(find(root, "[data-round-setup]", HTMLElement), parts);
  const collection = new Collection(root, parts);
  new PaperSheet(root, parts);
  const fileList = new FileList(root, parts);
  new GroupView(root, { ...parts, fileList });
  new GroupContents(root, parts);
  new CommentDesk(root, parts);
  new PlanForm(root, parts);
  const workshop = new Workshop(root, parts);
  new WorkshopOpener(root, { ...parts, workshop });
  new Exports(root, parts);
  catchDrops(
    (transfer) => (workshop.isOpen ? workshop.refuseFiles() : collection.takeDrop(transfer)),
    (isOver) => collection.showDrop(isOver && !workshop.isOpen),
  );
  // Whoever comes here has files to combine: time enough to fetch Python while they choose.
  desk.follow(["round", "entries"], () => python.start());
  guard(parts);
  if (wasReloaded) {
    parts.notices.say(
      "This page was loaded once more, since a part of it was missing or out of date. If you had chosen files, choose them again.",
    );
  }
}

/**
 * Start what draws a group and the workshop view, and nothing that could take in a file.
 *
 * @param {HTMLElement} root - the facilitator's desk
 * @param {Parts} parts - that all work with
 */
function startWindow(root, parts) {
  const { desk, python } = parts;
  python.start();
  const groupView = new GroupView(root, { ...parts, fileList: new FileList(root, parts) });
  const workshop = new Workshop(root, { desk, leave: () => window.close() });
  catchDrops(() => workshop.refuseFiles());
  new WorkshopGuest(root, { desk, groupView, workshop });
}

/**
 * Ask before leaving while something would be lost, and let no newer version of the site take over
 * while somebody works here.
 *
 * @param {Parts} parts - Python is kept for hours without a connection
 */
function guard({ desk, unsaved, python }) {
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.lost() !== "") {
      event.preventDefault();
    }
  });
  const { keepRuntime } = keepOffline(() => isInUse(desk, unsaved));
  python.addEventListener("statechange", () => python.state === "ready" && keepRuntime());
}

/**
 * @param {Desk} desk - the facilitator's
 * @param {Unsaved} unsaved - what no file holds
 * @returns {boolean} whether a reload would disturb somebody, be it all saved
 */
function isInUse({ state: { entries, opened, group } }, unsaved) {
  return entries.length > 0 || Boolean(opened || group) || unsaved.lost() !== "";
}

startModules({ facilitate: start });
