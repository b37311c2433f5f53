/**
 * The outcome of a checkup as plain text, for whoever helps.
 */

/**
 * A check as the page shows it.
 *
 * @typedef {{ title: string, status: string, found: string[] }} Row
 */

/**
 * @param {Row[]} rows - in their order
 * @param {string[]} about - lines on time, place and browser
 * @returns {string}
 */
export function reportText(rows, about) {
  const lines = rows.flatMap(({ title, status, found }) => [
    `[${status}] ${title}`,
    ...found.map((line) => `    ${line}`),
  ]);
  return `${["Checkup of the Partnership Assessment Tool", ...about, "", ...lines].join("\n")}\n`;
}
