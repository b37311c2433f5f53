/**
 * The outcome of a probe in the checkup. A probe measures; what an outcome means and what to do
 * about it is in the page, under the outcome's code.
 */

/**
 * @typedef {object} Outcome
 * @property {string} code - one of those that the page has for this check
 * @property {string[]} measured - lines that say what was measured
 */

/**
 * @typedef {object} Probe
 * @property {string} name - of the check in the page
 * @property {(report: (progress: string) => void) => Promise<Outcome>} run - may take a while, and
 *   reports its progress
 */

/** How many lines of a long list are shown. */
const MOST = 10;

/**
 * @param {string} code - of the outcome
 * @param {...string} measured - lines that say what was measured
 * @returns {Outcome}
 */
export function outcome(code, ...measured) {
  return { code, measured };
}

/**
 * Return the first lines, and how many more there are.
 *
 * @param {string[]} lines - all of them
 * @returns {string[]}
 */
export function shortened(lines) {
  const more = lines.length - MOST;
  return more > 1 ? [...lines.slice(0, MOST), `and ${more} more`] : lines;
}
