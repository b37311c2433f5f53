/**
 * What a page with notes offers: a copy of everything, printing with or without entries, and
 * clearing.
 */

import { find, onActions } from "../shared/elements.js";
import { download } from "../shared/files.js";
import { tooLarge } from "../storage/file-size.js";
import { fileNameOf } from "../storage/records.js";

/** @import { Notices } from "../shared/notices.js" */
/** @import { Session } from "../storage/session.js" */

export class OwnCopy {
  #root;

  #session;

  #notices;

  #path;

  /**
   * @param {HTMLElement} root - the page's form
   * @param {{ session: Session, notices: Notices, path: string[] }} services - that it works with;
   *   *path* leads to the records that clearing deletes
   */
  constructor(root, { session, notices, path }) {
    this.#root = root;
    this.#session = session;
    this.#notices = notices;
    this.#path = path;
    onActions({
      "download-copy": () => this.#download(),
      print: () => window.print(),
      "print-blank": () => this.#printBlank(),
      clear: () => this.#ask(true),
      "cancel-clear": () => this.#ask(false),
      "confirm-clear": () => this.#clear(),
    });
    window.addEventListener("afterprint", () => {
      delete document.documentElement.dataset.patPrint;
    });
  }

  /** Save a copy. It needs no Python, since every reader works out the scores itself. */
  async #download() {
    const document_ = this.#session.document(await this.#session.raiseRevision());
    const text = JSON.stringify(document_, null, 1);
    const fault = tooLarge(text, document_, this.#root);
    if (fault) {
      this.#notices.showProblem(fault.text, fault.items);
      return;
    }
    download(fileNameOf(document_), text);
    this.#notices.say("Your copy is in your downloads. Nothing has been sent.");
  }

  #printBlank() {
    document.documentElement.dataset.patPrint = "blank";
    window.print();
  }

  /** @param {boolean} isAsked - whether the question is shown */
  #ask(isAsked) {
    find(this.#root, "[data-clear-choice]", HTMLElement).hidden = !isAsked;
    const focus = isAsked ? "confirm-clear" : "clear";
    find(this.#root, `[data-action="${focus}"]`, HTMLElement).focus();
  }

  async #clear() {
    const isCleared = await this.#session.clear(this.#path);
    this.#ask(false);
    if (isCleared) {
      this.#notices.say("Cleared.");
    }
  }
}
