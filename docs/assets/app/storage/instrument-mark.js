/**
 * What identifies the page's instrument in every file that the page writes.
 */

/**
 * What identifies an instrument in a file.
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
 * @param {HTMLElement} root - has what identifies the instrument in its `data-*` attributes
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
