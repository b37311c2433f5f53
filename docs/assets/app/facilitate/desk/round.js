/**
 * A round as a facilitator sets it up: its blank form, its link, and the names of its files. Only
 * Python reads a set-up file.
 */

import { checkOf, KEYS } from "../../shared/link-check.js";
import { THRESHOLD } from "../../shared/terms.js";
import { safeName } from "../../storage/records.js";

/** @import { RoundDocument } from "../../shared/documents.d.ts" */
/** @import { Parameter } from "../../shared/link-check.js" */

/** @typedef {RoundDocument} Round - a text that was not given is empty */

/** The texts of a round, with the label of each. */
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

/** @returns {Round} one in which nothing is filled in yet */
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
 * Return the link that takes people to the assessment with everything filled in. It ends in a word,
 * since some mail programs drop a full stop at the end of a link; and its check comes first, since
 * others cut the end off.
 *
 * @param {Round} round - to link to
 * @param {string} assess - address of the assessment
 */
export function linkOf(round, assess) {
  const given = {
    ...round,
    threshold: round.mode === "confidential" ? round.threshold : "",
    labels: round.labels.join(",") || "none",
  };
  const texts = new Map(Object.entries(given).map(([key, value]) => [key, String(value)]));
  const parameters = KEYS.map(
    (key) => /** @type {Parameter} */ ([key, texts.get(key) ?? ""]),
  ).filter(([, text]) => text !== "");
  return `${assess}#setup?c=${checkOf(parameters)}&${new URLSearchParams(parameters)}`;
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
 * @returns {number} how many people are invited; 0 if that is not given
 */
export function peopleIn({ invited }) {
  return invited.reduce((sum, { people }) => sum + people, 0);
}

/** In both directions, since some letters, such as "ß", have no single capital. */
const WITHOUT_CASE = /** @type {const} */ (["toLowerCase", "toUpperCase", "toLowerCase"]);

/**
 * Return a name in a form that is equal for all its spellings: in either case, with any spaces,
 * straight or curly quotes, hyphens or dashes, and accents in either encoding. Python has the same
 * rule, but the page must find a partner that is named twice before Python refuses the file.
 *
 * @param {string} name - of a partner, a partnership or a round
 */
export function nameKey(name) {
  const plain = name
    .normalize("NFKC")
    .replace(/[‘’‚‛ʼ´`′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[\p{Pd}−]/gu, "-")
    .replace(/\s+/g, " ")
    .trim();
  return WITHOUT_CASE.reduce((text, way) => text[way](), plain).normalize("NFKC");
}
