/**
 * Rows of an action plan: starting, moving, carrying over. Each function returns new rows and
 * leaves the old ones as they were.
 */

/** @import { PlanRow } from "../../shared/documents.d.ts" */

/** The most characters that a field of a row may hold. */
export const MOST_WORDS = 2_000;

/**
 * @param {string} [topic] - code of the topic that the action is about
 * @param {string} [what] - will be done
 * @returns {PlanRow}
 */
export function startedRow(topic = "", what = "") {
  return { topic, what, who: "", by: "", know: "", review: "", state: "", counts: "" };
}

/**
 * Return the rows with one more for each topic that has none.
 *
 * @param {PlanRow[]} rows - of the plan
 * @param {string[]} topics - codes, in order
 */
export function withTopics(rows, topics) {
  const missing = topics.filter((topic) => !rows.some((row) => row.topic === topic));
  return [...rows, ...missing.map((topic) => startedRow(topic))];
}

/**
 * Return the rows with an action on a topic: in the topic's first row without words, or in a new
 * one.
 *
 * @param {PlanRow[]} rows - of the plan
 * @param {string} topic - its code
 * @param {string} what - will be done
 */
export function withAction(rows, topic, what) {
  const waiting = rows.findIndex((row) => row.topic === topic && row.what === "");
  if (waiting < 0) {
    return [...rows, startedRow(topic, what)];
  }
  return rows.map((row, place) => (place === waiting ? { ...row, what } : row));
}

/**
 * @param {PlanRow[]} rows - of the plan
 * @param {number} from - place of the row
 * @param {number} to - where it goes
 */
export function movedRow(rows, from, to) {
  const others = rows.filter((_, place) => place !== from);
  return [...others.slice(0, to), ...rows.slice(from, from + 1), ...others.slice(to)];
}

/**
 * Return the rows with an action of an earlier plan carried over, unless it is there already.
 *
 * @param {PlanRow[]} rows - of the plan
 * @param {PlanRow} earlier - row of the earlier plan
 */
export function withCarried(rows, earlier) {
  return rows.some((row) => isCarried(row, earlier))
    ? rows
    : [...rows, { ...startedRow(), ...earlier, state: /** @type {const} */ ("carried") }];
}

/**
 * Return the rows without an action that was carried over, unless it has been reworded since.
 *
 * @param {PlanRow[]} rows - of the plan
 * @param {PlanRow} earlier - row of the earlier plan
 */
export function withoutCarried(rows, earlier) {
  return rows.filter((row) => !isCarried(row, earlier));
}

/**
 * @param {PlanRow} row - of the plan
 * @param {PlanRow} earlier - row of the earlier plan
 */
function isCarried(row, earlier) {
  const same = /** @type {const} */ (["topic", "what"]);
  return row.state === "carried" && same.every((field) => row[field] === (earlier[field] ?? ""));
}
