/**
 * Changes that a store has not acknowledged when the page is left. The tab's next page keeps them.
 *
 * A browser may drop a transaction that is under way when its page is left, and one that was
 * refused may succeed later. What is written to `sessionStorage` at that moment stays.
 */

/** @import { Change } from "./store.js" */

/**
 * @typedef {object} UnsavedChanges
 * @property {string} at - when the last change was made, by ISO 8601
 * @property {Change[]} changes - not acknowledged
 * @property {boolean} isWhole - whether these were to replace all records
 * @property {boolean} emptiesDevice - whether the browser's database was to be emptied as well
 * @property {string} resultId - of the result that the store is known to hold; empty if none
 */

const KEY = "pat-unwritten";

/** Key of the time when all was replaced or deleted while the browser's database did not open. */
const REPLACED = "pat-replaced";

/** @param {UnsavedChanges} unsaved - what the next page must keep */
export function noteUnsaved({ changes, ...others }) {
  // JSON has no undefined: a deleted record is written as its key alone.
  const texts = changes.map(([key, value]) => (value === undefined ? [key] : [key, value]));
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...others, changes: texts }));
  } catch (error) {
    console.warn("What is not yet kept could not be put by:", error);
  }
}

/** Delete what was noted. */
export function forgetUnsaved() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // A browser that refuses this has noted nothing either.
  }
}

/** @param {string} at - when all was replaced or deleted, by ISO 8601; empty to forget it */
export function rememberReplaced(at) {
  try {
    if (at === "") {
      sessionStorage.removeItem(REPLACED);
    } else {
      sessionStorage.setItem(REPLACED, at);
    }
  } catch (error) {
    console.warn("That all was replaced could not be put by:", error);
  }
}

/** @returns {string} when all was replaced or deleted; empty if it was not */
function whenReplaced() {
  try {
    return sessionStorage.getItem(REPLACED) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {Map<string, unknown>} records - that this tab kept while the database did not open
 * @returns {UnsavedChanges | null} changes that the database must still receive; null if none
 */
export function leftInTab(records) {
  const replacedAt = whenReplaced();
  const isWhole = replacedAt !== "";
  if (records.size === 0 && !isWhole) {
    return null;
  }
  // A loaded file may have an older date.
  const at = [replacedAt, String(records.get("saved_at") ?? "")].sort().at(-1) ?? "";
  return { at, changes: [...records], isWhole, emptiesDevice: false, resultId: "" };
}

/** @returns {UnsavedChanges | null} what the page before noted when it was left */
export function unsavedFromBefore() {
  try {
    const unsaved = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    const changes = unsaved.changes.map((/** @type {Change} */ [key, value]) => [key, value]);
    return { ...unsaved, changes };
  } catch {
    return null;
  }
}

/**
 * Return what of it must still be kept.
 *
 * @param {UnsavedChanges} unsaved - as noted
 * @param {Map<string, unknown>} records - that the store holds now
 * @returns {Change[] | null} changes to make, or with `isWhole` all records; null if nothing
 */
export function stillMissing({ at, changes, isWhole, resultId }, records) {
  const held = String(records.get("result_id") ?? "");
  const ownIds = [resultId, String(new Map(changes).get("result_id") ?? "")];
  if (resultId !== "" && (held === "" || !ownIds.includes(held))) {
    // Meanwhile everything was deleted or replaced elsewhere, and must not come back.
    return null;
  }
  if (String(records.get("saved_at") ?? "") <= at) {
    return changes;
  }
  // Another page has written later, so only records that are new to it are added.
  const added = changes.filter(([key, value]) => value !== undefined && !records.has(key));
  return isWhole || added.length === 0 ? null : added;
}
