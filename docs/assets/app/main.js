/**
 * Starts the parts of a page: whatever carries `data-module`. The HTML works without; here it is
 * given more. A part that fails is reported, and the others go on.
 */

import { PythonClient } from "./bridge/client.js";
import { AnswerForm } from "./components/answer-form.js";
import { Explanations } from "./components/explanations.js";
import { Keeping } from "./components/keeping.js";
import { ResultView } from "./components/result-view.js";
import { Steps } from "./components/steps.js";
import { Transfer } from "./components/transfer.js";
import { findAll, onActions } from "./lib/elements.js";
import { Notices } from "./lib/notices.js";
import { Session } from "./lib/session.js";

/** @param {HTMLElement} root - the assessment */
async function startAssessment(root) {
  if (!(root instanceof HTMLFormElement)) {
    throw new TypeError("The assessment must be a form");
  }
  const form = root;
  const session = await Session.open(markOf(form));
  const python = followPython();
  const steps = new Steps();
  const notices = new Notices(form);
  steps.addEventListener("step", () => notices.clearProblem());
  session.addEventListener("change", (event) => {
    const [part] = /** @type {CustomEvent<string[]>} */ (event).detail;
    // People answer for minutes before they want a score: time enough to fetch Python now.
    if (part === "responses") {
      python.start();
    }
  });
  const parts = { session, steps, python, notices };
  new Keeping(form, parts);
  new AnswerForm(form, session, steps);
  const resultView = new ResultView(form, parts);
  new Transfer(form, { ...parts, resultView });
  new Explanations(form);
  onActions({
    start: () => steps.goTo("1"),
    next: () => steps.next(),
    back: () => steps.back(),
    "show-result": () => steps.goTo("result"),
  });
  steps.begin();
}

/** Show the state of Python on the document, for styles and for tests. */
function followPython() {
  const python = new PythonClient();
  const show = () => {
    document.documentElement.dataset.patState = python.state;
  };
  python.addEventListener("statechange", show);
  show();
  return python;
}

/**
 * @param {HTMLElement} form - carries what identifies the instrument
 * @returns {import("./lib/session.js").InstrumentMark}
 */
function markOf({ dataset }) {
  return {
    id: dataset.instrument ?? "",
    version: dataset.version ?? "",
    scoringVersion: Number(dataset.scoringVersion),
    scoring: dataset.scoring ?? "",
    wording: dataset.wording ?? "",
    notice: dataset.notice ?? "",
  };
}

/** @type {Record<string, (root: HTMLElement) => Promise<void>>} */
const MODULES = { assessment: startAssessment };

for (const root of findAll(document, "[data-module]")) {
  const start = MODULES[root.dataset.module ?? ""];
  start?.(root).catch((error) => console.error("A part of this page did not start:", error));
}
