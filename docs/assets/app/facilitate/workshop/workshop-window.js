/**
 * The messages between the desk and the workshop's own window. The window receives the group, notes
 * and agenda, and never an entry; it sends back what is noted there. A message is plain data of one
 * of the types below, and is accepted only from the other window and from this site. Python checks
 * the group in it.
 */

import { isObject } from "../../storage/records.js";
import { agendaIn } from "../desk/agenda.js";
import { MOST_WORDS } from "../desk/plan.js";
import { lengthOf } from "../fields/limits.js";

/** @import { AgendaDocument, GroupDocument } from "../../shared/documents.d.ts" */
/** @import { Desk } from "../desk/desk.js" */

/** The window's name, so that a second one takes the place of the first. */
export const WINDOW_NAME = "pat-workshop";

/** The hash of the page's address in that window; the page's first script also looks for it. */
export const WINDOW_HASH = "#workshop";

/** @typedef {{ type: "ready" }} Ready - from the window, which waits for the group */
/** @typedef {{ type: "action", code: string, what: string }} Action - from the window: an action for the plan */
/** @typedef {{ type: "note", code: string, text: string }} Note - from either: what was said on a topic */
/** @typedef {{ type: "agenda", agenda: AgendaDocument }} Arranged - from either */
/** @typedef {{ type: "hand-over", group: GroupDocument, said: Record<string, string>, agenda: AgendaDocument }} HandOver - from the desk */
/** @typedef {{ type: "reopened" }} Reopened - from the desk: there is no group any more */
/** @typedef {Ready | Action | Note | Arranged | HandOver | Reopened} Message */

/**
 * Return the message in data from another window; null if it holds none.
 *
 * @param {unknown} received - as it came
 * @param {readonly string[]} codes - of all statements
 * @returns {Message | null}
 */
export function messageIn(received, codes) {
  if (!isObject(received)) {
    return null;
  }
  const { type, code, text, what, group, said, agenda } = received;
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
 * @param {Record<string, unknown>} received - where notes are expected
 * @param {readonly string[]} codes - of all statements
 * @returns {Record<string, string>}
 */
function saidIn(received, codes) {
  /** @type {Record<string, string>} */
  const said = {};
  for (const [code, text] of Object.entries(received)) {
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
 * @param {number} [most] - how many characters are allowed. A note may have any number: one that is
 *   too long is reported beside its field, and must not get lost on its way there
 * @returns {value is string}
 */
function isText(value, most = Number.POSITIVE_INFINITY) {
  return typeof value === "string" && (most >= value.length || lengthOf(value) <= most);
}

/**
 * One end of the connection between the two windows. It sends and receives notes and the agenda by
 * itself; for all other messages it fires `message`, with the message as its detail.
 */
export class WorkshopLine extends EventTarget {
  #other;

  #desk;

  /** The agenda that both ends have, which need not be sent back to where it came from. */
  #shared;

  /**
   * @param {() => Window | null} other - the window at the other end; null while there is none
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

  /** @param {Message} message - for the other end, if it exists */
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

  /** @param {AgendaDocument} agenda - that the other end has */
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
