/**
 * A round as a facilitator sets it up: its shape, its link, and what its files are called. Reading
 * a set-up file is Python's business.
 */

import { checkOf, KEYS } from "../../shared/link-check.js";
import { THRESHOLD } from "../../shared/terms.js";
import { safeName } from "../../storage/records.js";

/** @import { Part } from "../../shared/link-check.js" */

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
 * so that a mail program which drops a last full stop drops nothing; its check comes first, so that
 * one which cuts the end off does not take the check along.
 *
 * @param {Round} round - to link to
 * @param {string} assess - address of the assessment
 */
export function linkOf(round, assess) {
  const said = {
    ...round,
    threshold: round.mode === "open" ? "" : round.threshold,
    labels: round.labels.join(",") || "none",
  };
  const texts = new Map(Object.entries(said).map(([key, value]) => [key, String(value)]));
  const parts = KEYS.map((key) => /** @type {Part} */ ([key, texts.get(key) ?? ""])).filter(
    ([, text]) => text !== "",
  );
  return `${assess}#setup?c=${checkOf(parts)}&${new URLSearchParams(parts)}`;
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

/** Each way round, since a letter such as "ß" has no capital of its own. */
const WITHOUT_CASE = /** @type {const} */ (["toLowerCase", "toUpperCase", "toLowerCase"]);

/**
 * Return a name so that two spellings of it are equal: by case, by spaces, by straight or curly
 * quotes, by hyphens or dashes, and by how their accents are written.
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
