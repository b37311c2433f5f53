/**
 * What a store has not yet acknowledged when its page is left; the tab's next page makes it good.
 *
 * A browser may drop a transaction that is under way when its page goes, and one that was refused
 * may succeed later. What is put into `sessionStorage` in that same moment stays.
 */

/** @import { Change } from "./store.js" */

/**
 * @typedef {object} UnsavedChanges
 * @property {string} at - when the last change was made, by ISO 8601
 * @property {Change[]} changes - that are not acknowledged
 * @property {boolean} isWhole - whether nothing but these records was to be left
 * @property {boolean} emptiesDevice - whether the browser's database was to be emptied besides
 * @property {string} resultId - of the result that the store is known to hold; empty for none
 */

const KEY = "pat-unwritten";

/** Holds when all was replaced or deleted while the browser's database could not be opened. */
const REPLACED = "pat-replaced";

/** @param {UnsavedChanges} parting - what the next page must make good */
export function noteUnsaved({ changes, ...others }) {
  // JSON knows no undefined: a record that goes away stands there by its key alone.
  const texts = changes.map(([key, value]) => (value === undefined ? [key] : [key, value]));
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...others, changes: texts }));
  } catch (error) {
    console.warn("What is not yet kept could not be put by:", error);
  }
}

/** Take away what was put by. */
export function forgetUnsaved() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Whoever refuses this has kept nothing either.
  }
}

/** @param {string} at - when all was replaced or deleted, by ISO 8601; empty for no more */
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
 * @param {Map<string, unknown>} found - what this tab kept by itself while the database was refused
 * @returns {UnsavedChanges | null} what of that the database is to get; null for nothing
 */
export function leftInTab(found) {
  const replacedAt = whenReplaced();
  const isWhole = replacedAt !== "";
  if (found.size === 0 && !isWhole) {
    return null;
  }
  // A file that was loaded may bring an old date of its own.
  const at = [replacedAt, String(found.get("saved_at") ?? "")].sort().at(-1) ?? "";
  return { at, changes: [...found], isWhole, emptiesDevice: false, resultId: "" };
}

/** @returns {UnsavedChanges | null} what the page before could not wait for */
export function unsavedFromBefore() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    const changes = found.changes.map((/** @type {Change} */ [key, value]) => [key, value]);
    return { ...found, changes };
  } catch {
    return null;
  }
}

/**
 * Tell what of it is still to be done.
 *
 * @param {UnsavedChanges} parting - that was put by
 * @param {Map<string, unknown>} records - that the store holds by now
 * @returns {Change[] | null} changes to make, or with `isWhole` all records; null for nothing
 */
export function stillMissing({ at, changes, isWhole, resultId }, records) {
  const held = String(records.get("result_id") ?? "");
  const ownIds = [resultId, String(new Map(changes).get("result_id") ?? "")];
  if (resultId !== "" && (held === "" || !ownIds.includes(held))) {
    // Meanwhile all was deleted or replaced elsewhere, and must not come back.
    return null;
  }
  if (String(records.get("saved_at") ?? "") <= at) {
    return changes;
  }
  // Another page has written later: only records that it does not know are added.
  const added = changes.filter(([key, value]) => value !== undefined && !records.has(key));
  return isWhole || added.length === 0 ? null : added;
}
