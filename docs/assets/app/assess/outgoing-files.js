/**
 * Files that leave the assessment: the person's full copy, and the file for the facilitator with
 * its preview.
 */

import { storableValue } from "../shared/clean-text.js";
import { find, findAll, make, onActions } from "../shared/elements.js";
import { download, shareable } from "../shared/files.js";
import { Latest } from "../shared/latest.js";
import { tooLarge } from "../storage/file-size.js";
import { newReceipt } from "../storage/ids-and-times.js";
import { fileNameOf, forFacilitator } from "../storage/records.js";

/** @import { PythonClient } from "../python/client.js" */
/** @import { Notices } from "../shared/notices.js" */
/** @import { PageResult } from "../storage/records.js" */
/** @import { Session } from "../storage/session.js" */
/** @import { Steps } from "./steps.js" */

/**
 * A file to hand over; its fault says why nobody could open it again, and is null where one can.
 *
 * @typedef {{ name: string, text: string, fault: ReturnType<typeof tooLarge> }} OutgoingFile
 */

export class OutgoingFiles {
  #form;

  #session;

  #steps;

  #python;

  #notices;

  /**
   * The next file for the facilitator, made in advance: browsers share a file only right after a
   * click.
   *
   * @type {OutgoingFile}
   */
  #prepared = { name: "", text: "", fault: null };

  /** That of the next file for the facilitator. */
  #receipt = newReceipt();

  #latest = new Latest();

