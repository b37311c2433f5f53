/**
 * What a store has not yet acknowledged when its page is left; the tab's next page makes it good.
 *
 * A browser may drop a transaction that is under way when its page goes, and one that was refused
 * may succeed later. What is put into `sessionStorage` in that same moment stays.
 */

/** @import { Change } from "./store.js" */

/**
 * @typedef {object} Parting
 * @property {string} at - when the last change was made, by ISO 8601
 * @property {Change[]} changes - that are not acknowledged
 * @property {boolean} isWhole - whether nothing but these records was to be left
 * @property {boolean} emptiesDevice - whether the browser's database was to be emptied besides
 * @property {string} resultId - of the result that the store is known to hold; empty for none
 */

const KEY = "pat-unwritten";

/** @param {Parting} parting - what the next page must make good */
export function putBy({ changes, ...others }) {
  // JSON knows no undefined: a record that goes away stands there by its key alone.
  const texts = changes.map(([key, value]) => (value === undefined ? [key] : [key, value]));
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...others, changes: texts }));
  } catch (error) {
    console.warn("What is not yet kept could not be put by:", error);
  }
}

/** Take away what was put by. */
export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Whoever refuses this has kept nothing either.
  }
}

/** @returns {Parting | null} what the page before could not wait for */
export function whatWasPutBy() {
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
 * @param {Parting} parting - that was put by
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
