/**
 * Starts the facilitator's page: the desk, or only the workshop view in a window of its own.
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
import { Downloads } from "./results/downloads.js";
import { FileOpener } from "./results/file-opener.js";
import { FirstShowing } from "./results/first-showing.js";
import { GroupContents } from "./results/group-contents.js";
import { GroupView } from "./results/group-view.js";
import { QrCode } from "./round/qr-code.js";
import { RoundSetup } from "./round/round-setup.js";
import { PlanForm } from "./workshop/plan-form.js";
import { Workshop } from "./workshop/workshop.js";
import { WorkshopGuest } from "./workshop/workshop-guest.js";
import { WorkshopOpener } from "./workshop/workshop-opener.js";

/**
 * What all components work with.
 *
 * @typedef {object} Services
 * @property {Desk} desk - holds the round, entries, choices and plan
 * @property {ReturnType<typeof pythonForPage>} python - answers calls
 * @property {Notices} notices - where messages are shown
 * @property {Unsaved} unsaved - knows what would be lost
 * @property {Turns} turns - lets one component at a time add entries to the desk or remove them
 */

/** @param {HTMLElement} root - the facilitator's desk */
async function start(root) {
  const desk = new Desk();
  const unsaved = new Unsaved();
  const python = pythonForPage(() => !isInUse(desk, unsaved));
  const services = { desk, python, unsaved, notices: new Notices(root), turns: new Turns() };
  // The page's first script has set this mark, so that nothing else of the page was shown even
  // briefly.
  if (document.documentElement.dataset.patWorkshop === "window") {
    startWindow(root, services);
  } else {
    startDesk(root, services);
  }
  document.documentElement.dataset.patDesk = "";
}

/**
 * @param {HTMLElement} root - the facilitator's desk
 * @param {Services} services - that all components work with
 */
function startDesk(root, services) {
  const { desk, python } = services;
  watchDesk(services.unsaved, desk);
  new QrCode(root);
  new RoundSetup(find(root, "[data-round-setup]", HTMLElement), services);
  const collection = new Collection(root, services);
  new PaperSheet(root, services);
  const fileList = new FileList(root, services);
  new GroupView(root, { ...services, fileList });
  new GroupContents(root, services);
  new CommentDesk(root, services);
  new PlanForm(root, services);
  const workshop = new Workshop(root, services);
  new WorkshopOpener(root, { ...services, workshop });
  new FirstShowing(services);
  new Downloads(services);
  new FileOpener(root, services);
  catchDrops(
    (transfer) => (workshop.isOpen ? workshop.refuseFiles() : collection.takeDrop(transfer)),
    (isOver) => collection.showDrop(isOver && !workshop.isOpen),
  );
  // Fetch Python while the facilitator is still choosing files.
  desk.follow(["round", "entries"], () => python.start());
  guard(services);
  if (wasReloaded) {
    services.notices.say(
      "This page was loaded once more, since a part of it was missing or out of date. If you had chosen files, choose them again.",
    );
  }
}

/**
 * Start only what shows a group and the workshop view, and nothing that takes in files.
 *
 * @param {HTMLElement} root - the facilitator's desk
 * @param {Services} services - that all components work with
 */
function startWindow(root, services) {
  const { desk, python } = services;
  python.start();
  const groupView = new GroupView(root, { ...services, fileList: new FileList(root, services) });
  const workshop = new Workshop(root, { desk, leave: () => window.close() });
  catchDrops(() => workshop.refuseFiles());
  new WorkshopGuest(root, { desk, groupView, workshop });
}

/**
 * Ask before the page is left while something would be lost, and let no newer version of the site
 * take over while somebody is working here.
 *
 * @param {Services} services - of which Python is kept for offline use
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
 * @param {Unsaved} unsaved - knows what would be lost
 * @returns {boolean} whether a reload would disturb somebody, even if everything is saved
 */
function isInUse({ state: { entries, opened, group } }, unsaved) {
  return entries.length > 0 || Boolean(opened || group) || unsaved.lost() !== "";
}

startModules({ facilitate: start });
