/**
 * What would be lost: all that stands on the page and in no file. Whatever opens something in its
 * place, takes it away, or leaves the page asks here first.
 */

import { noAgenda } from "./agenda.js";

/** @import { Desk, Entry, PlanRow, State } from "./desk.js" */

/**
 * A part of the page's content: what it is now, and what would be lost of it, in words.
 *
 * @template T
 * @typedef {object} Part
 * @property {() => T} now - a value that is never changed, only replaced
 * @property {(now: T, kept: T) => string} lost - of a value, where another one lies in a file
 */

/** What a workspace file holds. */
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

/** What goes when a group file is opened. */
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
  /** @type {Map<string, Part<any> & { kept: any }>} */
  #parts = new Map();

  /**
   * Look after a part from now on; what it is now is in no danger.
   *
   * @template T
   * @param {string} name - of the part
   * @param {Part<T>} part - of the page's content
   */
  watch(name, part) {
    this.#parts.set(name, { ...part, kept: part.now() });
  }

  /** @param {readonly string[]} names - of parts that lie in a file as they are now */
  keep(names) {
    this.seal(names)();
  }

  /**
   * Remember what goes into a file, which may take a while to be written.
   *
   * @param {readonly string[]} names - of the parts
   * @returns {() => void} to be called once it is written
   */
  seal(names) {
    const sealed = names.map((name) => /** @type {const} */ ([name, this.#parts.get(name)?.now()]));
    return () => {
      for (const [name, value] of sealed) {
        const part = this.#parts.get(name);
        if (part) {
          part.kept = value;
        }
      }
    };
  }

  /**
   * @param {readonly string[]} [names] - of the parts that would go; without, all
   * @returns {string} what would be lost, in words; empty where nothing would
   */
  lost(names = [...this.#parts.keys()]) {
    const words = names.map((name) => {
      const part = this.#parts.get(name);
      return part ? part.lost(part.now(), part.kept) : "";
    });
    return listed(words.filter(Boolean));
  }
}

/**
 * Look after all that lies on the desk.
 *
 * @param {Unsaved} unsaved - gets the parts
 * @param {Desk} desk - whose content nobody else keeps
 */
export function watchDesk(unsaved, desk) {
  /**
   * @template T
   * @param {string} name - of the part
   * @param {(state: Readonly<State>) => T} of - what it is
   * @param {(now: T, kept: T) => string} lost - of it
   */
  const watch = (name, of, lost) => unsaved.watch(name, { now: () => of(desk.state), lost });
  watch("files", ({ entries }) => entries, lostEntries);
  watch(
    "notes",
    ({ said }) => said,
    (now, kept) => counted(changedKeys(now, kept), "notes on 1 topic", "notes on", "topics"),
  );
  watch(
    "plan",
    ({ plan }) => plan,
    (now, kept) => (same(now, kept) ? "" : planText(now)),
  );
  watch(
    "comments",
    ({ comments }) => comments,
    (now, kept) =>
      counted(changedKeys(now, kept), "the decision on 1 comment", "decisions on", "comments"),
  );
  watch(
    "agenda",
    ({ agenda }) => agenda,
    (now, kept) => (same(now, kept) || same(now, noAgenda()) ? "" : "the workshop's agenda"),
  );
  watch(
    "labels",
    ({ options: { merged, partners } }) => ({ ...merged, ...partners }),
    (now, kept) => (changedKeys(now, kept) > 0 ? "which labels count as one" : ""),
  );
  watch("earlier", ({ earlier }) => earlier?.plan?.rows ?? [], lostMarks);
}

/**
 * @param {readonly Entry[]} now - on the desk
 * @param {readonly Entry[]} kept - in a file; one that was chosen otherwise since is another one
 */
function lostEntries(now, kept) {
  const safe = new Set(kept);
  const lost = now.filter((entry) => !entry.refused && !safe.has(entry));
  return listed(
    KINDS.map(([kind, one, more]) => {
      const number = lost.filter((entry) => entry.kind === kind).length;
      return counted(number, one, "", more);
    }).filter(Boolean),
  );
}

/**
 * @param {readonly PlanRow[]} now - of the earlier plan
 * @param {readonly PlanRow[]} kept - in a file
 */
function lostMarks(now, kept) {
  const marked = now.filter(({ state }, place) => state && state !== kept[place]?.state);
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
 * @param {Record<string, unknown>} kept - by key
 * @returns {number} how many of what is there now are not kept
 */
function changedKeys(now, kept) {
  return Object.keys(now).filter((key) => now[key] !== "" && !same(now[key], kept[key])).length;
}

/**
 * @param {number} number - of things; of none nothing is said
 * @param {string} one - in words
 * @param {string} before - the number, where there are more
 * @param {string} after - the number then
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
