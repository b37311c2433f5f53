/**
 * What comes to the desk: a queue that drops nothing, folders, files that cannot be read, codes.
 */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Turns } from "../../../../docs/assets/app/facilitate/desk/turns.js";
import { readItem } from "../../../../docs/assets/app/facilitate/fields/chosen-files.js";
import { replaceRead } from "../../../../docs/assets/app/facilitate/intake/collection.js";
import { gatherDropped } from "../../../../docs/assets/app/facilitate/intake/folders.js";
import {
  firstBatch,
  ReadingQueue,
} from "../../../../docs/assets/app/facilitate/intake/reading-queue.js";

/** @import { Item } from "../../../../docs/assets/app/facilitate/fields/chosen-files.js" */

/**
 * @param {string} name - of the file
 * @param {number} [size] - in bytes
 */
const file = (name, size = 1) => new File(["x".repeat(size)], name);

/** @param {Item[]} items - that were read or gathered */
const namesOf = (items) => items.map(({ name }) => name);

// The queue

/**
 * @returns {{ intake: ReadingQueue, read: string[][], progress: string[], letGo: (error?: Error) => void }}
 */
function slowIntake() {
  /** @type {{ resolve: () => void, reject: (error: Error) => void }[]} */
  const held = [];
  /** @type {string[][]} */
  const read = [];
  /** @type {string[]} */
  const progress = [];
  const intake = new ReadingQueue(
    (lot) => {
      read.push(namesOf(lot));
      return new Promise((resolve, reject) => {
        held.push({ resolve, reject });
      });
    },
    (done, all) => progress.push(`${done} of ${all}`),
    new Turns(),
  );
  const letGo = (/** @type {Error | undefined} */ error) => {
    const lot = held.shift();
    error ? lot?.reject(error) : lot?.resolve();
  };
  return { intake, read, progress, letGo };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what comes while another file is read is read after it, and counted with it", async () => {
  const { intake, read, progress, letGo } = slowIntake();
  const end = intake.add([file("first")]);
  await turn();
  assert.equal(await intake.add(["a", "b", "c", "d", "e"].map((name) => file(name))), null);
  assert.equal(progress.at(-1), "0 of 6");
  letGo();
  await turn();
  assert.equal(progress.at(-1), "1 of 6");
  letGo();
  assert.deepEqual(await end, { done: 6, left: 0 });
  assert.deepEqual(read, [["first"], ["a", "b", "c", "d", "e"]]);
  assert.equal(progress.at(-1), "0 of 0");
});

test("Stop ends the whole queue, and says how much of it was not read", async () => {
  const { intake, read, letGo } = slowIntake();
  const end = intake.add([file("first")]);
  await turn();
  intake.add([file("second")]);
  intake.stop();
  intake.add([file("third")]);
  letGo();
  assert.deepEqual(await end, { done: 1, left: 2 });
  const again = intake.add([file("fourth")]);
  await turn();
  letGo();
  assert.deepEqual(await again, { done: 1, left: 0 });
  assert.deepEqual(read, [["first"], ["fourth"]]);
});

test("a batch that fails ends the queue with its error; the next one starts afresh", async () => {
  const { intake, letGo } = slowIntake();
  const end = intake.add([file("first"), file("second")]);
  await turn();
  letGo(new Error("broken"));
  const { error, ...rest } = /** @type {{ error: Error }} */ (await end);
  assert.equal(error.message, "broken");
  assert.deepEqual(rest, { done: 0, left: 2 });
  const again = intake.add([file("third")]);
  await turn();
  letGo();
  assert.deepEqual(await again, { done: 1, left: 0 });
});

test("a lot holds a hundred files, or two megabytes, or one file that is larger", () => {
  const small = Array.from({ length: 150 }, (_, number) => file(`${number}`));
  assert.equal(firstBatch(small).length, 100);
  const large = [file("a", 1_500_000), file("b", 400_000), file("c", 200_000)];
  assert.deepEqual(namesOf(firstBatch(large)), ["a", "b"]);
  assert.deepEqual(namesOf(firstBatch([file("huge", 3_000_000), file("a")])), ["huge"]);
  assert.equal(firstBatch([{ name: "folder", unreadable: "why" }]).length, 1);
});

