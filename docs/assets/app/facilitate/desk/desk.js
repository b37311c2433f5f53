/**
 * What lies on the facilitator's desk: the round, what has arrived, the choices, the plan. It is
 * kept nowhere but in this page, unless somebody saves a workspace file.
 */

import { noAgenda } from "./agenda.js";
import { withAction } from "./plan.js";

/** @import { Agenda } from "./agenda.js" */
/** @import { Round } from "./round.js" */

/**
 * A file, code, paper sheet or row as Python read it, and what the facilitator chose for it.
 *
 * @typedef {object} Entry
 * @property {string} name - of the file, code, sheet or row
 * @property {"file" | "code" | "paper" | "row"} kind - how it came
 * @property {string} digest - of what came
 * @property {"" | "use" | "leave"} choice - the facilitator's
 * @property {string} [refused] - why it cannot be used
 */

/**
 * How the group is looked at.
 *
 * @typedef {object} Options
 * @property {string} kind - of the labels that make the parts: level, sector, organisation, or empty
 * @property {Record<string, string>} merged - labels of that kind, level or sector, that count as
 *   another
 * @property {Record<string, string>} partners - organisations that count as another, whatever the kind
 * @property {number} threshold - fewest people behind a figure of a part
 * @property {string} [round] - which round this is, where files name several and none was set up
 */

/**
 * What is to be done with a comment.
 *
 * @typedef {{ state: "as-is" | "reworded" | "held", text: string }} Decision
 */

/**
 * A comment that nobody sees until the facilitator has released it.
 *
 * @typedef {{ id: string, place: string, text: string }} WaitingComment
 */

/**
 * A statement to speak about, and why.
 *
 * @typedef {{ code: string, list: string, why: string }} Topic
 */

/** @typedef {Record<string, string>} PlanRow */
/** @typedef {{ rows: PlanRow[], next_assessment: string }} Plan */

/**
 * The group file; what is in it is Python's business, but for these.
 *
 * @typedef {{ partnership: string, round: string, plan: Plan, change?: object }} GroupDocument
 */

/**
 * @typedef {object} State
 * @property {Round | null} round - as set up; null where nothing was
 * @property {Entry[]} entries - what has arrived, in order
 * @property {string[]} revealed - digests of what was used when the group was last shown
 * @property {string} parts_shown - tells whose parts were shown; empty before any was
 * @property {boolean} isClosed - whether the collection is closed
 * @property {Options} options - how the group is looked at
 * @property {Record<string, Decision>} comments - decisions, by the comment's id
 * @property {Plan} plan - what was agreed
 * @property {GroupDocument | null} earlier - the group file of an earlier round
 * @property {Record<string, string>} earlier_tokens - the marks of those in it who gave a token
 * @property {Record<string, string>} tokens - the same of those who were counted now
 * @property {WaitingComment[]} waiting - comments of those who were counted
 * @property {Topic[]} topics - what to speak about, in order
 * @property {Record<string, string>} said - what was said on a topic, by its code
 * @property {Agenda} agenda - what was arranged by hand for the workshop
 * @property {GroupDocument | null} opened - a group file, opened in place of results
 * @property {GroupDocument | null} group - the group's document, once it is shown
 */

/** @returns {State} */
const emptyState = () => ({
  round: null,
  entries: [],
  revealed: [],
  parts_shown: "",
  isClosed: false,
  options: { kind: "level", merged: {}, partners: {}, threshold: 5 },
  comments: {},
  plan: { rows: [], next_assessment: "" },
  earlier: null,
  earlier_tokens: {},
  tokens: {},
  waiting: [],
  topics: [],
  said: {},
  agenda: noAgenda(),
  opened: null,
  group: null,
});

/**
 * Fires `change`, with the names of what changed as its detail.
 */
export class Desk extends EventTarget {
  #state = emptyState();

  /**
   * What stands in the fields of the set-up and not in the round, in sentences: no file may hold it.
   *
   * @type {string[]}
   */
  setUpFaults = [];

  /** @returns {Readonly<State>} */
  get state() {
    return this.#state;
  }

  /** @returns {Round | null} */
  get round() {
    return this.#state.round;
  }

  /**
   * Take a round with what it says of looking at the group; fires `round`, too.
   *
   * @param {Round} round - as set up
   */
  setRound(round) {
    const { options, revealed } = this.#state;
    const merged = round.by === options.kind ? options.merged : {};
    // Once the group was shown, looking at it in another way would give parts of it away.
    const looked =
      revealed.length > 0
        ? options
        : { ...options, kind: round.by, merged, threshold: round.threshold };
    this.set({ round, options: looked });
    this.dispatchEvent(new Event("round"));
  }

  /**
   * Keep what was said on a topic; fires `note`, too, with both as its detail.
   *
   * @param {string} code - of the topic
   * @param {string} text - that stands for it from now on
   */
  note(code, text) {
    this.set({ said: { ...this.#state.said, [code]: text } });
    this.dispatchEvent(new CustomEvent("note", { detail: { code, text } }));
  }

  /**
   * Put an action on a topic into the plan; fires `action`, too, with both as its detail.
   *
   * @param {string} code - of the topic
   * @param {string} what - will be done
   */
  addAction(code, what) {
    const { plan } = this.#state;
    this.set({ plan: { ...plan, rows: withAction(plan.rows, code, what) } });
    this.dispatchEvent(new CustomEvent("action", { detail: { code, what } }));
  }

  /** @param {Partial<State>} changes - by name */
  set(changes) {
    Object.assign(this.#state, changes);
    this.dispatchEvent(new CustomEvent("change", { detail: Object.keys(changes) }));
  }

  /** @param {Omit<Entry, "choice">[]} entries - that have just arrived */
  add(entries) {
    const arrived = entries.map((entry) => ({ ...entry, choice: /** @type {const} */ ("") }));
    this.set({ entries: [...this.#state.entries, ...arrived] });
  }

  /**
   * React to changes of certain parts.
   *
   * @param {(keyof State)[]} names - of the parts
   * @param {() => void} react - what to do
   */
  follow(names, react) {
    this.addEventListener("change", (event) => {
      const changed = /** @type {CustomEvent<(keyof State)[]>} */ (event).detail;
      if (names.some((name) => changed.includes(name))) {
        react();
      }
    });
  }
}
