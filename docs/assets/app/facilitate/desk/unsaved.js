/**
 * Tells what would be lost: everything on the page that is in no file. Whoever replaces or removes
 * something, or leaves the page, asks here first.
 */

import { noAgenda } from "./agenda.js";

/** @import { PlanRow } from "../../shared/documents.d.ts" */
/** @import { Desk, Entry, State } from "./desk.js" */

/**
 * Some of the page's content, such as the plan.
 *
 * @template T
 * @typedef {object} Content
 * @property {() => T} now - its present value; a change replaces the value
 * @property {(now: T, saved: T) => string} lost - what would be lost, in words, if *saved* is in a
 *   file
 */

/** The content that a workspace file holds. */
export const IN_WORKSPACE = Object.freeze(
  /** @type {const} */ ([
    "files",
    "notes",
    "plan",
    "comments",
    "agenda",
    "labels",
    "earlier",
    "round",
  ]),
);

/** The content that is replaced when a group file is opened. */
export const IN_GROUP = Object.freeze(
  /** @type {const} */ (["files", "notes", "plan", "comments", "agenda"]),
);

/** @type {[Entry["kind"], string, string][]} */
const KINDS = [
  ["file", "1 file", "files"],
  ["row", "1 row of a spreadsheet", "rows of a spreadsheet"],
  ["code", "1 code", "codes"],
  ["paper", "1 paper sheet", "paper sheets"],
];

export class Unsaved {
  /** @type {Map<string, Content<any> & { saved: any }>} */
  #contents = new Map();

  /**
   * Watch some content from now on; its present value counts as saved.
   *
   * @template T
   * @param {string} name - of the content
   * @param {Content<T>} content - to watch
   */
  watch(name, content) {
    this.#contents.set(name, { ...content, saved: content.now() });
  }

  /** @param {readonly string[]} names - of content that is in a file as it is now */
  keep(names) {
    this.seal(names)();
  }

  /**
   * Remember what goes into a file, since it may change while the file is being written.
   *
   * @param {readonly string[]} names - of the content
   * @returns {() => void} to be called once the file is written
   */
  seal(names) {
    const sealed = names.map(
      (name) => /** @type {const} */ ([name, this.#contents.get(name)?.now()]),
    );
    return () => {
      for (const [name, value] of sealed) {
        const content = this.#contents.get(name);
        if (content) {
          content.saved = value;
        }
      }
    };
  }

  /**
   * @param {readonly string[]} [names] - of the content that would go; without names, everything
   * @returns {string} what would be lost, in words; empty if nothing would
   */
  lost(names = [...this.#contents.keys()]) {
    const words = names.map((name) => {
      const content = this.#contents.get(name);
      return content ? content.lost(content.now(), content.saved) : "";
    });
    return listed(words.filter(Boolean));
  }
}

/**
 * Watch everything on the desk.
 *
 * @param {Unsaved} unsaved - watches it
 * @param {Desk} desk - holds it
 */
export function watchDesk(unsaved, desk) {
  /**
   * @template T
   * @param {string} name - of the content
   * @param {(state: Readonly<State>) => T} pick - picks it
   * @param {(now: T, saved: T) => string} lost - see above
   */
  const watch = (name, pick, lost) => unsaved.watch(name, { now: () => pick(desk.state), lost });
  watch("files", ({ entries }) => entries, lostEntries);
  watch(
    "notes",
    ({ said }) => said,
    (now, saved) => counted(changedKeys(now, saved), "notes on 1 topic", "notes on", "topics"),
  );
  watch(
    "plan",
    ({ plan }) => plan,
    (now, saved) => (same(now, saved) ? "" : planText(now)),
  );
  watch(
    "comments",
    ({ comments }) => comments,
    (now, saved) =>
      counted(changedKeys(now, saved), "the decision on 1 comment", "decisions on", "comments"),
  );
  watch(
    "agenda",
    ({ agenda }) => agenda,
    (now, saved) => (same(now, saved) || same(now, noAgenda()) ? "" : "the workshop's agenda"),
  );
  watch(
    "labels",
    ({ options: { merged, partners } }) => ({ ...merged, ...partners }),
    (now, saved) => (changedKeys(now, saved) > 0 ? "which labels count as one" : ""),
  );
  watch("earlier", ({ earlier }) => earlier?.plan?.rows ?? [], lostMarks);
}

/**
 * @param {readonly Entry[]} now - on the desk
 * @param {readonly Entry[]} saved - in a file; a new choice makes it another entry
 */
function lostEntries(now, saved) {
  const safe = new Set(saved);
  const lost = now.filter((entry) => !("refused" in entry) && !safe.has(entry));
  return listed(
    KINDS.map(([kind, one, more]) => {
      const number = lost.filter((entry) => entry.kind === kind).length;
      return counted(number, one, "", more);
    }).filter(Boolean),
  );
}

/**
 * @param {readonly PlanRow[]} now - of the earlier plan
 * @param {readonly PlanRow[]} saved - in a file
 */
function lostMarks(now, saved) {
  const marked = now.filter(({ state }, place) => state && state !== saved[place]?.state);
  return counted(
    marked.length,
    "what became of 1 earlier action",
    "what became of",
    "earlier actions",
  );
}

/** @param {State["plan"]} plan - that no file holds */
function planText({ rows, next_assessment }) {
  const date = next_assessment ? "the date of the next assessment" : "";
  return counted(rows.length, "a plan of 1 row", "a plan of", "rows") || date;
}

/**
 * @param {Record<string, unknown>} now - by key
 * @param {Record<string, unknown>} saved - by key
 * @returns {number} how many present values are not saved
 */
function changedKeys(now, saved) {
  return Object.keys(now).filter((key) => now[key] !== "" && !same(now[key], saved[key])).length;
}

/**
 * @param {number} number - of things; with 0 the text is empty
 * @param {string} one - the text for one thing
 * @param {string} before - stands before a larger number
 * @param {string} after - stands after it
 */
function counted(number, one, before, after) {
  if (number === 0) {
    return "";
  }
  return number === 1 ? one : `${before} ${number.toLocaleString("en-GB")} ${after}`.trim();
}

/**
 * @param {unknown} one - a JSON value
 * @param {unknown} other - a JSON value
 */
function same(one, other) {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** @param {string[]} words - such as "3 files" */
function listed(words) {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last;
}
