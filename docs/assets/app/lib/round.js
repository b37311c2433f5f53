/**
 * A round as a facilitator sets it up: its shape, its link, and its set-up file. A set-up file holds
 * no answers, so it is read here; what is not of its shape is refused with a sentence.
 */

import { isObject, safeName } from "./records.js";
import {
  cleaned,
  isDay,
  isThreshold,
  isWholeBetween,
  LABELS,
  MODES,
  mostIn,
  PURPOSES,
  THRESHOLD,
} from "./terms.js";

/** @typedef {{ partner: string, people: number }} Invited */

/**
 * A round, in the shape of its set-up file. A text that was not given is empty.
 *
 * @typedef {object} Round
 * @property {"pat-round"} format
 * @property {1} format_version
 * @property {string} partnership - its name
 * @property {string} round - which time it answers
 * @property {string} purpose - a code
 * @property {string} mode - a code
 * @property {string} context - a few lines on the setting
 * @property {string} facilitator - who leads the discussion
 * @property {string} holder - who holds the files
 * @property {string} sees - who sees what
 * @property {string} delete_on - the day on which the files are deleted, by ISO 8601
 * @property {string} ending - how people will hear the findings
 * @property {string} date - the day by which people answer, by ISO 8601
 * @property {string[]} labels - those that people are asked for
 * @property {string} by - the one label by which the group is looked at
 * @property {Invited[]} invited - with an empty partner: a total
 * @property {number} threshold - how many people a figure needs before it is shown
 */

/** The texts of a round, with what each is called. */
export const TEXTS = Object.freeze({
  partnership: "Name of the partnership",
  round: "Round",
  context: "Context",
  facilitator: "Who facilitates",
  holder: "Who holds the files",
  sees: "Who sees what",
  ending: "How it will end",
});
export const MOST_PEOPLE = 10_000;
/** A set-up file can hardly be larger, however its texts are escaped. */
export const MOST_BYTES = 200_000;

const MOST_PARTNERS = 200;
const IN_LINK = /** @type {const} */ ([
  ...["partnership", "round", "purpose", "mode", "context"],
  ...["facilitator", "holder", "sees", "delete_on", "ending"],
]);

/** A set-up file that is not one; the message says so to a person. */
export class RoundError extends Error {
  name = "RoundError";
}

/** @returns {Round} one in which nothing has been said */
export function blankRound() {
  return {
    format: "pat-round",
    format_version: 1,
    partnership: "",
    round: "",
    purpose: "",
    mode: "",
    context: "",
    facilitator: "",
    holder: "",
    sees: "",
    delete_on: "",
    ending: "",
    date: "",
    labels: ["level"],
    by: "level",
    invited: [],
    threshold: THRESHOLD.usual,
  };
}

/**
 * Return the link that brings people to the assessment with everything filled in. Its end is a word,
 * so that a mail program which drops a last full stop drops nothing.
 *
 * @param {Round} round - to link to
 * @param {string} assess - address of the assessment
 */
export function linkOf(round, assess) {
  const parts = new URLSearchParams();
  for (const key of IN_LINK) {
    const text = /** @type {Record<string, any>} */ (round)[key];
    if (text) {
      parts.set(key, text);
    }
  }
  if (round.mode !== "open") {
    parts.set("threshold", String(round.threshold));
  }
  parts.set("labels", round.labels.join(",") || "none");
  return `${assess}#setup?${parts}`;
}

/**
 * @param {Round} round - to name
 * @param {string} ending - of the file's name, such as "pat-round.json"
 * @returns {string} a safe file name
 */
export function fileNameOf({ partnership, round }, ending) {
  const words = [safeName(partnership) || "partnership", safeName(round)];
  return `${words.filter(Boolean).join("-")}.${ending}`;
}

/**
 * @param {Round} round - to name
 * @returns {string} partnership and round, for people
 */
export function titleOf({ partnership, round }) {
  return [partnership || "no partnership named", round].filter(Boolean).join(", ");
}

/**
 * @param {Round} round - to count
 * @returns {number} how many people are invited; 0 where that was not said
 */
export function peopleIn({ invited }) {
  return invited.reduce((sum, { people }) => sum + people, 0);
}

/**
 * Return the round that a set-up file holds.
 *
 * @param {string} text - of the file, written by anybody
 * @returns {Round}
 * @throws {RoundError} where it is not of the shape
 */