  /** Whether the preview shows a file that has been handed over and is still up to date. */
  #showsHandedOver = false;

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, steps: Steps, python: PythonClient, notices: Notices }} services -
   *   that it works with
   */
  constructor(form, { session, steps, python, notices }) {
    this.#form = form;
    this.#session = session;
    this.#steps = steps;
    this.#python = python;
    this.#notices = notices;
    onActions({
      "download-copy": () => this.#downloadCopy(),
      "download-result": () => this.#downloadResult(),
      "share-result": () => this.#share(),
      print: () => window.print(),
    });
    steps.addEventListener("step", () => this.#refresh());
    session.addEventListener("change", () => this.#refresh());
    session.addEventListener("replaced", () => this.#refresh());
    form.addEventListener("change", (event) => this.#handleChoice(event.target));
    python.addEventListener("statechange", () => this.#followPython());
    document.addEventListener("keydown", (event) => this.#handleKey(event));
  }

  async #downloadCopy() {
    const revision = await this.#session.raiseRevision();
    const file = await this.#make({ ...this.#session.document(revision), copy: "private" });
    this.#handOver(file, "Your copy is in your downloads. Nothing has been sent.");
  }

  async #downloadResult() {
    const receipt = this.#receipt;
    const revision = await this.#session.raiseRevision(receipt);
    const file = await this.#make(this.#forFacilitator(revision, receipt));
    this.#handOver(
      file,
      `The file is in your downloads. Nothing has been sent: pass it on yourself. Its receipt is ${receipt}.`,
    );
    await this.#showHandedOver(file);
  }

  /**
   * @param {OutgoingFile} file - to give to the browser, unless nobody could open it again
   * @param {string} text - what the page says once that is done
   */
  #handOver({ name, text: content, fault }, text) {
    if (fault) {
      this.#notices.showProblem(fault.text, fault.items);
    } else {
      download(name, content);
      this.#notices.say(text);
    }
  }

  async #share() {
    const prepared = this.#prepared;
    const file = prepared.fault ? null : shareable(prepared.name, prepared.text);
    if (file) {
      // Closing the device's share sheet rejects the promise. That is a choice, not an error.
      const sharing = navigator.share({ files: [file] }).catch(() => undefined);
      await this.#session.raiseRevision(this.#receipt);
      await this.#showHandedOver(prepared);
      await sharing;
    } else if (prepared.fault) {
      this.#notices.showProblem(prepared.fault.text, prepared.fault.items);
    }
  }

  /**
   * Leave exactly the file that was handed over in the preview, and prepare the next one.
   *
   * @param {OutgoingFile} file - for the facilitator
   */
  async #showHandedOver(file) {
    this.#showsHandedOver = true;
    this.#receipt = newReceipt();
    this.#preview(file);
    this.#showReceipt();
    await this.#prepareNext();
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
    this.#showReceipt();
    await this.#prepare();
    const share = find(this.#form, '[data-action="share-result"]', HTMLElement);
    const { name, text, fault } = this.#prepared;
    share.hidden = fault !== null || shareable(name, text) === null;
  }

  /** Prepare the file for the facilitator, and show exactly what it will hold. */
  async #prepare() {
    this.#showsHandedOver = false;
    if (await this.#prepareNext()) {
      this.#preview(this.#prepared);
    }
  }

  /**
   * Prepare the next file for the facilitator.
   *
   * @returns {Promise<boolean>} whether no later one has been asked for meanwhile
   */
  async #prepareNext() {
    const isLatest = this.#latest.begin();
    const file = await this.#make(this.#forFacilitator(this.#session.nextRevision, this.#receipt));
    if (isLatest()) {
      this.#prepared = file;
    }
    return isLatest();
  }

  /** @param {OutgoingFile} file - for the facilitator */
  #preview({ text, fault }) {
    find(this.#form, "[data-preview]", HTMLElement).textContent = text;
    const warning = find(this.#form, "[data-too-large]", HTMLElement);
    warning.hidden = fault === null;
    warning.textContent = fault ? [fault.text, ...fault.items].join(" ") : "";
  }

  /** Show the receipt of the last file for the facilitator, if there has been one. */
  #showReceipt() {
    const { receipt } = this.#session.document();
    find(this.#form, "[data-receipt-part]", HTMLElement).hidden = !receipt;
    find(this.#form, "[data-receipt]", HTMLElement).textContent = receipt ?? "";
  }

  /**
   * @param {number | undefined} revision - of the file
   * @param {string} receipt - of the file
   */
  #forFacilitator(revision, receipt) {
    const whole = { ...this.#session.document(revision), receipt };
    return forFacilitator(whole, {
      name: this.#includes("name"),
      labels: this.#includes("labels"),
      time: this.#includes("time"),
      token: this.#includes("token"),
      comment: (code) => this.#includes(`comment-${code}`),
      checklist: (id) => this.#includes(`checklist-${id}`, false),
    });
  }

  /**
   * @param {Partial<PageResult>} result - for the file
   * @returns {Promise<OutgoingFile>}
   */
  async #make(result) {
    const text = await this.#write(result);
    return { name: fileNameOf(result), text, fault: tooLarge(text, result, this.#form) };
  }

  /**
   * Return the text of a file. Python adds the scores if it is running; nobody waits for it to
   * start, since every reader works the scores out itself.
   *
   * @param {Partial<PageResult>} result - for the file
   * @returns {Promise<string>}
   */
  async #write(result) {
    if (this.#python.state === "ready") {
      try {
        const { text } = await this.#python.call("write_file", { record: result });
        if (typeof text === "string") {
          return text;
        }
        console.warn("The file is written without scores: what came back is no text");
      } catch (error) {
        console.warn("The file is written without scores:", error);
      }
    }
    return fileText(result);
  }

  /**
   * @param {string} what - may go into the file: the end of a checkbox's name
   * @param {boolean} [otherwise] - whether it goes in where the page has no such checkbox
   */
  #includes(what, otherwise = true) {
    const [box] = findAll(this.#form, `[name="${CSS.escape(`include-${what}`)}"]`);
    return box instanceof HTMLInputElement ? box.checked : otherwise;
  }

  /** Offer each checklist that holds something; only those ticked here go into the file. */
  #offerChecklists() {
    for (const label of findAll(this.#form, "[data-include-checklist]")) {
      const id = label.dataset.includeChecklist ?? "";
      label.hidden = Object.keys(this.#session.below("checklists", id)).length === 0;
    }
  }

  /** Offer to leave each comment out; earlier choices stay. */
  #offerComments() {
    const { responses, success } = this.#session.document();
    const entries = Object.entries({ ...responses, success });
    const boxes = entries
      .filter(([, response]) => response?.comment)
      .map(([code, response]) => {
        const label = make("label");
        const box = make("input");
        label.className = "pat-choice";
        box.type = "checkbox";
        box.name = `include-comment-${code}`;
        box.checked = this.#includes(`comment-${code}`);
        const place = code === "success" ? "the aims" : code;
        label.append(box, make("span", `My comment on ${place}: “${response?.comment}”`));
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

  /** Prepare the file again when Python starts, since it then holds the scores. */
  #followPython() {
    if (this.#showsHandedOver) {
      this.#prepareNext();
    } else {
      this.#refresh();
    }
  }

  /** @param {KeyboardEvent} event - anywhere in the page */
  #handleKey(event) {
    // Browsers that fill in fields by themselves send key events without a key.
    if (event.key?.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      this.#downloadCopy();
    }
  }
}

/** Texts and numbers in JSON; matching texts keeps digits inside them from counting as numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** Readers refuse longer whole numbers; a file from elsewhere may have brought one. */
const MANY_DIGITS = /^-?\d{17,}$/;

/**
 * Return the text of a result file without Python. Python's reader accepts everything in it, unless
 * the whole is too large (see `storage/file-size.js`).
 *
 * @param {Partial<PageResult>} result - for the file
 * @returns {string}
 */
export function fileText(result) {
  return JSON.stringify(storableValue(result), null, 1).replace(TOKENS, (token) =>
    MANY_DIGITS.test(token) ? Number(token).toExponential() : token,
  );
}
