/**
 * The link that a facilitator sends round: `#setup?partnership=…&round=…`. What stands behind the
 * "#" is never sent to a server; it is taken in and then out of the address.
 */

/**
 * @typedef {object} Setup
 * @property {string} [partnership] - its name
 * @property {string} [round] - which time it answers
 * @property {string} [purpose] - a code
 * @property {string} [mode] - a code
 */

const START = "#setup?";
const MOST_CHARACTERS = 200;
const MODES = ["confidential", "open"];
const PURPOSES = ["developmental", "routine", "diagnostic"];

/**
 * Return what the address brings, and clean the address; null where it brings nothing.
 *
 * @returns {Setup | null}
 */
export function takeSetup() {
  if (!location.hash.startsWith(START)) {
    return null;
  }
  const given = new URLSearchParams(location.hash.slice(START.length));
  history.replaceState(null, "", location.pathname + location.search);
  /** @type {Setup} */
  const setup = {};
  for (const key of /** @type {const} */ (["partnership", "round"])) {
    const text = (given.get(key) ?? "").trim().slice(0, MOST_CHARACTERS);
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
  return Object.keys(setup).length > 0 ? setup : null;
}
