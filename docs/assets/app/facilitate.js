/**
 * Starts the facilitator's page.
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
import { Desk } from "./lib/desk.js";
import { find } from "./lib/elements.js";
import { startModules } from "./lib/modules.js";
import { Notices } from "./lib/notices.js";

/** @param {HTMLElement} root - the facilitator's desk */
async function startDesk(root) {
  const desk = new Desk();
  const python = followPython();
  const notices = new Notices(root);
  const parts = { desk, python, notices };
  new QrCode(root);
  new RoundSetup(find(root, "[data-round-setup]", HTMLElement), parts);
  new Collection(root, parts);
  new PaperSheet(root, parts);
  const fileList = new FileList(root, parts);
  new GroupView(root, { ...parts, fileList });
  new GroupContents(root, parts);
  new CommentDesk(root, parts);
  new PlanForm(root, parts);
  new Workshop(root, parts);
  new Exports(root, parts);
  // Whoever comes here has files to combine: time enough to fetch Python while they choose.
  desk.follow(["round", "entries"], () => python.start());
  window.addEventListener("beforeunload", (event) => {
    const { entries, opened, group, plan, said } = desk.state;
    if (
      entries.length > 0 ||
      opened ||
      group ||
      plan.rows.length > 0 ||
      Object.keys(said).length > 0
    ) {
      event.preventDefault();
    }
  });
  document.documentElement.dataset.patDesk = "";
}

startModules({ facilitate: startDesk });
