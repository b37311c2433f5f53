/**
 * Checks whether the site that arrives here is the one that was built: list, files, types and
 * headers.
 */

import { BUILD } from "../shared/build.js";
import { dropCachedPages } from "../shared/cached-pages.js";
import {
  addressOf,
  examineFiles,
  fetchList,
  filesOfBuild,
  inBytes,
  isServed,
} from "../shared/site-files.js";
import { outcome, shortened } from "./outcome.js";

/** @import { BuiltFile } from "../shared/build.js" */
/** @import { Arrival } from "../shared/site-files.js" */
/** @import { Probe } from "./outcome.js" */

/**
 * The content types that browsers or people expect, by the file name's ending.
 *
 * @type {Record<string, string[]>}
 */
const TYPES = Object.freeze({
  js: ["text/javascript", "application/javascript"],
  css: ["text/css"],
  html: ["text/html"],
  wasm: ["application/wasm"],
  json: ["application/json"],
  svg: ["image/svg+xml"],
  png: ["image/png"],
  zip: ["application/zip", "application/x-zip-compressed", "application/octet-stream"],
});
/** Endings of files that browsers do not use if the type is wrong. */
const VITAL = new Set(["js", "css", "html"]);

/**
 * The headers that we advise, with a pattern for a value that does what it should.
 *
 * @type {Record<string, RegExp>}
 */
const HEADERS = Object.freeze({
  "X-Content-Type-Options": /^nosniff$/i,
  "Referrer-Policy": /./,
  "Permissions-Policy": /./,
  "Content-Security-Policy": /frame-ancestors/i,
  "Cross-Origin-Opener-Policy": /same-origin/i,
  "Cross-Origin-Resource-Policy": /same-/i,
});

/**
 * The files of this page's build: those in the host's list, or without a list only those of the
 * bundle.
 *
 * @type {Record<string, BuiltFile>}
 */
let expected = {};

/** @type {Arrival[]} */
let arrivals = [];

/** @type {Probe} */
export const build = {
  name: "build",
  async run() {
    const { list, measured } = await fetchList();
    expected = filesOfBuild(list);
    if (!list) {
      return outcome("list-missing", measured);
    }
    if (list.build !== BUILD) {
      // Otherwise a reload, as the page advises, would show the same cached page again.
      await dropCachedPages();
      return outcome("other-build", `this page: ${BUILD}`, `the host: ${list.build}`);
    }
    expected = Object.fromEntries(Object.entries(list.files).filter(([path]) => isServed(path)));
    return outcome("same-build", `build ${BUILD}`);
  },
};

/** @type {Probe} */
export const present = {
  name: "present",
  async run(report) {
    arrivals = await examineFiles(expected, (done, all) => report(`${done} of ${all} files`));
    const bytes = Object.values(expected).reduce((sum, { size }) => sum + size, 0);
    const blocked = arrivals.filter(({ state }) => state === "blocked");
    const missing = arrivals.filter(({ state }) => state === "missing");
    if (blocked.length || missing.length) {
      return outcome(blocked.length ? "blocked" : "missing", ...named([...blocked, ...missing]));
    }
    return outcome("all-there", `${arrivals.length} files, ${inBytes(bytes)} unpacked`);
  },
};

/** @type {Probe} */
export const unchanged = {
  name: "unchanged",
  async run() {
    const changed = arrivals.filter(({ state }) => state === "changed");
    const good = arrivals.filter(({ state }) => state === "good").length;
    if (!changed.length) {
      return outcome("unchanged", `SHA-256 of ${good} files compared`);
    }
    const code = changed.every(({ path }) => path.endsWith(".html"))
      ? "pages-changed"
      : "files-changed";
    // Scripts and the like are listed before pages, since they matter more.
    const running = changed.filter(({ path }) => !path.endsWith(".html"));
    const pages = changed.filter(({ path }) => path.endsWith(".html"));
    return outcome(code, ...named([...running, ...pages]));
  },
};

/** @type {Probe} */
export const types = {
  name: "types",
  async run() {
    const received = arrivals.filter(({ state }) => state === "good" || state === "changed");
    const odd = received.filter(({ path, type }) => !isRightType(path, type));
    if (!odd.length) {
      return outcome("right-types", `${received.length} files`);
    }
    const vital = odd.filter(({ path }) => VITAL.has(endOf(path)));
    return outcome(vital.length ? "wrong-types" : "odd-types", ...typesOf([...vital, ...odd]));
  },
};

/** @type {Probe} */
export const headers = {
  name: "headers",
  async run() {
    const response = await fetch(addressOf("index.html"), { cache: "reload" });
    const policy = response.headers.get("Content-Security-Policy") ?? "";
    const other = directivesOf(policy).filter((name) => name !== "frame-ancestors");
    if (other.length) {
      return outcome("own-policy", `Content-Security-Policy: ${policy}`);
    }
    const lacking = Object.entries(HEADERS)
      .filter(([name, wanted]) => !wanted.test(response.headers.get(name) ?? ""))
      .map(([name]) => (name === "Content-Security-Policy" ? `${name}: frame-ancestors` : name));
    return lacking.length
      ? outcome("some-headers", `not sent: ${lacking.join(", ")}`)
      : outcome("all-headers", Object.keys(HEADERS).join(", "));
  },
};

/** @param {Arrival[]} files - that are not good */
function named(files) {
  return shortened(files.map(({ path, measured }) => `${path}: ${measured}`));
}

/**
 * Return a line for each combination of ending and content type.
 *
 * @param {Arrival[]} files - with an unexpected type
 */
function typesOf(files) {
  const lines = files.map(({ path, type }) => `.${endOf(path)} came as ${type || "no type"}`);
  return shortened([...new Set(lines)]);
}

/**
 * Tell whether a file's content type is right; for endings that do not matter, any type is.
 *
 * @param {string} path - of the file
 * @param {string} type - as the host states it
 */
export function isRightType(path, type) {
  const name = (type.split(";")[0] ?? "").trim().toLowerCase();
  return TYPES[endOf(path)]?.includes(name) ?? true;
}

/**
 * Return the names of a policy's directives.
 *
 * @param {string} policy - one policy or several, joined as in a header
 */
export function directivesOf(policy) {
  return policy
    .split(/[;,]/)
    .map((directive) => directive.trim().split(/\s+/)[0]?.toLowerCase() ?? "")
    .filter(Boolean);
}

/** @param {string} path - of a file */
function endOf(path) {
  return path.slice(path.lastIndexOf(".") + 1);
}