export function readRound(text) {
  const given = fieldsOf(text);
  const round = blankRound();
  for (const [key, label] of Object.entries(TEXTS)) {
    /** @type {Record<string, any>} */ (round)[key] = textOf(given.get(key) ?? "", key, label);
  }
  for (const key of /** @type {const} */ (["delete_on", "date"])) {
    round[key] = oneOf(given.get(key) ?? "", (day) => day === "" || isDay(day), key, "a date");
  }
  round.mode = codeOf(given.get("mode"), MODES, "mode");
  round.purpose = codeOf(given.get("purpose"), PURPOSES, "purpose");
  round.labels = labelsOf(given.get("labels") ?? []);
  const usual = round.labels.includes("level") ? "level" : "";
  round.by = codeOf(given.get("by") ?? usual, round.labels, "by");
  round.threshold = oneOf(
    given.get("threshold") ?? THRESHOLD.usual,
    isThreshold,
    "threshold",
    `a whole number from ${THRESHOLD.least} to ${THRESHOLD.most}`,
  );
  round.invited = invitedOf(given.get("invited") ?? []);
  return round;
}

/**
 * @param {string} text - of a file
 * @returns {Map<string, unknown>} its fields, if it says that it is a set-up file
 */
function fieldsOf(text) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw new RoundError("This is not a set-up file: its text is not JSON.");
  }
  if (!isObject(given) || given.format !== "pat-round") {
    throw new RoundError("This is not a set-up file. Its name usually ends in .pat-round.json.");
  }
  const version = given.format_version;
  if (typeof version === "number" && version > 1) {
    throw new RoundError(
      `This set-up file has format version ${version}; this page reads version 1. It needs a newer page.`,
    );
  }
  if (version !== 1) {
    throw new RoundError("This set-up file does not say that it has format version 1.");
  }
  return new Map(Object.entries(given));
}

/**
 * @template T
 * @param {unknown} value - in a file
 * @param {(value: any) => boolean} isGood - tells whether it may stand there
 * @param {string} key - where
 * @param {string} allowed - in words
 * @returns {T}
 */
function oneOf(value, isGood, key, allowed) {
  if (!isGood(value)) {
    throw new RoundError(`In this set-up file, "${key}" is not ${allowed}.`);
  }
  return /** @type {T} */ (value);
}

/**
 * @param {unknown} value - in a file
 * @param {string} key - where
 * @param {string} label - what it is called
 */
function textOf(value, key, label) {
  const most = mostIn(key);
  oneOf(value, (text) => typeof text === "string", key, "a text");
  if ([.../** @type {string} */ (value)].length > most) {
    throw new RoundError(`In this set-up file, "${label}" has more than ${most} characters.`);
  }
  return cleaned(value);
}

/**
 * @param {unknown} value - in a file
 * @param {readonly string[]} codes - allowed
 * @param {string} key - where
 * @returns {string}
 */
function codeOf(value, codes, key) {
  const allowed = codes.length > 0 ? `one of ${codes.join(", ")}` : "empty";
  return oneOf(value ?? "", (code) => code === "" || codes.includes(code), key, allowed);
}

/** @param {unknown} value - in a file */
function labelsOf(value) {
  const isGood = (/** @type {any} */ each) =>
    Array.isArray(each) && each.every((label) => LABELS.includes(label));
  /** @type {string[]} */
  const given = oneOf(value, isGood, "labels", `a list of ${LABELS.join(", ")}`);
  return LABELS.filter((label) => given.includes(label));
}

/**
 * @param {unknown} value - in a file
 * @returns {Invited[]}
 */
function invitedOf(value) {
  const isGood = (/** @type {any} */ each) =>
    Array.isArray(each) && each.length <= MOST_PARTNERS && each.every(isObject);
  /** @type {Record<string, unknown>[]} */
  const rows = oneOf(value, isGood, "invited", `a list of at most ${MOST_PARTNERS} partners`);
  return rows.map((row) => ({
    partner: textOf(row.partner ?? "", "invited", "Partner"),
    people: oneOf(
      row.people,
      (people) => isWholeBetween(people, 1, MOST_PEOPLE),
      "people",
      `a whole number from 1 to ${MOST_PEOPLE}`,
    ),
  }));
}