test("work takes its turn after what came before, also where that failed", async () => {
  const turns = new Turns();
  /** @type {string[]} */
  const done = [];
  const first = turns.take(async () => {
    await turn();
    done.push("first");
    throw new Error("broken");
  });
  const second = turns.take(() => done.push("second"));
  await assert.rejects(first, /broken/);
  await second;
  assert.deepEqual(done, ["first", "second"]);
});

// Folders

/**
 * A folder as a browser gives it, a hundred entries at a time.
 *
 * @param {string} path - of it
 * @param {Record<string, object | null>} content - by name: a folder's content, or null for a file
 * @returns {FileSystemDirectoryEntry}
 */
function folder(path, content) {
  const entries = Object.entries(content).map(([name, inner]) => {
    const fullPath = `${path}/${name}`;
    return inner === null
      ? {
          ...{ name, fullPath, isFile: true, isDirectory: false },
          file: (/** @type {(file: File) => void} */ give, /** @type {() => void} */ fail) =>
            name.startsWith("gone") ? fail() : give(file(name)),
        }
      : folder(fullPath, /** @type {Record<string, object | null>} */ (inner));
  });
  const entry = {
    ...{ name: path.split("/").at(-1), fullPath: path, isFile: false, isDirectory: true },
    createReader: () => {
      const left = [...entries];
      return {
        readEntries: (
          /** @type {(batch: object[]) => void} */ give,
          /** @type {(error: Error) => void} */ fail,
        ) => (path.endsWith("locked") ? fail(new Error("no")) : give(left.splice(0, 100))),
      };
    },
  };
  return /** @type {FileSystemDirectoryEntry} */ (/** @type {unknown} */ (entry));
}

/**
 * @param {(File | FileSystemDirectoryEntry | null)[]} things - that are dropped
 */
async function dropped(...things) {
  const items = things.map((thing) => ({
    kind: "file",
    webkitGetAsEntry: () => (thing instanceof File ? { isFile: true, isDirectory: false } : thing),
    getAsFile: () => (thing instanceof File ? thing : null),
  }));
  return gatherDropped(/** @type {DataTransfer} */ (/** @type {unknown} */ ({ items, files: [] })));
}

/** @param {Item[]} items - that were gathered */
const refusedIn = (items) => items.flatMap((item) => (item instanceof File ? [] : [item]));

test("a dropped folder is read with all folders in it, beside a file", async () => {
  const inner = { "c.PAT.JSON": null, "d.pat.json.txt": null, "notes.docx": null };
  const { items, ignored } = await dropped(
    folder("/Returns", { "b.Json": null, "sheet.CSV": null, more: inner }),
    file("a.json"),
  );
  const names = ["a.json", "b.Json", "sheet.CSV", "c.PAT.JSON", "d.pat.json.txt"];
  assert.deepEqual(namesOf(items), names);
  assert.deepEqual(ignored, ["Returns/more/notes.docx"]);
});

test("a folder of more than a hundred files is read to its end", async () => {
  const names = Array.from({ length: 250 }, (_, number) => `${1000 + number}.json`);
  const content = Object.fromEntries(names.map((name) => [name, null]));
  assert.deepEqual(namesOf((await dropped(folder("/Many", content))).items), names);
});

test("a file or folder that cannot be had is named, and the others are read", async () => {
  const { items } = await dropped(
    folder("/R", { "a.json": null, "gone.json": null, locked: {}, more: { "b.json": null } }),
    null,
  );
  assert.deepEqual(namesOf(items), [
    ...["dropped thing 2", "a.json", "R/gone.json", "R/locked", "b.json"],
  ]);
  assert.deepEqual(
    refusedIn(items).map(({ unreadable }) => unreadable.split(":")[0]),
    [
      "the browser gave no file for what was dropped",
      "it could not be read",
      "this folder could not be opened",
    ],
  );
});

