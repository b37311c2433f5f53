/**
 * What a probe of the checkup hands back. A probe finds out and measures; what an outcome means and
 * what to do stands in the page, under its code.
 */

/**
 * @typedef {object} Outcome
 * @property {string} code - of one of the outcomes that the page has for this check
 * @property {string[]} found - what was measured, one thing a line
 */

/**
 * @typedef {object} Probe
 * @property {string} name - of the check in the page
 * @property {(tell: (progress: string) => void) => Promise<Outcome>} run - may take a while; says
 *   how far it is
 */

/** How many lines are shown of a long list. */
const MOST = 10;

/**
 * @param {string} code - of the outcome
 * @param {...string} found - what was measured
 * @returns {Outcome}
 */
export function outcome(code, ...found) {
  return { code, found };
}

/**
 * Return the first lines, and how many more there are.
 *
 * @param {string[]} lines - as many as there are
 * @returns {string[]}
 */
export function shortened(lines) {
  const more = lines.length - MOST;
  return more > 1 ? [...lines.slice(0, MOST), `and ${more} more`] : lines;
}
