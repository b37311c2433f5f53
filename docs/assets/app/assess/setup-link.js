/**
 * The invitation link that a facilitator sends: `#setup?c=…&partnership=…&round=…`. The text after
 * the "#" is never sent to a server; the page reads it and removes it from the address.
 */

import { cleaned, cut, LABELS, MODES, mostIn, PURPOSES, termsFrom } from "../shared/terms.js";
import { readLink } from "./link-repair.js";

/** @import { Reading } from "./link-repair.js" */
/** @import { Parameter } from "../shared/link-check.js" */
/** @import { Terms } from "../shared/terms.js" */

/**
 * @typedef {object} Setup
 * @property {string} [partnership] - its name
 * @property {string} [round] - its name
 * @property {string} [purpose] - a code
 * @property {string} [mode] - a code
 * @property {Terms} [terms] - what the round promises, and whether the link has lost some of it
 */

/** The codes that are allowed for each key without free text. */
const CODES = new Map([
  ["mode", MODES],
  ["purpose", PURPOSES],
  ["labels", [...LABELS, "none"]],
]);

/**
 * Return the set-up in the address, and remove it from there; null if the address has none.
 *
 * @returns {Setup | null}
 */
export function takeSetup() {
  const setup = setupFrom(location.hash);
  if (setup) {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return setup;
}

/**
 * @param {string} hash - of an address, written by anybody
 * @returns {Setup | null} the set-up in it; null if it is no invitation link
 */
export function setupFrom(hash) {
  const reading = readLink(hash);
  if (reading === null) {
    return null;
  }
  const given = new Map(reading.parameters);
  /** @type {Setup} */
  const setup = {};
  for (const key of /** @type {const} */ (["partnership", "round"])) {
    const text = cut(cleaned(given.get(key)), mostIn(key));
    if (text) {
      setup[key] = text;
    }
  }
  for (const key of /** @type {const} */ (["purpose", "mode"])) {
    const code = wordIn(given.get(key));
    if (CODES.get(key)?.includes(code)) {
      setup[key] = code;
    }
  }
  const terms = termsFrom({
    ...Object.fromEntries(given),
    delete_on: wordIn(given.get("delete_on")),
    labels: given.has("labels") ? wordIn(given.get("labels")).split(",") : undefined,
    threshold: Number(wordIn(given.get("threshold"))),
    damage: damageOf(reading, setup.mode),
  });
  return Object.keys(terms).length > 0 ? { ...setup, terms } : setup;
}

/**
 * @param {Reading} reading - of a link
 * @param {string | undefined} mode - in the link, if it has one
 * @returns {Terms["damage"]}
 */
function damageOf({ parameters, isChecked, isDamaged }, mode) {
  if (isDamaged || (!isChecked && isCutWord(parameters.at(-1)))) {
    return "certain";
  }
  const keys = parameters.map(([key]) => key);
  // Links written by hand name only partnership and round.
  const isShort = keys.length > 0 && keys.every((key) => ["partnership", "round"].includes(key));
  const isSilent = isChecked ? !keys.includes("mode") : isShort;
  return mode !== undefined || isSilent ? undefined : "likely";
}

/**
 * @param {Parameter | undefined} last - parameter of a link
 *   without a check
 */
function isCutWord([key, text] = ["", ""]) {
  const word = wordIn(text).split(",").at(-1) ?? "";
  if (key === "delete_on") {
    return /^[0-9]{1,4}(-[0-9]{0,2}){0,2}$/.test(word) && word.length < 10;
  }
  const codes = word === "" ? [] : (CODES.get(key) ?? []);
  return codes.some((code) => code !== word && code.startsWith(word));
}

/**
 * @param {string | undefined} text - of a link
 * @returns {string} the code, day or number in it, without characters that are stuck to it
 */
function wordIn(text = "") {
  return text.toLowerCase().replace(/[^a-z0-9_,-]/g, "");
}
