/**
 * A result as single records, so that one answer is one write; and back into the shape of the file.
 *
 * A record's key is the path to it, each part escaped and joined by "/": "responses/1A". No rule of
 * the instrument stands here: what is right or wrong in a result is Python's to say.
 */

import { storableValue } from "../shared/clean-text.js";

/** @import { ResultDocument } from "../shared/documents.d.ts" */
/** @import { Terms } from "../shared/terms.js" */

/** @typedef {ResultDocument & { terms?: Terms }} PageResult - with what the round promised */
/** @typedef {Map<string, unknown>} Records */

/** How deep each part of a document is split; what is not named here is one record. */
const DEPTHS = new Map([
  ["respondent", 1],
  ["responses", 1],
  ["significance", 1],
  ["typology", 2],
  ["checklists", 2],
]);

/**
 * What a form field's name stands for: the path of its record, and which part of it.
 *
 * @typedef {object} Place
 * @property {string[]} path - to the record
 * @property {"answer" | "comment" | "done" | "note" | null} part - of the record; null for all of it
 * @property {"answer" | "text" | "tick"} kind - of value: a number or null, text, or ticked or not
 */

/**
 * Return where the value of a field is kept; null for fields that are not kept.
 *
 * @param {string} name - the field's
 * @returns {Place | null}
 */
export function placeOf(name) {
  if (name.includes("/")) {
    return placeOfCheck(name);
  }
  const [first = "", second = ""] = name.split("-");
  if (/^[1-9][A-Z]$/.test(first)) {
    return second === "comment"
      ? { path: ["responses", first], part: "comment", kind: "text" }
      : { path: ["responses", first], part: "answer", kind: "answer" };
  }
  if (first === "success") {
    return second === "comment"
      ? { path: ["success"], part: "comment", kind: "text" }
      : { path: ["success"], part: "answer", kind: "answer" };
  }
  if (first === "significance") {
    return { path: ["significance", second], part: null, kind: "answer" };
  }
  if (first === "now" || first === "needed") {
    return { path: ["typology", first, second], part: null, kind: "text" };
  }
  if (["name", "organisation", "sector", "level"].includes(name)) {
    return { path: ["respondent", name], part: null, kind: "text" };
  }
  return ["partnership", "round", "purpose", "pairing_token"].includes(name)
    ? { path: [name], part: null, kind: "text" }
    : null;
}

/**
 * @param {string} name - of a field of a checklist: "check/LIST/ID" or "note/LIST/ID"
 * @returns {Place | null}
 */
function placeOfCheck(name) {
  const [use, ...rest] = name.split("/");
  if (rest.length !== 2 || rest.includes("")) {
    return null;
  }
  const path = ["checklists", ...rest];
  if (use === "check") {
    return { path, part: "done", kind: "tick" };
  }
  return use === "note" ? { path, part: "note", kind: "text" } : null;
}

/**
 * @param {string[]} path - to a record
 * @returns {string} its key
 */
export function keyOf(path) {
  return path.map((part) => encodeURIComponent(part)).join("/");
}

/**
 * @param {string} key - of a record
 * @returns {string[]} the path to it
 */
export function pathOf(key) {
  return key.split("/").map((part) => decodeURIComponent(part));
}

/**
 * Split a document into records.
 *
 * @param {Partial<PageResult>} document_ - in the shape of a result file
 * @returns {Records}
 */
export function toRecords(document_) {
  /** @type {Records} */
  const records = new Map();
  for (const [key, value] of Object.entries(document_)) {
    split(records, [key], value, DEPTHS.get(key) ?? 0);
  }
  return records;
}

/**
 * @param {Records} records - to add to
 * @param {string[]} path - so far
 * @param {unknown} value - what stands there
 * @param {number} depth - how much deeper to go
 */
function split(records, path, value, depth) {
  if (depth > 0 && isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      split(records, [...path, key], inner, depth - 1);
    }
  } else {
    records.set(keyOf(path), value);
  }
}

/**
 * Put records together into a document.
 *
 * @param {Records} records - as split
 * @returns {Partial<PageResult>}
 */