test("a link that leads in a circle is named, and followed no further", async () => {
  // A folder that contains itself cannot be made in advance, so each is made when it is opened.
  /** @param {string} path - of the folder */
  const circle = (path) => {
    const made = folder(path, { "a.json": null });
    return Object.assign(made, {
      createReader: () => {
        const all = [...listOf(folder(path, { "a.json": null })), circle(`${path}/again`)];
        return { readEntries: (/** @type {(b: object[]) => void} */ give) => give(all.splice(0)) };
      },
    });
  };
  const { items } = await dropped(circle("/R"));
  assert.deepEqual(namesOf(items), ["a.json", "R/again"]);
  assert.match(refusedIn(items)[0]?.unreadable ?? "", /leads in a circle/);
});

/** @param {FileSystemDirectoryEntry} entry - a folder */
function listOf(entry) {
  /** @type {object[]} */
  const all = [];
  entry.createReader().readEntries((batch) => all.push(...batch));
  return all;
}

test("folders are opened only so deep, and the one beyond is named", async () => {
  /** @type {Record<string, any>} */
  let content = { "deep.json": null };
  for (let level = 0; level < 12; level += 1) {
    content = { [`f${level}`]: content };
  }
  const { items } = await dropped(folder("/Top", { ...content, "a.json": null }));
  assert.equal(items.length, 2);
  assert.match(refusedIn(items)[0]?.unreadable ?? "", /more than 8 folders deep/);
});

test("folders of one name within each other, as archives make them, are no circle", async () => {
  const { items } = await dropped(folder("/R", { R: { R: { "a.json": null } } }));
  assert.deepEqual(namesOf(items), ["a.json"]);
});

// Files that cannot be read

/** @type {unknown} */
const realReader = Reflect.get(globalThis, "FileReader");

beforeEach(() => {
  Reflect.set(
    globalThis,
    "FileReader",
    class {
      result = "data:;base64,eA==";

      error = new Error("changed");

      /** @type {() => void} */
      onload = () => {};

      /** @type {() => void} */
      onerror = () => {};

      /**
       * @param {Blob} blob - a part of the file; one that is empty fails, one of 2 bytes never ends
       */
      readAsDataURL(blob) {
        setImmediate(() => blob.size !== 2 && (blob.size > 0 ? this.onload() : this.onerror()));
      }
    },
  );
});

afterEach(() => Reflect.set(globalThis, "FileReader", realReader));

test("a file that changes while it is read, or never arrives, is named with its cause", async () => {
  assert.deepEqual(await readItem(file("a")), { name: "a", base64: "eA==" });
  const changed = /** @type {any} */ (await readItem(file("b", 0)));
  assert.equal(changed.name, "b");
  assert.match(changed.unreadable, /moved or changed/);
  const late = /** @type {any} */ (await readItem(file("c", 2), undefined, 5));
  assert.match(late.unreadable, /did not arrive/);
  const named = { name: "d", unreadable: "why" };
  assert.deepEqual(await readItem(named), named);
});

// The box for codes

/** @param {string} value - in the box */
function boxWith(value) {
  const box = {
    value,
    /**
     * @param {string} text - in place of the old one
     * @param {number} start - of it
     * @param {number} end - of it
     */
    setRangeText(text, start, end) {
      box.value = box.value.slice(0, start) + text + box.value.slice(end);
    },
  };
  return /** @type {HTMLTextAreaElement} */ (/** @type {unknown} */ (box));
}

test("what was read leaves the box, and what was pasted meanwhile stays", () => {
  const box = boxWith("AAAA\nBBBB\nCCCC");
  assert.equal(replaceRead(box, "AAAA\nBBBB", ""), true);
  assert.equal(box.value, "\nCCCC");
  const kept = boxWith("AAAA\nBBBBCC");
  replaceRead(kept, "AAAA\nBBBB", "BBBB");
  assert.equal(kept.value, "BBBB\nCC");
  const changed = boxWith("AAXA");
  assert.equal(replaceRead(changed, "AAAA", ""), false);
  assert.equal(changed.value, "AAXA");
});
