/**
 * What identifies the instrument of the page, for every file that the page writes.
 */

/**
 * What identifies the instrument in a file; the page carries it.
 *
 * @typedef {object} InstrumentMark
 * @property {string} id - of the instrument
 * @property {string} version - of its facts
 * @property {number} scoringVersion - of its rules
 * @property {string} scoring - fingerprint of the rules
 * @property {string} wording - fingerprint of the wording
 * @property {string} notice - what every file says of the instrument
 */

/**
 * @param {HTMLElement} root - carries what identifies the instrument
 * @returns {InstrumentMark}
 */
export function markOf({ dataset }) {
  return {
    id: dataset.instrument ?? "",
    version: dataset.version ?? "",
    scoringVersion: Number(dataset.scoringVersion),
    scoring: dataset.scoring ?? "",
    wording: dataset.wording ?? "",
    notice: dataset.notice ?? "",
  };
}
