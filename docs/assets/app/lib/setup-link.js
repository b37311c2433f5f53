/**
 * The link that a facilitator sends round: `#setup?partnership=…&round=…`. What stands behind the
 * "#" is never sent to a server; it is taken in and then out of the address.
 */

import { cleaned, cut, MODES, mostIn, PURPOSES, termsFrom } from "./terms.js";

/** @import { Terms } from "./terms.js" */

/**
 * @typedef {object} Setup
 * @property {string} [partnership] - its name
 * @property {string} [round] - which time it answers
 * @property {string} [purpose] - a code
 * @property {string} [mode] - a code
 * @property {Terms} [terms] - what the round promises
 */

const START = "#setup?";

/**
 * Return what the address brings, and clean the address; null where it brings nothing.
 *
 * @returns {Setup | null}
 */
export function takeSetup() {
  if (!location.hash.startsWith(START)) {
    return null;
  }
  const setup = setupFrom(location.hash);
  history.replaceState(null, "", location.pathname + location.search);
  return setup;
}

/**
 * @param {string} hash - of an address, written by anybody
 * @returns {Setup | null} what it brings, if anything
 */
export function setupFrom(hash) {
  if (!hash.startsWith(START)) {
    return null;
  }
  const given = new URLSearchParams(hash.slice(START.length));
  /** @type {Setup} */
  const setup = {};
  for (const key of /** @type {const} */ (["partnership", "round"])) {
    const text = cut(cleaned(given.get(key)), mostIn(key));
    if (text) {
      setup[key] = text;
    }
  }
  const purpose = given.get("purpose");
  const mode = given.get("mode");
  if (purpose && PURPOSES.includes(purpose)) {
    setup.purpose = purpose;
  }
  if (mode && MODES.includes(mode)) {
    setup.mode = mode;
  }
  const terms = termsFrom({
    ...Object.fromEntries(given),
    labels: given.get("labels")?.split(","),
    threshold: Number(given.get("threshold")),
  });
  if (Object.keys(terms).length > 0) {
    setup.terms = terms;
  }
  return Object.keys(setup).length > 0 ? setup : null;
}
