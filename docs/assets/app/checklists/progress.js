/**
 * The progress of a checklist, in words. It is never a score.
 */

/** @import { Session } from "../storage/session.js" */

/**
 * @param {Pick<Session, "below">} session - with ticks and notes
 * @param {string} list - id of the checklist
 * @param {number} checks - in it
 * @returns {string}
 */
export function progressOf(session, list, checks) {
  const entries = Object.values(session.below("checklists", list));
  const done = entries.filter((entry) => entry?.done === true).length;
  const notes = entries.filter((entry) => String(entry?.note ?? "").trim() !== "").length;
  if (done + notes === 0) {
    return "Not yet started.";
  }
  const noted = notes === 0 ? "" : `, ${notes} with a note`;
  return done === checks ? `All ${checks} ticked${noted}.` : `${done} of ${checks} ticked${noted}.`;
}
