/**
 * Loads a result file: in place of the answers on the page, or beside them to compare the two.
 */

import { find, findAll, onActions } from "../shared/elements.js";
import { readAsBase64 } from "../shared/files.js";

/** @import { PythonClient, PythonError } from "../python/client.js" */
/** @import { ReadResult } from "../python/replies.d.ts" */
/** @import { Notices } from "../shared/notices.js" */
/** @import { Session } from "../storage/session.js" */
/** @import { ResultView } from "./result-view.js" */

/** @typedef {ReadResult & { name: string }} LoadedFile - with the file's name */

const NO_PYTHON =
  "A file cannot be loaded here, because the program that reads it does not run in this browser. Answering, saving and printing still work.";

export class FileLoader {
  #form;

  #session;

  #python;

  #notices;

  #resultView;

  /**
   * A file that was read while the page holds entries: the person must say what to do with it.
   *
   * @type {LoadedFile | null}
   */
  #offered = null;

  /** Settled when every file that has been chosen so far has been read. */
  #reading = Promise.resolve();

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, python: PythonClient, notices: Notices, resultView: ResultView }}
   *   services - that it works with
   */
  constructor(form, { session, python, notices, resultView }) {
    this.#form = form;
    this.#session = session;
    this.#python = python;
    this.#notices = notices;
    this.#resultView = resultView;
    onActions({
      "load-result": () => this.#input.click(),
      "load-replace": () => this.#goOnWith(this.#offered),
      "load-compare": () => this.#compareWith(this.#offered),
      "load-cancel": () => this.#offer(null),
    });
    this.#input.addEventListener("change", () => this.#load());
    python.addEventListener("statechange", () => this.#showWhetherPossible());
  }

  get #input() {
    return find(this.#form, "input[name=load]", HTMLInputElement);
  }

  /** Read the chosen file once all files chosen before it have been read. */
  #load() {
    const [file] = this.#input.files ?? [];
    // Emptied, so that the same file can be chosen again after it has been corrected.
    this.#input.value = "";
    if (file) {
      this.#reading = this.#reading.then(() => this.#read(file));
    }
  }

  /** @param {File} file - chosen by a person */
  async #read(file) {
    this.#notices.clearProblem();
    this.#notices.say(`Reading ${file.name}`);
    try {
      const base64 = await readAsBase64(file);
      const reply = await this.#python.call("read_file", { name: file.name, base64 });
      const loaded = { ...reply, name: file.name };
      if (this.#session.hasEntries) {
        this.#offer(loaded);
      } else {
        await this.#goOnWith(loaded);
      }
    } catch (error) {
      this.#notices.showProblem(reasonFor(error, file.name));
    }
  }

  /** @param {LoadedFile | null} loaded - to decide on; null takes the question away */
  #offer(loaded) {
    const former = loaded && this.#offered;
    this.#offered = loaded;
    const question = find(this.#form, "[data-load-choice]", HTMLElement);
    question.hidden = loaded === null;
    if (loaded) {
      this.#notices.say("The file has been read. Choose what to do with it.");
      find(question, "[data-load-text]", HTMLElement).textContent =
        (former ? `Nothing of “${former.name}” was used. ` : "") +
        `The file “${loaded.name}” holds ${loaded.answered} of ${this.#statementCount} answers. Going on with it puts it` +
        " in place of the answers that are here now; ticks and notes in checklists stay, unless the" +
        " file holds its own. Or you can compare the two, and nothing changes.";
      find(question, '[data-action="load-replace"]', HTMLElement).focus();
    }
  }

  get #statementCount() {
    return findAll(this.#form, "[data-check]").length;
  }

  /** @param {LoadedFile | null} loaded - replaces the answers on the page */
  async #goOnWith(loaded) {
    this.#offer(null);
    if (!loaded) {
      return;
    }
    // A file made for a facilitator rarely holds checklists; it must not delete those on the page.
    const { checklists } = this.#session.document();
    await this.#session.replace(checklists ? { checklists, ...loaded.record } : loaded.record);
    const { answered } = loaded;
    this.#notices.say(`Loaded: ${answered} of ${this.#statementCount} statements answered.`);
    this.#showProblems(loaded);
  }

  /** @param {LoadedFile | null} loaded - is shown beside the answers on the page */
  #compareWith(loaded) {
    this.#offer(null);
    if (loaded) {
      this.#resultView.compareWith(loaded.record);
      this.#showProblems(loaded);
    }
  }

  /** @param {LoadedFile} loaded - perhaps with problems that its reader reported */
  #showProblems({ problems }) {
    if (problems.length > 0) {
      this.#notices.showProblem("The file was read, but not all of it:", problems);
    }
  }

  /** Switch loading off, and say why, where Python does not run. */
  #showWhetherPossible() {
    const isOff = this.#python.state === "failed";
    find(this.#form, '[data-action="load-result"]', HTMLButtonElement).disabled = isOff;
    find(this.#form, "[data-load-off]", HTMLElement).textContent = isOff ? NO_PYTHON : "";
  }
}

/**
 * @param {unknown} error - thrown while a file was read
 * @param {string} name - of the file
 * @returns {string} why it could not be loaded
 */
function reasonFor(error, name) {
  if (error instanceof DOMException) {
    return `“${name}” could not be read. It may have been changed or moved meanwhile, or may not be on this device yet. Choose it again.`;
  }
  const { failure, message } = /** @type {PythonError} */ (error);
  return failure ? NO_PYTHON : message;
}
