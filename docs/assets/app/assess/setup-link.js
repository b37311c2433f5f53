/**
 * The link that a facilitator sends round: `#setup?c=…&partnership=…&round=…`. What stands behind
 * the "#" is never sent to a server; it is taken in and then out of the address.
 */

import { cleaned, cut, LABELS, MODES, mostIn, PURPOSES, termsFrom } from "../shared/terms.js";
import { readLink } from "./link-repair.js";

/** @import { Reading } from "./link-repair.js" */
/** @import { Terms } from "../shared/terms.js" */

/**
 * @typedef {object} Setup
 * @property {string} [partnership] - its name
 * @property {string} [round] - which time it answers
 * @property {string} [purpose] - a code
 * @property {string} [mode] - a code
 * @property {Terms} [terms] - what the round promises, and whether the link has lost some of it
 */

/** The codes behind each key that has no text of its own. */
const CODES = new Map([
  ["mode", MODES],
  ["purpose", PURPOSES],
  ["labels", [...LABELS, "none"]],
]);

/**
 * Return what the address brings, and clean the address; null where it brings nothing.
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
 * @returns {Setup | null} what it brings; null where it is no link of a round
 */
export function setupFrom(hash) {
  const reading = readLink(hash);
  if (reading === null) {
    return null;
  }
  const given = new Map(reading.parts);
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
 * @param {string | undefined} mode - that was found in it
 * @returns {Terms["damage"]}
 */
function damageOf({ parts, isChecked, isDamaged }, mode) {
  if (isDamaged || (!isChecked && isCutWord(parts.at(-1)))) {
    return "certain";
  }
  const keys = parts.map(([key]) => key);
  // Links that people have written by hand name partnership and round, and promise nothing.
  const isShort = keys.length > 0 && keys.every((key) => ["partnership", "round"].includes(key));
  const isSilent = isChecked ? !keys.includes("mode") : isShort;
  return mode !== undefined || isSilent ? undefined : "likely";
}

/** @param {import("../shared/link-check.js").Part | undefined} last - part of a link without a check */
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
 * @returns {string} the code, day or number in it, whatever is glued to it
 */
function wordIn(text = "") {
  return text.toLowerCase().replace(/[^a-z0-9_,-]/g, "");
}
