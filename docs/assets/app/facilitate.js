/**
 * Starts the facilitator's page: the desk, or the workshop view alone in a window of its own.
 */

import { followPython } from "./bridge/follow.js";
import { Collection } from "./components/collection.js";
import { CommentDesk } from "./components/comment-desk.js";
import { Exports } from "./components/exports.js";
import { FileList } from "./components/file-list.js";
import { GroupContents } from "./components/group-contents.js";
import { GroupView } from "./components/group-view.js";
import { PaperSheet } from "./components/paper-sheet.js";
import { PlanForm } from "./components/plan-form.js";
import { QrCode } from "./components/qr-code.js";
import { RoundSetup } from "./components/round-setup.js";
import { Workshop } from "./components/workshop.js";
import { WorkshopGuest } from "./components/workshop-guest.js";
import { WorkshopOpener } from "./components/workshop-opener.js";
import { wasReloaded } from "./lib/again.js";
import { Desk } from "./lib/desk.js";
import { find } from "./lib/elements.js";
import { startModules } from "./lib/modules.js";
import { Notices } from "./lib/notices.js";
import { keepOffline } from "./lib/offline.js";

/**
 * What all parts work with.
 *
 * @typedef {{ desk: Desk, python: ReturnType<typeof followPython>, notices: Notices }} Parts
 */

/** @param {HTMLElement} root - the facilitator's desk */
async function start(root) {
  const desk = new Desk();
  const python = followPython(() => !holdsAnything(desk));
  const parts = { desk, python, notices: new Notices(root) };
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
  new QrCode(root);
  new RoundSetup(find(root, "[data-round-setup]", HTMLElement), parts);
  new Collection(root, parts);
  new PaperSheet(root, parts);
  const fileList = new FileList(root, parts);
  new GroupView(root, { ...parts, fileList });
  new GroupContents(root, parts);
  new CommentDesk(root, parts);
  new PlanForm(root, parts);
  const workshop = new Workshop(root, parts);
  new WorkshopOpener(root, { ...parts, workshop });
  new Exports(root, parts);
  // Whoever comes here has files to combine: time enough to fetch Python while they choose.
  desk.follow(["round", "entries"], () => python.start());
  guard(desk, python);
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
  new WorkshopGuest(root, { desk, groupView, workshop });
}

/**
 * Ask before leaving, and let no newer version of the site take over, while there is something to lose.
 *
 * @param {Desk} desk - whose content nobody else keeps
 * @param {Parts["python"]} python - which is kept for hours without a connection
 */
function guard(desk, python) {
  window.addEventListener("beforeunload", (event) => {
    if (holdsAnything(desk)) {
      event.preventDefault();
    }
  });
  const { keepRuntime } = keepOffline(() => holdsAnything(desk));
  python.addEventListener("statechange", () => python.state === "ready" && keepRuntime());
}

/** @param {Desk} desk - the facilitator's */
function holdsAnything({ state: { entries, opened, group, plan, said } }) {
  const isEmpty = entries.length === 0 && plan.rows.length === 0 && Object.keys(said).length === 0;
  return !isEmpty || Boolean(opened || group);
}

startModules({ facilitate: start });
