/**
 * Gathers the files that somebody drops, including all those in dropped folders. A folder or file
 * that cannot be read is named with the reason, and the others are read.
 */

import { UNREADABLE } from "../fields/chosen-files.js";

/** @import { Item } from "../fields/chosen-files.js" */

/** How deep, and in how many folders, files are looked for, since a link may lead in a circle. */
const DEEPEST = 8;
const MOST_FOLDERS = 1_000;

/** How many files are taken out of folders at once. */
const MOST_FILES = 20_000;

/** The endings of files that may hold answers; a folder may contain other files, too. */
const ENDINGS = /\.(json|json\.txt|csv|tsv)$/i;

const TOO_DEEP = `this folder lies more than ${DEEPEST} folders deep, so it was not opened: drop it by itself`;
const CIRCLE =
  "this folder shows the same as one around it, so it seems to be a link that leads in a circle, and was not opened; if it is none, drop it by itself";
const TOO_MANY = "too much lies around it to be read in one go: drop it by itself";
const NO_FOLDER = "this folder could not be opened: copy it to this computer, then drop it again";
const NO_FILE =
  "the browser gave no file for what was dropped: save it on this computer, then drop it from there";

/**
 * The items to read, and the names of other files in folders, which are ignored.
 *
 * @typedef {{ items: Item[], ignored: string[] }} Gathered
 */

/**
 * A folder to look into, with a listing of each folder that contains it.
 *
 * @typedef {{ folder: FileSystemDirectoryEntry, around: string[] }} Place
 */

/**
 * Gather what was dropped. This must be called during the event, since browsers give access to the
 * transfer only until the event ends.
 *
 * @param {DataTransfer} transfer - of the event
 * @returns {Promise<Gathered>}
 */
export function gatherDropped({ items, files }) {
  const dropped = [...items].filter(({ kind }) => kind === "file");
  if (dropped.length === 0) {
    return Promise.resolve({ items: [...files], ignored: [] });
  }
  return gather(
    dropped.map((item, place) => {
      const entry = item.webkitGetAsEntry?.();
      const none = { name: `dropped thing ${place + 1}`, unreadable: NO_FILE };
      return isFolder(entry) ? entry : (item.getAsFile() ?? none);
    }),
  );
}

/**
 * @param {(Item | FileSystemDirectoryEntry)[]} dropped - in order
 * @returns {Promise<Gathered>} files that were dropped by themselves come first
 */
async function gather(dropped) {
  /** @type {Gathered} */
  const gathered = { items: [], ignored: [] };
  /** @type {Place[]} */
  const places = [];
  for (const item of dropped) {
    if (item instanceof File || "unreadable" in item) {
      gathered.items.push(item);
    } else {
      places.push({ folder: item, around: [] });
    }
  }
  // The outermost folders come first: if there are too many, the deepest ones are left out.
  for (let next = 0; next < places.length; next += 1) {
    const place = /** @type {Place} */ (places[next]);
    places.push(...(await look(place, gathered, next >= MOST_FOLDERS)));
  }
  return gathered;
}

/**
 * Look into a folder.
 *
 * @param {Place} place - where it is
 * @param {Gathered} gathered - so far; the folder's files are added to it
 * @param {boolean} isFull - whether no more folders are opened
 * @returns {Promise<Place[]>} the folders in it
 */
async function look({ folder, around }, gathered, isFull) {
  const refuse = (/** @type {string} */ unreadable) => {
    gathered.items.push({ name: nameOf(folder), unreadable });
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
  // Without a file this would be no sign: archives often unpack to a folder with nothing in it but
  // a folder of the same name.
  if (entries.some(isFile) && entries.some(isFolder) && around.includes(listed)) {
    return refuse(CIRCLE);
  }
  for (const entry of entries.filter(isFile)) {
    if (ENDINGS.test(entry.name)) {
      gathered.items.push(
        gathered.items.length < MOST_FILES ? await fileOf(entry) : tooMany(entry),
      );
    } else {
      gathered.ignored.push(nameOf(entry));
    }
  }
  return entries.filter(isFolder).map((inner) => ({ folder: inner, around: [...around, listed] }));
}

/**
 * @param {FileSystemDirectoryEntry} folder - to list
 * @returns {Promise<FileSystemEntry[]>} everything in it, by name; browsers list a hundred at a
 *   time
 */
async function entriesIn(folder) {
  const reader = folder.createReader();
  const more = () =>
    new Promise((/** @type {(entries: FileSystemEntry[]) => void} */ resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
  /** @type {FileSystemEntry[]} */
  const entries = [];
  for (let batch = await more(); batch.length > 0; batch = await more()) {
    entries.push(...batch);
  }
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
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
 * @param {FileSystemFileEntry} entry - beyond the number of files that are taken at once
 * @returns {Item}
 */
function tooMany(entry) {
  return { name: nameOf(entry), unreadable: TOO_MANY };
}

/** @param {FileSystemEntry} entry - to be named with the folders around it */
function nameOf({ fullPath, name }) {
  return fullPath.replace(/^\//, "") || name;
}

/**
 * @param {FileSystemEntry | null | undefined} entry - dropped, or in a folder
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
