/**
 * Opens the workshop view in a window of its own, for the projector, while the desk stays here. The
 * window receives the group's figures, the notes and the agenda, and never a person's answers.
 */

import { onActions } from "../../shared/elements.js";
import { statementsIn } from "../desk/statements.js";
import { WINDOW_HASH, WINDOW_NAME, WorkshopLine } from "./workshop-window.js";

/** @import { Desk } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { Message } from "./workshop-window.js" */
/** @import { Workshop } from "./workshop.js" */

/** The window's size at first, in pixels, if the screen is large enough. */
const SIZE = Object.freeze({ width: 1280, height: 800 });

const BLOCKED =
  "The browser blocked the window, so the workshop view is open in this page instead.";

export class WorkshopOpener {
  #desk;

  #notices;

  #workshop;

  #line;

  /** @type {Window | null} */
  #window = null;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, notices: Notices, workshop: Workshop }} services - that it works with
   */
  constructor(root, { desk, notices, workshop }) {
    this.#desk = desk;
    this.#notices = notices;
    this.#workshop = workshop;
    this.#line = new WorkshopLine(() => this.#window, desk, Object.keys(statementsIn(root)));
    this.#line.addEventListener("message", (event) => {
      this.#take(/** @type {CustomEvent<Message>} */ (event).detail);
    });
    onActions({ "workshop-window": () => this.#open() });
    desk.follow(["group"], () => this.#handOver());
  }

  #open() {
    if (this.#window && !this.#window.closed) {
      this.#window.focus();
      return;
    }
    const width = Math.min(SIZE.width, screen.availWidth);
    const height = Math.min(SIZE.height, screen.availHeight);
    const address = new URL(WINDOW_HASH, location.href).href;
    const features = `popup,width=${width},height=${height}`;
    this.#window = window.open(address, WINDOW_NAME, features);
    if (this.#window) {
      this.#notices.say("The workshop is open in its own window. What is noted there comes here.");
    } else {
      this.#notices.say(BLOCKED);
      this.#workshop.open(BLOCKED);
    }
  }

  /** @param {Message} message - from the window */
  #take(message) {
    if (message.type === "ready") {
      this.#handOver();
    } else if (message.type === "action") {
      this.#desk.addAction(message.code, message.what);
    }
  }

  /** Send the window the group as it is now. */
  #handOver() {
    const { group, plan, said, agenda } = this.#desk.state;
    if (group) {
      // Names of files may hold names of people, and the view does not need them.
      const shown = { ...group, plan, files: [] };
      this.#line.send({ type: "hand-over", group: shown, said, agenda });
      if (this.#window && !this.#window.closed) {
        this.#desk.noteShown();
      }
    } else {
      this.#line.send({ type: "reopened" });
    }
  }
}
