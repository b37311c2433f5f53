/**
 * The page in the workshop's own window. It shows what the desk's page sends it, on a desk of its
 * own that is empty at first, and sends every note back at once.
 */

import { find } from "../../shared/elements.js";
import { statementsIn } from "../desk/statements.js";
import { WorkshopLine } from "./workshop-window.js";

/** @import { Desk } from "../desk/desk.js" */
/** @import { HandOver, Message } from "./workshop-window.js" */
/** @import { GroupView } from "../results/group-view.js" */
/** @import { Workshop } from "./workshop.js" */

/** How often to check whether the desk's page is still open, in milliseconds. */
const LOOK = 1_000;

const WAITING = "The group is on its way from the desk. The first time takes a few seconds.";
const REOPENED =
  "The collection is open again at the desk, so there is no group to show. It comes back here when the collection is closed.";
const GONE =
  "The desk from which this window was opened is gone. You can still read what is here, but what is written now is not kept. Copy what you need, then close this window.";

export class WorkshopGuest {
  #root;

  #desk;

  #groupView;

  #workshop;

  #opener = /** @type {Window | null} */ (window.opener);

  /** The page from which the window was opened, as long as it is there. */
  #page = pageIn(this.#opener);

  #line;

  #watch;

  /**
   * @param {HTMLElement} root - the facilitator's page
   * @param {{ desk: Desk, groupView: GroupView, workshop: Workshop }} services - that it works with
   */
  constructor(root, { desk, groupView, workshop }) {
    this.#root = root;
    this.#desk = desk;
    this.#groupView = groupView;
    this.#workshop = workshop;
    this.#line = new WorkshopLine(() => this.#opener, desk, Object.keys(statementsIn(root)));
    this.#line.addEventListener("message", (event) => {
      this.#take(/** @type {CustomEvent<Message>} */ (event).detail);
    });
    desk.addEventListener("action", (event) => {
      this.#line.send({ type: "action", .../** @type {CustomEvent} */ (event).detail });
    });
    desk.follow(["group"], () => this.#follow());
    this.#watch = setInterval(() => this.#look(), LOOK);
    document.title = "Workshop view";
    this.#showProblemsHere();
    workshop.open();
    workshop.wait(WAITING);
    this.#line.send({ type: "ready" });
  }

  /** Show problems inside the view, since the rest of the page is hidden. */
  #showProblemsHere() {
    const bar = find(this.#root, ".pat-workshop-bar", HTMLElement);
    bar.after(find(this.#root, "[data-problem]", HTMLElement));
  }

  /** @param {Message} message - from the desk */
  #take(message) {
    if (message.type === "hand-over") {
      this.#open(message);
    } else if (message.type === "reopened") {
      this.#reopen();
    }
  }

  /** Check for the desk's page: one that is left, or crashes, sends no message. */
  #look() {
    if (this.#page === null || pageIn(this.#opener) !== this.#page) {
      this.#page = null;
      this.#end();
    }
  }

  /** @param {HandOver} message - from the desk */
  #open({ group, said }) {
    this.#desk.set({ said, group: null });
    this.#desk.set({ opened: group });
  }

  /** Show the view once Python has checked the group with its plan, and has drawn it. */
  #follow() {
    const { group } = this.#desk.state;
    if (group) {
      const { rows = [], next_assessment = "" } = group.plan;
      this.#desk.set({ plan: { rows, next_assessment } });
      this.#workshop.wait("");
    }
  }

  #reopen() {
    this.#groupView.reopen();
    this.#workshop.wait(REOPENED);
  }

  #end() {
    clearInterval(this.#watch);
    this.#workshop.end(GONE);
    // So that a desk opened later gets a new window, and does not reuse this one.
    window.name = "";
  }
}

/**
 * @param {Window | null} other - may be closed, or show a page of another site
 * @returns {Document | null} the page of this site that it shows; null if it shows none
 */
function pageIn(other) {
  try {
    return other && !other.closed ? other.document : null;
  } catch {
    return null;
  }
}
