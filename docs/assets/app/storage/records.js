/**
 * Splits a result into single records, so that an answer is one write, and joins them into the
 * shape of the file again.
 *
 * A record's key is the path to it, with each segment escaped and joined by "/": "responses/1A".
 * This file knows no rule of the instrument; only Python decides what is valid in a result.
 */

import { storableValue } from "../shared/clean-text.js";
import { termsFrom } from "../shared/terms.js";

/** @import { ResultDocument } from "../shared/documents.d.ts" */
/** @import { Terms } from "../shared/terms.js" */

/** @typedef {ResultDocument & { terms?: Terms }} PageResult - with what the round promised */
/** @typedef {Map<string, unknown>} Records */

/** How deep the value of each key is split; the value of any other key is one record. */
const DEPTHS = new Map([
  ["respondent", 1],
  ["responses", 1],
  ["significance", 1],
  ["typology", 2],
  ["checklists", 2],
]);

/**
 * Where the value of a form field is kept: in a record, or in one property of it.
 *
 * @typedef {object} Place
 * @property {string[]} path - to the record
 * @property {"answer" | "comment" | "done" | "note" | null} property - null for the whole record
 * @property {"answer" | "text" | "tick"} kind - of value: number or null, text, or true
 */

/**
 * Return where the value of a field is kept; null if it is not kept.
 *
 * @param {string} name - of the field
 * @returns {Place | null}
 */
export function placeOf(name) {
  if (name.includes("/")) {
    return placeOfCheck(name);
  }
  const [first = "", second = ""] = name.split("-");
  if (/^[1-9][A-Z]$/.test(first)) {
    return second === "comment"
      ? { path: ["responses", first], property: "comment", kind: "text" }
      : { path: ["responses", first], property: "answer", kind: "answer" };
  }
  if (first === "success") {
    return second === "comment"
      ? { path: ["success"], property: "comment", kind: "text" }
      : { path: ["success"], property: "answer", kind: "answer" };
  }
  if (first === "significance") {
    return { path: ["significance", second], property: null, kind: "answer" };
  }
  if (first === "now" || first === "needed") {
    return { path: ["typology", first, second], property: null, kind: "text" };
  }
  if (["name", "organisation", "sector", "level"].includes(name)) {
    return { path: ["respondent", name], property: null, kind: "text" };
  }
  return ["partnership", "round", "purpose", "pairing_token"].includes(name)
    ? { path: [name], property: null, kind: "text" }
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
    return { path, property: "done", kind: "tick" };
  }
  return use === "note" ? { path, property: "note", kind: "text" } : null;
}

/**
 * @param {string[]} path - to a record
 * @returns {string} its key
 */
export function keyOf(path) {
  return path.map((segment) => encodeURIComponent(segment)).join("/");
}

/**
 * @param {string} key - of a record
 * @returns {string[]} the path to it
 */
export function pathOf(key) {
  return key.split("/").map((segment) => decodeURIComponent(segment));
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
 * @param {unknown} value - at that path
 * @param {number} depth - how much deeper to split
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
 * Join records into a document.
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
    for (const segment of path) {
      const next = branch.get(segment);
      const inner = next instanceof Map ? next : new Map();
      branch.set(segment, inner);
      branch = inner;
    }
    branch.set(last, storableValue(value));
  }
  return fromTree(tree);
}

/**
 * Turn maps into objects by their entries, so that a key such as `__proto__` is an ordinary key.
 *
 * @param {Map<string, unknown>} tree - of nested maps
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
 * What a person wants to have in the file for the facilitator.
 *
 * @typedef {object} Choices
 * @property {boolean} name - the respondent's name
 * @property {boolean} labels - organisation, sector, level
 * @property {boolean} time - the time of day
 * @property {boolean} token - which lets two rounds of one person be compared
 * @property {(code: string) => boolean} comment - the comment to a statement, or to "success"
 * @property {(id: string) => boolean} checklist - the ticks and notes of a checklist
 */

/**
 * Return what a person passes on. That never includes unreadable entries of a loaded file, nor the
 * terms of the round, which come from the person who receives the file; only the threshold that was
 * promised goes along, since whoever combines the files must keep to it.
 *
 * @param {Partial<PageResult>} document_ - everything
 * @param {Choices} choices - what to include
 * @returns {Partial<PageResult>}
 */
export function forFacilitator(document_, choices) {
  const token = choices.token ? [] : ["pairing_token"];
  const passedOn = without(document_, ["checklists", "unread", "terms", ...token]);
  const { threshold } = termsFrom(document_.terms);
  if (threshold !== undefined) {
    passedOn.threshold = threshold;
  }
  const lists = Object.entries(isObject(document_.checklists) ? document_.checklists : {});
  const chosen = lists.filter(([id]) => choices.checklist(id));
  if (chosen.length > 0) {
    passedOn.checklists = Object.fromEntries(chosen);
  }
  const hidden = [
    ...(choices.name ? [] : ["name"]),
    ...(choices.labels ? [] : ["organisation", "sector", "level"]),
  ];
  if (isObject(passedOn.respondent)) {
    passedOn.respondent = without(passedOn.respondent, hidden);
  }
  if (isObject(passedOn.responses)) {
    const kept = Object.entries(passedOn.responses).map(([code, response]) => [
      code,
      isObject(response) && !choices.comment(code) ? without(response, ["comment"]) : response,
    ]);
    passedOn.responses = Object.fromEntries(kept);
  }
  if (isObject(passedOn.success) && !choices.comment("success")) {
    passedOn.success = without(passedOn.success, ["comment"]);
  }
  if (!choices.time && typeof passedOn.saved_at === "string") {
    passedOn.saved_at = `${passedOn.saved_at.slice(0, 10)}T00:00:00Z`;
  }
  return passedOn;
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
 * Return a text in a form that is safe in a file's name, cut to 40 characters.
 *
 * @param {string} text - with any characters
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
 * @param {unknown} one - a JSON value, or undefined
 * @param {unknown} other - another one
 * @returns {boolean} whether both are equal, whatever the order of their keys
 */
export function isEqual(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, place) => isEqual(item, other[place]));
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
