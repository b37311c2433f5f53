/**
 * Files: the full copy, the file for the facilitator with its preview, loading, and print.
 */

import { find, findAll, make, onActions } from "../shared/elements.js";
import { download, readAsBase64, shareable } from "../shared/files.js";
import { tooLarge } from "../storage/file-size.js";
import { fileNameOf, forFacilitator } from "../storage/records.js";
import { written } from "./file-text.js";

/** @import { PythonClient, PythonError } from "../python/client.js" */
/** @import { Notices } from "../shared/notices.js" */
/** @import { Document } from "../storage/records.js" */
/** @import { Session } from "../storage/session.js" */
/** @import { ResultView } from "./result-view.js" */
/** @import { Steps } from "./steps.js" */

/**
 * A file that was read.
 *
 * @typedef {{ name: string, record: Document, answered: number, problems: string[] }} ReadFile
 */

/**
 * A file that goes out, and what is wrong with it.
 *
 * @typedef {{ name: string, text: string, fault: ReturnType<typeof tooLarge> }} OutgoingFile
 */

const NO_PYTHON =
  "A file cannot be loaded here, because the program that reads it does not run in this browser. Answering, saving and printing still work.";

export class Transfer {
  #form;

  #session;

  #steps;

  #python;

  #notices;

  #resultView;

  /**
   * A file that was read while answers are here: go on with it, or compare?
   *
   * @type {ReadFile | null}
   */
  #offered = null;

  /** Settled when every file that was chosen until now has been read. */
  #reading = Promise.resolve();

  /**
   * The next file for the facilitator, ready to be shared: no browser waits for it then.
   *
   * @type {OutgoingFile}
   */
  #prepared = { name: "", text: "", fault: null };

  /** Counts the files that were begun, so that a late one does not replace another. */
  #request = 0;

