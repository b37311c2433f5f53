/**
 * Checks of what the browser does here: the page's policy, a worker, WebAssembly, and Python.
 */

import { wordsOf } from "../python/protocol.js";
import { spawnWorker } from "../python/spawn.js";
import { attempt } from "../shared/attempts.js";
import { find } from "../shared/elements.js";
import { outcome } from "./outcome.js";

/** @import { PythonClient, PythonError } from "../python/client.js" */
/** @import { FailureCause } from "../python/protocol.js" */
/** @import { Probe } from "./outcome.js" */

/** How long a worker may take to send its first message, in milliseconds. */
const PATIENCE = 15_000;
/** How much memory Python needs, in pages of 64 KiB. */
const MEMORY = 1024;
/** A module whose only function, `f`, returns 42. */
const MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f],
  ...[0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x06, 0x01, 0x04, 0x00, 0x41, 0x2a, 0x0b],
);

/** @type {Record<FailureCause, string>} */
const CAUSES = Object.freeze({
  "no-wasm": "python-no-wasm",
  blocked: "python-blocked",
  mixed: "python-mixed",
  timeout: "python-late",
  crashed: "python-crashed",
});

/**
 * A sheet with its scores, as the build worked them out.
 *
 * @typedef {{ record: object, principles: Record<string, number>, aggregate: number }} KnownSheet
 */
/** @typedef {{ score: number | null }} Scored */
/**
 * What is compared of a profile.
 *
 * @typedef {{ principles: Record<string, Scored>, aggregate: Scored }} Scores
 */

/**
 * @param {HTMLElement} root - of the checkup; it has the address to try
 * @returns {Probe}
 */
export function policyProbe(root) {
  return {
    name: "policy",
    async run() {
      const selector = 'meta[http-equiv="Content-Security-Policy"]';
      if (!document.querySelector(selector)) {
        return outcome("rule-missing");
      }
      const rule = await attempt("fetch", root.dataset.outside ?? "");
      const types = "trustedTypes" in globalThis ? "known to" : "not known to";
      const known = `Trusted Types are ${types} this browser`;
      return rule
        ? outcome("rule-kept", `refused by ${rule}`, known)
        : outcome("rule-not-kept", known);
    },
  };
}

/** @type {Probe} */
export const worker = {
  name: "worker",
  async run() {
    try {
      await hearFromWorker();
      return outcome("worker-runs");
    } catch (error) {
      return outcome("worker-refused", wordsOf(error));
    }
  },
};

/** @returns {Promise<void>} rejected if the worker sends nothing */
function hearFromWorker() {
  return new Promise((resolve, reject) => {
    const echo = spawnWorker(new URL("./echo.js", import.meta.url));
    /** @param {Error} [error] - why nothing came */
    const end = (error) => {
      clearTimeout(timer);
      echo.terminate();
      error ? reject(error) : resolve();
    };
    const timer = setTimeout(() => end(new Error("it says nothing")), PATIENCE);
    echo.addEventListener("message", () => end());
    echo.addEventListener("error", ({ message }) => end(new Error(message || "it did not start")));
  });
}

/** @type {Probe} */
export const wasm = {
  name: "wasm",
  async run() {
    if (typeof WebAssembly !== "object") {
      return outcome("wasm-off", "the browser has no WebAssembly");
    }
    try {
      const { instance } = await WebAssembly.instantiate(MODULE);
      const { f } = /** @type {{ f: () => number }} */ (instance.exports);
      if (f() !== 42) {
        return outcome("wasm-off", "a small module gives a wrong answer");
      }
    } catch (error) {
      return outcome("wasm-refused", wordsOf(error));
    }
    try {
      new WebAssembly.Memory({ initial: 1 }).grow(MEMORY - 1);
    } catch (error) {
      return outcome("wasm-tight", wordsOf(error));
    }
    return outcome("wasm-runs", `compiled while it arrives: ${(await streams()) ? "yes" : "no"}`);
  },
};

/** Tell whether the browser compiles WebAssembly from a response. */
async function streams() {
  try {
    const headers = { "Content-Type": "application/wasm" };
    await WebAssembly.compileStreaming(new Response(MODULE, { headers }));
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} root - of the checkup; it contains the known sheet
 * @param {PythonClient} python - not yet started
 * @returns {Probe}
 */
export function pythonProbe(root, python) {
  return {
    name: "python",
    async run() {
      const text = find(root, "[data-sheet]", HTMLScriptElement).textContent ?? "";
      const known = /** @type {KnownSheet} */ (JSON.parse(text));
      const begun = performance.now();
      python.retry();
      try {
        const { profile } = await python.call("show_result", { record: known.record });
        const seconds = ((performance.now() - begun) / 1000).toFixed(1);
        const wrong = differences(known, profile);
        return wrong.length
          ? outcome("python-wrong", ...wrong)
          : outcome("python-right", scoresOf(known), `${seconds} seconds from start to scores`);
      } catch (error) {
        const { failure, message } = /** @type {PythonError} */ (error);
        return outcome(failure ? CAUSES[failure] : "python-crashed", message);
      }
    },
  };
}

/** @param {KnownSheet} known - with its scores */
function scoresOf({ principles, aggregate }) {
  return `scores ${Object.values(principles).join(", ")}; aggregate ${aggregate}`;
}

/**
 * Return a line for each wrong score.
 *
 * @param {KnownSheet} known - with the right scores
 * @param {Scores} profile - from Python
 * @returns {string[]}
 */
export function differences(known, profile) {
  const pairs = [
    ...Object.entries(known.principles).map(([number, score]) => ({
      what: `principle ${number}`,
      score,
      actual: profile.principles[number]?.score,
    })),
    { what: "aggregate", score: known.aggregate, actual: profile.aggregate.score },
  ];
  return pairs
    .filter(({ score, actual }) => score !== actual)
    .map(({ what, score, actual }) => `${what}: ${score} expected, ${actual} found`);
}
