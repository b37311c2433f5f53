/**
 * One checklist: shows the progress in words, and opens notes on request.
 */

import { find, findAll } from "../shared/elements.js";
import { progressOf } from "./progress.js";

/** @import { Session } from "../storage/session.js" */

export class Checklist {
  #form;

  #session;

  /**
   * @param {HTMLFormElement} form - the checklist
   * @param {Session} session - with its ticks and notes
   */
  constructor(form, session) {
    this.#form = form;
    this.#session = session;
    form.addEventListener("click", (event) => this.#openNote(event.target));
    window.addEventListener("beforeprint", () => this.#writeOut());
    session.addEventListener("change", () => this.#showProgress());
    session.addEventListener("replaced", () => this.#show());
    this.#show();
  }

  /** Bring the page up to date; notes with text, and one that has the focus, are open. */
  #show() {
    for (const button of findAll(this.#form, "[data-note-for]")) {
      const note = this.#noteOf(button);
      this.#setOpen(button, note.value !== "" || note === document.activeElement);
    }
    this.#showProgress();
  }

  #showProgress() {
    const checks = findAll(this.#form, "[type=checkbox]").length;
    find(this.#form, "[data-progress]", HTMLElement).textContent = progressOf(
      this.#session,
      this.#form.dataset.checklist ?? "",
      checks,
    );
  }

  /** @param {EventTarget | null} target - what was clicked */
  #openNote(target) {
    const button = target instanceof Element ? target.closest("[data-note-for]") : null;
    if (button instanceof HTMLElement) {
      this.#setOpen(button, true);
      this.#noteOf(button).focus();
    }
  }

  /**
   * Write every note as text for printing, since printed fields may show only their first lines.
   */
  #writeOut() {
    for (const frame of findAll(this.#form, ".pat-note")) {
      const note = find(frame, "textarea", HTMLTextAreaElement).value;
      find(frame, ".pat-note-paper", HTMLElement).textContent = note;
    }
  }

  /**
   * @param {HTMLElement} button - of the note
   * @param {boolean} isOpen - whether the note is shown in place of the button
   */
  #setOpen(button, isOpen) {
    button.hidden = isOpen;
    find(button.closest("li") ?? this.#form, ".pat-note", HTMLElement).classList.toggle(
      "pat-note-closed",
      !isOpen,
    );
  }

  /** @param {HTMLElement} button - of the note */
  #noteOf(button) {
    const name = CSS.escape(button.dataset.noteFor ?? "");
    return find(this.#form, `[name="${name}"]`, HTMLTextAreaElement);
  }
}