  /** Whether the preview shows a file that has gone out, of which nothing has changed since. */
  #showsGiven = false;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, steps: Steps, python: PythonClient, notices: Notices,
   *   resultView: ResultView }} parts - that it works with
   */
  constructor(form, { session, steps, python, notices, resultView }) {
    this.#form = form;
    this.#session = session;
    this.#steps = steps;
    this.#python = python;
    this.#notices = notices;
    this.#resultView = resultView;
    onActions({
      "download-copy": () => this.#downloadCopy(),
      "download-result": () => this.#downloadResult(),
      "share-result": () => this.#share(),
      "load-result": () => this.#input.click(),
      "load-replace": () => this.#goOnWith(this.#offered),
      "load-compare": () => this.#compareWith(this.#offered),
      "load-cancel": () => this.#offer(null),
      print: () => window.print(),
    });
    this.#input.addEventListener("change", () => this.#load());
    steps.addEventListener("step", () => this.#refresh());
    session.addEventListener("change", () => this.#refresh());
    session.addEventListener("replaced", () => this.#refresh());
    form.addEventListener("change", (event) => this.#handleChoice(event.target));
    python.addEventListener("statechange", () => this.#pythonForPage());
    document.addEventListener("keydown", (event) => this.#handleKey(event));
    window.addEventListener("beforeprint", () => this.#openExplanations());
  }

  get #input() {
    return find(this.#form, "input[name=load]", HTMLInputElement);
  }

  async #downloadCopy() {
    const revision = await this.#session.raiseRevision();
    const file = await this.#make(this.#session.document(revision));
    this.#give(file, "Your copy is in your downloads. Nothing has been sent.");
  }

  async #downloadResult() {
    const revision = await this.#session.raiseRevision();
    const file = await this.#make(this.#forFacilitator(revision));
    this.#give(file, "The file is in your downloads. Nothing has been sent: pass it on yourself.");
    await this.#showGiven(file);
  }

  /**
   * @param {OutgoingFile} file - to hand to the browser, unless nobody could open it again
   * @param {string} told - where that was done
   */
  #give({ name, text, fault }, told) {
    if (fault) {
      this.#notices.showProblem(fault.text, fault.items);
    } else {
      download(name, text);
      this.#notices.say(told);
    }
  }

  async #share() {
    const given = this.#prepared;
    const file = given.fault ? null : shareable(given.name, given.text);
    if (file) {
      // Whoever closes the sheet without sharing has changed their mind; that is no error.
      const sharing = navigator.share({ files: [file] }).catch(() => undefined);
      await this.#session.raiseRevision();
      await this.#showGiven(given);
      await sharing;
    } else if (given.fault) {
      this.#notices.showProblem(given.fault.text, given.fault.items);
    }
  }

  /**
   * Leave the file that was given in the preview, to the letter, and make the next one ready.
   *
   * @param {OutgoingFile} file - for the facilitator
   */
  async #showGiven(file) {
    this.#showsGiven = true;
    this.#preview(file);
    await this.#makeNext();
  }

  /** Bring what belongs to the result step up to date. */
  async #refresh() {
    find(this.#form, "[data-print-label]", HTMLElement).textContent =
      this.#steps.current === "result" ? "Print the result" : "Print a paper version";
    if (this.#steps.current !== "result") {
      return;
    }
    this.#offerComments();
    this.#offerChecklists();
    await this.#prepare();
    const share = find(this.#form, '[data-action="share-result"]', HTMLElement);
    const { name, text, fault } = this.#prepared;
    share.hidden = fault !== null || shareable(name, text) === null;
  }

  /** Make the file for the facilitator, and show exactly what it will hold. */
  async #prepare() {
    this.#showsGiven = false;
    if (await this.#makeNext()) {
      this.#preview(this.#prepared);
    }
  }

  /**
   * Make the next file for the facilitator.
   *
   * @returns {Promise<boolean>} whether it is the last one that was asked for
   */
  async #makeNext() {
    this.#request += 1;
    const request = this.#request;
    const file = await this.#make(this.#forFacilitator(this.#session.nextRevision));
    const isLast = request === this.#request;
    if (isLast) {
      this.#prepared = file;
    }
    return isLast;
  }

  /** @param {OutgoingFile} file - for the facilitator */
  #preview({ text, fault }) {
    find(this.#form, "[data-preview]", HTMLElement).textContent = text;
    const warning = find(this.#form, "[data-too-large]", HTMLElement);
    warning.hidden = fault === null;
    warning.textContent = fault ? [fault.text, ...fault.items].join(" ") : "";
  }

  /** @param {number} [revision] - of the file */
  #forFacilitator(revision) {
    return forFacilitator(this.#session.document(revision), {
      name: this.#includes("name"),
      labels: this.#includes("labels"),
      time: this.#includes("time"),
      token: this.#includes("token"),
      comment: (code) => this.#includes(`comment-${code}`),
      checklist: (id) => this.#includes(`checklist-${id}`, false),
    });
  }

  /**
   * @param {Document} document_ - in the shape of a result file
   * @returns {Promise<OutgoingFile>}
   */
  async #make(document_) {
    const text = await this.#write(document_);
    return { name: fileNameOf(document_), text, fault: tooLarge(text, document_, this.#form) };
  }

  /**
   * Return the text of a file. Python adds the scores; nobody waits for it to start, and a file
   * without scores is as good for whoever reads it.
   *
   * @param {Document} document_ - in the shape of a result file
   * @returns {Promise<string>}
   */
  async #write(document_) {
    if (this.#python.state === "ready") {
      try {
        const reply = await this.#python.call("write_file", { record: document_ });
        const { text } = /** @type {{ text?: unknown }} */ (reply);
        if (typeof text === "string") {
          return text;
        }
        console.warn("The file is written without scores: what came back is no text");
      } catch (error) {
        console.warn("The file is written without scores:", error);
      }
    }
    return written(document_);
  }

  /**
   * @param {string} what - a part of the file
   * @param {boolean} [otherwise] - whether it goes in where the page does not ask
   */
  #includes(what, otherwise = true) {
    const [box] = findAll(this.#form, `[name="${CSS.escape(`include-${what}`)}"]`);
    return box instanceof HTMLInputElement ? box.checked : otherwise;
  }

  /** Offer each checklist that holds something; none goes in unless it is ticked here. */
  #offerChecklists() {
    for (const label of findAll(this.#form, "[data-include-checklist]")) {
      const id = label.dataset.includeChecklist ?? "";
      label.hidden = Object.keys(this.#session.below("checklists", id)).length === 0;
    }
  }

  /** Offer each comment, to be left in or out; what was chosen before stays. */
  #offerComments() {
    const { responses, success } = this.#session.document();
    const given = { .../** @type {Document} */ (responses), success };
    const entries = Object.entries(/** @type {Record<string, { comment?: string }>} */ (given));
    const commented = entries.filter(([, entry]) => entry?.comment);
    const boxes = commented.map(([code, entry]) => {
      const label = make("label");
      const box = make("input");
      label.className = "pat-choice";
      box.type = "checkbox";
      box.name = `include-comment-${code}`;
      box.checked = this.#includes(`comment-${code}`);
      const place = code === "success" ? "the aims" : code;
      label.append(box, make("span", `My comment on ${place}: “${entry.comment}”`));
      return label;
    });
    find(this.#form, "[data-include-comments]", HTMLElement).replaceChildren(...boxes);
  }

  /** @param {EventTarget | null} target - what was changed */
  #handleChoice(target) {
    if (target instanceof HTMLInputElement && target.name.startsWith("include-")) {
      this.#prepare();
    }
  }

  /** Read what was chosen, after what was chosen before it. */
  #load() {
    const [file] = this.#input.files ?? [];
    // The same file may be chosen again, after a correction.
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
      const read = { .../** @type {ReadFile} */ (reply), name: file.name };
      if (this.#session.hasEntries) {
        this.#offer(read);
      } else {
        await this.#goOnWith(read);
      }
    } catch (error) {
      this.#notices.showProblem(reasonOf(error, file.name));
    }
  }

  /** @param {ReadFile | null} read - to decide on; null ends the question */
  #offer(read) {
    const former = read && this.#offered;
    this.#offered = read;
    const question = find(this.#form, "[data-load-choice]", HTMLElement);
    question.hidden = read === null;
    if (read) {
      this.#notices.say("The file has been read. Choose what to do with it.");
      const items = findAll(this.#form, "[data-check]").length;
      find(question, "[data-load-text]", HTMLElement).textContent =
        (former ? `Nothing of “${former.name}” was used. ` : "") +
        `The file “${read.name}” holds ${read.answered} of ${items} answers. Going on with it puts it` +
        " in place of the answers that are here now; ticks and notes in checklists stay, unless the" +
        " file holds its own. Or you can compare the two, and nothing changes.";
      find(question, '[data-action="load-replace"]', HTMLElement).focus();
    }
  }

  /** @param {ReadFile | null} read - to take in place of the answers here */
  async #goOnWith(read) {
    this.#offer(null);
    if (!read) {
      return;
    }
    // A file that was made for a facilitator seldom holds checklists; those here are not its to lose.
    const { checklists } = this.#session.document();
    await this.#session.replace(checklists ? { checklists, ...read.record } : read.record);
    const items = findAll(this.#form, "[data-check]").length;
    this.#notices.say(`Loaded: ${read.answered} of ${items} statements answered.`);
    this.#showProblems(read);
  }

  /** @param {ReadFile | null} read - to set beside the answers here */
  #compareWith(read) {
    this.#offer(null);
    if (read) {
      this.#resultView.compareWith(read.record);
      this.#showProblems(read);
    }
  }

  /** @param {ReadFile} read - with what its reader must tell */
  #showProblems({ problems }) {
    if (problems.length > 0) {
      this.#notices.showProblem("The file was read, but not all of it:", problems);
    }
  }

  /** Bring what depends on Python into step with its state. */
  #pythonForPage() {
    if (this.#showsGiven) {
      this.#makeNext();
    } else {
      this.#refresh();
    }
    const isOff = this.#python.state === "failed";
    const button = find(this.#form, '[data-action="load-result"]', HTMLButtonElement);
    button.disabled = isOff;
    find(this.#form, "[data-load-off]", HTMLElement).textContent = isOff ? NO_PYTHON : "";
  }

  /** @param {KeyboardEvent} event - anywhere in the page */
  #handleKey(event) {
    // A browser that fills fields in by itself sends keys without a name.
    if (event.key?.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      this.#downloadCopy();
    }
  }

  /** What is folded away would be missing on paper. */
  #openExplanations() {
    for (const fold of findAll(this.#form, "details.pat-explanation")) {
      fold.setAttribute("open", "");
    }
  }
}

/**
 * @param {unknown} error - thrown while a file was read
 * @param {string} name - of the file
 * @returns {string} why it was not taken in
 */
function reasonOf(error, name) {
  if (error instanceof DOMException) {
    return `“${name}” could not be read. It may have been changed or moved meanwhile, or may not be on this device yet. Choose it again.`;
  }
  const { failure, message } = /** @type {PythonError} */ (error);
  return failure ? NO_PYTHON : message;
}
