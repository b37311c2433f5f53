/**
 * What the desk and the workshop's own window say to each other. The window gets the group, what was
 * said and the agenda, and never an entry; it gives back what is noted there. A message is plain
 * data, of a closed set of types, and counts only if it comes from the other of the two, and from
 * this site. Of what the group holds, Python is the judge.
 */

import { isObject } from "../../storage/records.js";
import { agendaIn } from "../desk/agenda.js";
import { MOST_WORDS } from "../desk/plan.js";
import { lengthOf } from "../fields/limits.js";

/** @import { Agenda } from "../desk/agenda.js" */
/** @import { Desk, GroupDocument } from "../desk/desk.js" */

/** How the window is called, so that a second one takes the place of the first. */
export const WINDOW_NAME = "pat-workshop";

/** Where the page begins in that window; the page's first script looks for it, too. */
export const WINDOW_HASH = "#workshop";

/** @typedef {{ type: "ready" }} Ready - says the window, and waits for the group */
/** @typedef {{ type: "action", code: string, what: string }} Action - says the window: for the plan */
/** @typedef {{ type: "note", code: string, text: string }} Note - say both: what was said on a topic */
/** @typedef {{ type: "agenda", agenda: Agenda }} Arranged - say both */
/** @typedef {{ type: "hand-over", group: GroupDocument, said: Record<string, string>, agenda: Agenda }} HandOver - says the desk */
/** @typedef {{ type: "reopened" }} Reopened - says the desk: there is no group any more */
/** @typedef {Ready | Action | Note | Arranged | HandOver | Reopened} Message */

/**
 * Return the message in what has come from another window; nothing where it is none.
 *
 * @param {unknown} found - as it came
 * @param {readonly string[]} codes - of all statements
 * @returns {Message | null}
 */
export function messageIn(found, codes) {
  if (!isObject(found)) {
    return null;
  }
  const { type, code, text, what, group, said, agenda } = found;
  switch (type) {
    case "ready":
    case "reopened":
      return { type };
    case "note":
      return isCode(code, codes) && isText(text) ? { type, code, text } : null;
    case "action":
      return isCode(code, codes) && isText(what, MOST_WORDS) ? { type, code, what } : null;
    case "agenda":
      return isObject(agenda) ? { type, agenda: agendaIn(agenda, codes) } : null;
    case "hand-over":
      return isObject(group) && isObject(said)
        ? {
            ...{ type, group: /** @type {GroupDocument} */ (/** @type {unknown} */ (group)) },
            said: saidIn(said, codes),
            agenda: agendaIn(agenda, codes),
          }
        : null;
    default:
      return null;
  }
}

/**
 * @param {Record<string, unknown>} found - in the place of what was said
 * @param {readonly string[]} codes - of all statements
 * @returns {Record<string, string>}
 */
function saidIn(found, codes) {
  /** @type {Record<string, string>} */
  const said = {};
  for (const [code, text] of Object.entries(found)) {
    if (isCode(code, codes) && isText(text)) {
      said[code] = text;
    }
  }
  return said;
}

/**
 * @param {unknown} value - anything
 * @param {readonly string[]} codes - of all statements
 * @returns {value is string}
 */
function isCode(value, codes) {
  return typeof value === "string" && codes.includes(value);
}

/**
 * @param {unknown} value - anything
 * @param {number} [most] - characters that are allowed; of a note any number: one that is too long is
 *   told at its field, and must not be lost on its way
 * @returns {value is string}
 */
function isText(value, most = Number.POSITIVE_INFINITY) {
  return typeof value === "string" && (most >= value.length || lengthOf(value) <= most);
}

/**
 * One end of the line between the two. Notes and the agenda go over it by themselves, both ways; all
 * other messages it only fires, as `message` with the message as its detail.
 */
export class WorkshopLine extends EventTarget {
  #other;

  #desk;

  /** The agenda that both have: it need not be sent back to where it came from. */
  #shared;

  /**
   * @param {() => Window | null} other - the window at the other end; nothing while there is none
   * @param {Desk} desk - at this end
   * @param {readonly string[]} codes - of all statements
   */
  constructor(other, desk, codes) {
    super();
    this.#other = other;
    this.#desk = desk;
    this.#shared = desk.state.agenda;
    window.addEventListener("message", ({ origin, source, data }) => {
      if (origin === location.origin && source !== null && source === other()) {
        this.#take(messageIn(data, codes));
      }
    });
    desk.addEventListener("note", (event) => {
      this.send({ type: "note", .../** @type {CustomEvent} */ (event).detail });
    });
    desk.follow(["agenda"], () => this.#sendAgenda());
  }

  /** @param {Message} message - for the other end, if there is one */
  send(message) {
    this.#other()?.postMessage(message, location.origin);
  }

  /** @param {Message | null} message - from the other end */
  #take(message) {
    if (message?.type === "note") {
      const { said } = this.#desk.state;
      this.#desk.set({ said: { ...said, [message.code]: message.text } });
    } else if (message?.type === "agenda") {
      this.#share(message.agenda);
    } else if (message) {
      if (message.type === "hand-over") {
        this.#share(message.agenda);
      }
      this.dispatchEvent(new CustomEvent("message", { detail: message }));
    }
  }

  /** @param {Agenda} agenda - that the other end has */
  #share(agenda) {
    this.#shared = agenda;
    this.#desk.set({ agenda });
  }

  #sendAgenda() {
    const { agenda } = this.#desk.state;
    if (agenda !== this.#shared) {
      this.#shared = agenda;
      this.send({ type: "agenda", agenda });
    }
  }
}
