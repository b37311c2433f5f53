/**
 * The rooms of the page's scripts, and which may use which: a folder imports only from itself and
 * from those listed for it, types included.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const APP = fileURLToPath(new URL("../../docs/assets/app", import.meta.url));

/** What each room may import besides itself. Pages never import from each other. */
const BELOW = /** @type {Record<string, readonly string[]>} */ ({
  shared: [],
  storage: ["shared"],
  python: ["shared"],
  assess: ["shared", "storage", "python"],
  checklists: ["shared", "storage"],
  checkup: ["shared", "python"],
  privacy: ["shared"],
  reading: ["shared"],
  "facilitate/desk": ["shared", "storage"],
  "facilitate/fields": ["shared", "facilitate/desk"],
  "facilitate/round": ["shared", "python", "facilitate/fields", "facilitate/desk"],
  "facilitate/intake": ["shared", "storage", "python", "facilitate/fields", "facilitate/desk"],
  "facilitate/results": [
    ...["shared", "storage", "python"],
    ...["facilitate/intake", "facilitate/fields", "facilitate/desk"],
  ],
  "facilitate/workshop": [
    ...["shared", "storage", "facilitate/results", "facilitate/fields", "facilitate/desk"],
  ],
  facilitate: [
    ...["shared", "python", "facilitate/workshop", "facilitate/results", "facilitate/intake"],
    ...["facilitate/round", "facilitate/desk"],
  ],
});

/** What the page's side of the bridge and the worker's both load. */
const ON_BOTH_SIDES = [
  "python/protocol.js",
  "python/verified-fetch.js",
  "shared/build.js",
  "shared/digest.js",
];

/** Scripts that no other imports: templates or workers name their addresses. */
const BY_ADDRESS = [
  "checkup/echo.js",
  "python/worker.js",
  "reading/offline.js",
  "reading/search.js",
];

const IMPORT = /\b(?:from|import)[\s(]*"(\.[^"]+\.(?:js|d\.ts))"/g;

/** Comments may import types; scripts may not be loaded through them. */
const COMMENT = /\/\*.*?\*\//gs;

const files = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(sep).join("/"))
  .filter((name) => /\.(js|d\.ts)$/.test(name));

const scripts = files.filter((name) => name.endsWith(".js"));

/**
 * @param {string} script - below the app's folder
 * @param {boolean} [withTypes] - whether types count, too
 * @returns {string[]} the scripts that it imports
 */
function importsOf(script, withTypes = true) {
  const text = readFileSync(join(APP, script), "utf8");
  const code = withTypes ? text : text.replace(COMMENT, "");
  return [...code.matchAll(IMPORT)].map(([, name = ""]) =>
    normalize(join(dirname(script), name))
      .split(sep)
      .join("/"),
  );
}

/**
 * @param {string} script - with which loading begins
 * @returns {Set<string>} all that is loaded with it, itself included
 */
function loadedWith(script) {
  const loaded = new Set([script]);
  for (const name of loaded) {
    for (const imported of importsOf(name, false)) {
      loaded.add(imported);
    }
  }
  return loaded;
}

/** @param {string} script - below the app's folder */
function roomOf(script) {
  return dirname(script);
}

test("every folder with scripts is a known room, and every room has scripts", () => {
  assert.deepEqual(new Set(scripts.map(roomOf)), new Set(Object.keys(BELOW)));
});

test("every import leads to a file, within the room or to one below", () => {
  const wrong = files.flatMap((script) =>
    importsOf(script)
      .filter((imported) => {
        const room = roomOf(imported);
        const isAllowed = room === roomOf(script) || BELOW[roomOf(script)]?.includes(room);
        return !isAllowed || !files.includes(imported);
      })
      .map((imported) => `${script} imports ${imported}`),
  );
  assert.deepEqual(wrong, []);
});

test("no arrow is allowed that no import needs", () => {
  const used = new Set(
    files.flatMap((script) => importsOf(script).map((to) => `${roomOf(script)} > ${roomOf(to)}`)),
  );
  const unused = Object.entries(BELOW).flatMap(([room, others]) =>
    others.map((other) => `${room} > ${other}`).filter((arrow) => !used.has(arrow)),
  );
  assert.deepEqual(unused, []);
});

test("no script loads itself through others", () => {
  const circles = scripts.filter((script) =>
    importsOf(script, false).some((imported) => loadedWith(imported).has(script)),
  );
  assert.deepEqual(circles, []);
});

test("every script is loaded by a page, or by its own address", () => {
  const pages = scripts.filter((name) => name.endsWith("/page.js"));
  const loaded = new Set([...pages, ...BY_ADDRESS].flatMap((start) => [...loadedWith(start)]));
  assert.deepEqual(
    scripts.filter((script) => !loaded.has(script)),
    [],
  );
});

test("page and worker share the protocol and what verifies files, and nothing else", () => {
  const worker = loadedWith("python/worker.js");
  const both = [...loadedWith("python/client.js")].filter((script) => worker.has(script));
  assert.deepEqual(both.sort(), ON_BOTH_SIDES);
});

test("the arrows between rooms form no circle", () => {
  const inCircles = Object.keys(BELOW).filter((room) => reaches(room, room));
  assert.deepEqual(inCircles, []);
});

/**
 * @param {string} from - a room
 * @param {string} to - another one
 * @returns {boolean} whether arrows lead from one to the other
 */
function reaches(from, to) {
  const reached = new Set(BELOW[from]);
  for (const room of reached) {
    for (const next of BELOW[room] ?? []) {
      reached.add(next);
    }
  }
  return reached.has(to);
}
