/**
 * Starts the assessment.
 */

import { pythonForPage } from "../python/python-status.js";
import { catchDrops } from "../shared/drops.js";
import { find, onActions } from "../shared/elements.js";
import { formOf, startModules } from "../shared/modules.js";
import { Notices } from "../shared/notices.js";
import { keepOffline } from "../shared/offline.js";
import { wasReloaded } from "../shared/reload.js";
import { TypeGap } from "../shared/type-gap.js";
import { markOf } from "../storage/instrument-mark.js";
import { Session } from "../storage/session.js";
import { StorageStatus } from "../storage/storage-status.js";
import { AnswerForm } from "./answer-form.js";
import { Explanations } from "./explanations.js";
import { FileLoader } from "./file-loader.js";
import { OutgoingFiles } from "./outgoing-files.js";
import { Pairing } from "./pairing.js";
import { ResultView } from "./result-view.js";
import { ResumeAndErase } from "./resume-and-erase.js";
import { Steps } from "./steps.js";
import { TermsView } from "./terms-view.js";

/** @param {HTMLElement} root - the assessment */
async function startAssessment(root) {
  const form = formOf(root);
  const session = await Session.open(markOf(form));
  // Answers that are kept nowhere would be lost with the page.
  const isKept = () => session.kind !== "page" && !session.isUnsaved;
  const python = pythonForPage(() => isKept() || !session.hasEntries);
  const steps = new Steps();
  const notices = new Notices(form);
  steps.addEventListener("step", () => notices.clearProblem());
  session.addEventListener("change", (event) => {
    const [section] = /** @type {CustomEvent<string[]>} */ (event).detail;
    // Fetched now, Python is ready when people want their score some minutes later.
    if (section === "responses") {
      python.start();
    }
  });
  const services = { session, steps, python, notices };
  new StorageStatus(form, services);
  // Before a link is taken in, so that it can point out that the link's terms are different.
  const termsView = new TermsView(form, session, steps);
  new ResumeAndErase(form, { ...services, termsView });
  new AnswerForm(form, session, steps);
  new Pairing(form, services);
  new TypeGap(form, session);
  const resultView = new ResultView(form, services);
  new OutgoingFiles(form, services);
  new FileLoader(form, { ...services, resultView });
  new Explanations(form);
  onActions({
    start: () => steps.goTo("1"),
    next: () => steps.next(),
    back: () => steps.back(),
    "show-result": () => steps.goTo("result"),
  });
  catchDrops(({ files }) => takeDropped(files, form, notices));
  steps.begin();
  const { keepRuntime } = keepOffline(() => session.hasEntries);
  python.addEventListener("statechange", () => python.state === "ready" && keepRuntime());
  if (wasReloaded) {
    notices.say(
      "This page was loaded once more, since a part of it was missing or out of date. Whatever you had entered is still here.",
    );
  }
}

/**
 * Treat a dropped file as if it had been chosen.
 *
 * @param {FileList} files - dropped at once
 * @param {HTMLFormElement} form - the assessment
 * @param {Notices} notices - where the page refuses more than one
 */
function takeDropped(files, form, notices) {
  if (files.length !== 1) {
    notices.showProblem(
      `You dropped ${files.length} files, and this page loads one person’s file at a time. The files of a group belong on the page Facilitate.`,
    );
    return;
  }
  const input = find(form, "input[name=load]", HTMLInputElement);
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

startModules({ assessment: startAssessment });
