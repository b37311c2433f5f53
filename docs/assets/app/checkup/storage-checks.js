/**
 * Checks of what the browser stores for this site, and whether it can be deleted again.
 */

import { wordsOf } from "../python/protocol.js";
import { FILES } from "../shared/build.js";
import { BUNDLE, SITE } from "../shared/site-files.js";
import { outcome } from "./outcome.js";

/** @import { Probe } from "./outcome.js" */

/** The name of everything that is written only to be read and deleted. */
const NAME = "pat-checkup";
/** Start of the names of the site's caches. */
const CACHES = "pat-";
/** How much space the site needs to be cached as a whole, in bytes. */
const ROOM = 50_000_000;
/** How long a message to another tab may take, in milliseconds. */
const PATIENCE = 3_000;

/** @type {Probe} */
export const database = {
  name: "database",
  async run() {
    try {
      await useDatabase();
      return outcome("database-works");
    } catch (error) {
      return outcome("database-refused", wordsOf(error));
    }
  },
};

/** Write an entry into a database of its own, read it, delete it, and the database with it. */
async function useDatabase() {
  const opening = indexedDB.open(NAME);
  opening.onupgradeneeded = () => opening.result.createObjectStore(NAME);
  const opened = await settled(opening);
  try {
    const store = () => opened.transaction(NAME, "readwrite").objectStore(NAME);
    await settled(store().put("a word", NAME));
    const stored = await settled(store().get(NAME));
    await settled(store().delete(NAME));
    if (stored !== "a word") {
      throw new Error("what was written is not what is read");
    }
  } finally {
    opened.close();
    indexedDB.deleteDatabase(NAME);
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request - just made
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @type {Probe} */
export const tab = {
  name: "tab",
  async run() {
    try {
      sessionStorage.setItem(NAME, "a word");
      const stored = sessionStorage.getItem(NAME);
      sessionStorage.removeItem(NAME);
      return outcome(stored === "a word" ? "tab-works" : "tab-refused");
    } catch (error) {
      return outcome("tab-refused", wordsOf(error));
    }
  },
};

/** @type {Probe} */
export const space = {
  name: "space",
  async run() {
    const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    if (quota === undefined || usage === undefined) {
      return outcome("space-unknown");
    }
    const used = `used ${inMegabytes(usage)} of ${inMegabytes(quota)}`;
    if (quota - usage < ROOM) {
      return outcome("space-small", used);
    }
    const promised = await navigator.storage.persisted?.().catch(() => false);
    return outcome(promised ? "space-kept" : "space-may-go", used);
  },
};

/** @param {number} bytes - how many */
export function inMegabytes(bytes) {
  const rounded = Number((bytes / 1_000_000).toPrecision(3));
  return `${rounded.toLocaleString("en-GB", { maximumSignificantDigits: 3 })} MB`;
}

/** @type {Probe} */
export const windows = {
  name: "windows",
  run: () =>
    new Promise((resolve) => {
      if (typeof BroadcastChannel !== "function") {
        resolve(outcome("windows-deaf"));
        return;
      }
      const [speaks, hears] = [new BroadcastChannel(NAME), new BroadcastChannel(NAME)];
      /** @param {string} code - of the outcome */
      const end = (code) => {
        clearTimeout(timer);
        speaks.close();
        hears.close();
        resolve(outcome(code));
      };
      const timer = setTimeout(() => end("windows-deaf"), PATIENCE);
      hears.onmessage = () => end("windows-hear");
      speaks.postMessage("a word");
    }),
};

/** @type {Probe} */
export const offline = {
  name: "offline",
  async run() {
    if (!("serviceWorker" in navigator) || !("caches" in globalThis)) {
      return outcome("offline-none");
    }
    const registration = await navigator.serviceWorker.getRegistration(SITE.href).catch(() => null);
    if (registration === null) {
      return outcome("offline-none");
    }
    if (!registration?.active) {
      return outcome("offline-not-yet");
    }
    const addresses = await cachedAddresses();
    const names = Object.keys(FILES);
    const lacking = names.filter((name) => !addresses.has(new URL(BUNDLE + name, SITE).href));
    const cached = `${names.length - lacking.length} of the ${names.length} files of Python`;
    return outcome(lacking.length ? "offline-part" : "offline-ready", cached);
  },
};

/** Return the addresses of all files in the site's caches. */
async function cachedAddresses() {
  const names = (await caches.keys()).filter((name) => name.startsWith(CACHES));
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return new Set(requests.flat().map(({ url }) => url));
}

/** @type {Probe} */
export const download = {
  name: "download",
  run: async () => outcome("download-try"),
};