export function toDocument(records) {
  /** @type {Map<string, unknown>} */
  const tree = new Map();
  for (const [key, value] of records) {
    const path = pathOf(key);
    const last = /** @type {string} */ (path.pop());
    let branch = tree;
    for (const part of path) {
      const next = branch.get(part);
      const inner = next instanceof Map ? next : new Map();
      branch.set(part, inner);
      branch = inner;
    }
    branch.set(last, storableValue(value));
  }
  return fromTree(tree);
}

/**
 * A map becomes an object by its entries, so that a key such as `__proto__` is only a key.
 *
 * @param {Map<string, unknown>} tree - maps in maps
 * @returns {Record<string, unknown>}
 */
function fromTree(tree) {
  const entries = [...tree].map(([key, value]) => [
    key,
    value instanceof Map ? fromTree(value) : value,
  ]);
  return Object.fromEntries(entries);
}

/**
 * What a person put into the file for the facilitator.
 *
 * @typedef {object} Choices
 * @property {boolean} name - the respondent's name
 * @property {boolean} labels - organisation, sector, level
 * @property {boolean} time - the time of the day
 * @property {boolean} token - by which two rounds of one person can be compared
 * @property {(code: string) => boolean} comment - the comment to a statement, or to "success"
 * @property {(id: string) => boolean} checklist - the ticks and notes of a checklist
 */

/**
 * Return what a person hands on: never what could not be read of a loaded file, nor the terms of the
 * round, which whoever gets the file has written.
 *
 * @param {Partial<PageResult>} document_ - everything
 * @param {Choices} choices - what to leave in
 * @returns {Partial<PageResult>}
 */
export function forFacilitator(document_, choices) {
  const token = choices.token ? [] : ["pairing_token"];
  const left = without(document_, ["checklists", "unread", "terms", ...token]);
  const lists = Object.entries(isObject(document_.checklists) ? document_.checklists : {});
  const chosen = lists.filter(([id]) => choices.checklist(id));
  if (chosen.length > 0) {
    left.checklists = Object.fromEntries(chosen);
  }
  const hidden = [
    ...(choices.name ? [] : ["name"]),
    ...(choices.labels ? [] : ["organisation", "sector", "level"]),
  ];
  if (isObject(left.respondent)) {
    left.respondent = without(left.respondent, hidden);
  }
  if (isObject(left.responses)) {
    const kept = Object.entries(left.responses).map(([code, response]) => [
      code,
      isObject(response) && !choices.comment(code) ? without(response, ["comment"]) : response,
    ]);
    left.responses = Object.fromEntries(kept);
  }
  if (isObject(left.success) && !choices.comment("success")) {
    left.success = without(left.success, ["comment"]);
  }
  if (!choices.time && typeof left.saved_at === "string") {
    left.saved_at = `${left.saved_at.slice(0, 10)}T00:00:00Z`;
  }
  return left;
}

/**
 * Return a safe name for a result file: partnership, day, and the start of its id.
 *
 * @param {Partial<PageResult>} document_ - the result
 * @returns {string}
 */
export function fileNameOf(document_) {
  const short = safeName(String(document_.partnership ?? ""));
  const day = String(document_.saved_at ?? "").slice(0, 10);
  const id = String(document_.result_id ?? "")
    .replace(/[^0-9A-Za-z]/g, "")
    .slice(0, 8);
  return `${[short || "partnership", day, id].filter(Boolean).join("-")}.pat.json`;
}

/**
 * Return a text as part of a file's name, at most 40 characters of it.
 *
 * @param {string} text - with whatever signs
 */
export function safeName(text) {
  const name = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return [...name].slice(0, 40).join("").replace(/-$/, "");
}

/**
 * @param {unknown} value - anything
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @template {object} T
 * @param {T} object - to copy
 * @param {string[]} keys - to leave out, none of which its type requires
 * @returns {T}
 */
function without(object, keys) {
  const entries = Object.entries(object).filter(([key]) => !keys.includes(key));
  return /** @type {T} */ (Object.fromEntries(entries));
}

/**
 * @param {unknown} one - a value as JSON knows them, or undefined
 * @param {unknown} other - another one
 * @returns {boolean} whether both say the same, in whatever order their parts stand
 */
export function isEqual(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, place) => isEqual(each, other[place]));
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
    );
  }
  return one === other;
}
