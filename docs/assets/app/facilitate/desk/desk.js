/**
 * The facilitator's desk: the round, what has arrived, choices and plan. All of it is in this page
 * only, until somebody saves a workspace file.
 */

import { noAgenda } from "./agenda.js";
import { withAction } from "./plan.js";

/** @import { EntryChoice, EntryDocument, GroupDocument } from "../../shared/documents.d.ts" */
/** @import { PlanDocument, RoundDocument, Topic } from "../../shared/documents.d.ts" */
/** @import { WaitingComment, WorkspaceDocument } from "../../shared/documents.d.ts" */

/** @typedef {EntryDocument & { choice: EntryChoice }} Entry - what arrived, and the facilitator's choice */
/** @typedef {Required<PlanDocument>} Plan */

/**
 * Those contents of a workspace file whose shape is the same on the page.
 *
 * @typedef {Omit<WorkspaceDocument, "format" | "format_version" | "entries" | "plan">} Saved
 */

/**
 * The other contents of the desk.
 *
 * @typedef {object} Others
 * @property {Entry[]} entries - what has arrived, in order
 * @property {Plan} plan - what was agreed
 * @property {boolean} isClosed - whether the collection is closed
 * @property {string[]} counted - digests of the entries that the group on the page rests on
 * @property {string} parts_counted - which set of entries its parts are shown of
 * @property {Record<string, string>} tokens - the marks of those counted who gave a token, by token
 * @property {WaitingComment[]} waiting - comments of those who were counted
 * @property {Topic[]} topics - what to talk about, in order
 * @property {GroupDocument | null} opened - a group file that was opened in place of results
 * @property {GroupDocument | null} group - the group's document, once it is shown
 */

/** @typedef {Saved & Others} State */

/** @returns {State} */
const emptyState = () => ({
  round: null,
  entries: [],
  revealed: [],
  parts_shown: "",
  isClosed: false,
  counted: [],
  parts_counted: "",
  options: { kind: "level", merged: {}, partners: {}, threshold: null, round: "" },
  comments: {},
  plan: { rows: [], next_assessment: "" },
  earlier: null,
  earlier_tokens: {},
  tokens: {},
  waiting: [],
  topics: [],
  own: {},
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
   * Why the fields of the set-up hold more than the round does, in sentences. No file may be
   * written until that is put right.
   *
   * @type {string[]}
   */
  setUpFaults = [];

  /** @returns {Readonly<State>} */
  get state() {
    return this.#state;
  }

  /** @returns {RoundDocument | null} */
  get round() {
    return this.#state.round;
  }

  /**
   * Take over a round, with how it wants the group to be looked at; also fires `round`.
   *
   * @param {RoundDocument} round - as set up
   */
  setRound(round) {
    const { options, revealed } = this.#state;
    const merged = round.by === options.kind ? options.merged : {};
    // Once the group has been shown, another way of looking at it could reveal single answers.
    const looks = revealed.length > 0 ? options : { ...options, kind: round.by, merged };
    this.set({ round, options: looks });
    this.dispatchEvent(new Event("round"));
  }

  /** Note that the group on the page has been shown to others: from now on late files wait. */
  noteShown() {
    const { group, counted, parts_counted } = this.#state;
    if (group && counted.length > 0) {
      this.set({ revealed: counted, parts_shown: parts_counted });
    }
  }

  /**
   * Note what was said on a topic; also fires `note`, with code and text as its detail.
   *
   * @param {string} code - of the topic
   * @param {string} text - the whole note
   */
  note(code, text) {
    this.set({ said: { ...this.#state.said, [code]: text } });
    this.dispatchEvent(new CustomEvent("note", { detail: { code, text } }));
  }

  /**
   * Put an action on a topic into the plan; also fires `action`, with code and action as its
   * detail.
   *
   * @param {string} code - of the topic
   * @param {string} what - will be done
   */
  addAction(code, what) {
    const { plan } = this.#state;
    this.set({ plan: { ...plan, rows: withAction(plan.rows, code, what) } });
    this.dispatchEvent(new CustomEvent("action", { detail: { code, what } }));
  }

  /** @param {Partial<State>} changes - the new contents, by name */
  set(changes) {
    Object.assign(this.#state, changes);
    this.dispatchEvent(new CustomEvent("change", { detail: Object.keys(changes) }));
  }

  /** @param {EntryDocument[]} entries - that have just been read */
  add(entries) {
    const arrived = entries.map((entry) => ({ ...entry, choice: /** @type {const} */ ("") }));
    this.set({ entries: [...this.#state.entries, ...arrived] });
  }

  /**
   * React to changes of certain contents.
   *
   * @param {(keyof State)[]} names - of the contents
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
