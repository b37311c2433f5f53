/**
 * What is in the things that somebody drops: files, and folders with all that is in them. One that
 * cannot be read is named with its cause, and the others are read.
 */

import { UNREADABLE } from "../fields/chosen-files.js";

/** @import { Item } from "../fields/chosen-files.js" */

/** So deep, and in so many folders, files are looked for: a link may lead in a circle. */
const DEEPEST = 8;
const MOST_FOLDERS = 1_000;

/** Out of folders no more files than this are taken at once. */
const MOST_FILES = 20_000;

/** How the names of files end that may hold answers; other things lie in a folder, too. */
const ENDINGS = /\.(json|json\.txt|csv|tsv)$/i;

const TOO_DEEP = `this folder lies more than ${DEEPEST} folders deep, so it was not opened: drop it by itself`;
const CIRCLE =
  "this folder shows the same as one around it, so it seems to be a link that leads in a circle, and was not opened; if it is none, drop it by itself";
const TOO_MANY = "too much lies around it to be read in one go: drop it by itself";
const NO_FOLDER = "this folder could not be opened: copy it to this computer, then drop it again";
const NO_FILE =
  "the browser gave no file for what was dropped: save it on this computer, then drop it from there";

/**
 * What was found: what is to be read, and the names of other files, which were passed over.
 *
 * @typedef {{ items: Item[], passedOver: string[] }} Found
 */

/**
 * A folder on the way, with what lies in the folders around it, as text.
 *
 * @typedef {{ folder: FileSystemDirectoryEntry, around: string[] }} Place
 */

/**
 * Begin to take in what was dropped. The browser shows it during the event only, so this must be
 * called then; what comes later has all the time that it needs.
 *
 * @param {DataTransfer} transfer - of the event
 * @returns {Promise<Found>}
 */
export function foundIn({ items, files }) {
  const dropped = [...items].filter(({ kind }) => kind === "file");
  if (dropped.length === 0) {
    return Promise.resolve({ items: [...files], passedOver: [] });
  }
  return gathered(
    dropped.map((item, place) => {
      const entry = item.webkitGetAsEntry?.();
      const none = { name: `dropped thing ${place + 1}`, unreadable: NO_FILE };
      return isFolder(entry) ? entry : (item.getAsFile() ?? none);
    }),
  );
}

/**
 * @param {(Item | FileSystemDirectoryEntry)[]} dropped - in order
 * @returns {Promise<Found>} files that were dropped by themselves first
 */
async function gathered(dropped) {
  /** @type {Found} */
  const found = { items: [], passedOver: [] };
  /** @type {Place[]} */
  const places = [];
  for (const each of dropped) {
    if (each instanceof File || "unreadable" in each) {
      found.items.push(each);
    } else {
      places.push({ folder: each, around: [] });
    }
  }
  // The nearest ones first: where there are too many, those that lie deepest are left.
  for (let next = 0; next < places.length; next += 1) {
    const place = /** @type {Place} */ (places[next]);
    places.push(...(await look(place, found, next >= MOST_FOLDERS)));
  }
  return found;
}

/**
 * Look into a folder.
 *
 * @param {Place} place - where it is
 * @param {Found} found - so far; gets what is in it
 * @param {boolean} isFull - whether no more folders are opened
 * @returns {Promise<Place[]>} the folders in it
 */
async function look({ folder, around }, found, isFull) {
  const refuse = (/** @type {string} */ unreadable) => {
    found.items.push({ name: nameOf(folder), unreadable });
    return [];
  };
  if (isFull || around.length >= DEEPEST) {
    return refuse(isFull ? TOO_MANY : TOO_DEEP);
  }
  const entries = await entriesIn(folder).catch(() => null);
  if (entries === null) {
    return refuse(NO_FOLDER);
  }
  const listed = entries
    .map(({ name, isFile: isLeaf }) => `${name}${isLeaf ? "" : "/"}`)
    .join("\n");
  // Folders within folders of one name, and with nothing else in them, come out of many an archive.
  if (entries.some(isFile) && entries.some(isFolder) && around.includes(listed)) {
    return refuse(CIRCLE);
  }
  for (const entry of entries.filter(isFile)) {
    if (ENDINGS.test(entry.name)) {
      found.items.push(found.items.length < MOST_FILES ? await fileOf(entry) : tooMany(entry));
    } else {
      found.passedOver.push(nameOf(entry));
    }
  }
  return entries.filter(isFolder).map((inner) => ({ folder: inner, around: [...around, listed] }));
}

/**
 * @param {FileSystemDirectoryEntry} folder - to list
 * @returns {Promise<FileSystemEntry[]>} all that is in it, by name; a browser gives a hundred at once
 */
async function entriesIn(folder) {
  const reader = folder.createReader();
  const more = () =>
    new Promise((/** @type {(entries: FileSystemEntry[]) => void} */ resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
  /** @type {FileSystemEntry[]} */
  const found = [];
  for (let batch = await more(); batch.length > 0; batch = await more()) {
    found.push(...batch);
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * @param {FileSystemFileEntry} entry - of a folder
 * @returns {Promise<Item>}
 */
function fileOf(entry) {
  return new Promise((resolve) => {
    entry.file(resolve, () => resolve({ name: nameOf(entry), unreadable: UNREADABLE }));
  });
}

/**
 * @param {FileSystemFileEntry} entry - beyond what is taken at once
 * @returns {Item}
 */
function tooMany(entry) {
  return { name: nameOf(entry), unreadable: TOO_MANY };
}

/** @param {FileSystemEntry} entry - of which people must know where it lies */
function nameOf({ fullPath, name }) {
  return fullPath.replace(/^\//, "") || name;
}

/**
 * @param {FileSystemEntry | null | undefined} entry - that was dropped, or lies in a folder
 * @returns {entry is FileSystemDirectoryEntry}
 */
function isFolder(entry) {
  return entry?.isDirectory === true;
}

/**
 * @param {FileSystemEntry} entry - in a folder
 * @returns {entry is FileSystemFileEntry}
 */
function isFile(entry) {
  return entry.isFile;
}
