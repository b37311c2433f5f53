/**
 * How a worker is made: from a blob that imports the module, through one named policy.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { spawnWorker } from "../../../docs/assets/app/python/spawn.js";

const MODULE = new URL("https://example.org/sub folder/worker.js");

/** @type {{ address: string, options: WorkerOptions, worker: EventTarget }[]} */
const made = [];

/** Notes with what it is made. */
class FakeWorker extends EventTarget {
  /**
   * @param {string} address - of the blob
   * @param {WorkerOptions} options - for the browser
   */
  constructor(address, options) {
    super();
    made.push({ address, options, worker: this });
  }
}

/** @type {string[]} */
const policies = [];

/** @type {((address: string) => string) | undefined} */
let pass;

const trustedTypes = {
  createPolicy(
    /** @type {string} */ name,
    /** @type {{ createScriptURL: (address: string) => string }} */ rules,
  ) {
    policies.push(name);
    pass = rules.createScriptURL;
    return rules;
  },
};

Object.assign(globalThis, { Worker: FakeWorker });

test("the worker is a module worker made from a blob that imports the module", async () => {
  spawnWorker(MODULE);
  const last = made.at(-1);
  assert.equal(last?.options.type, "module");
  assert.match(last?.address ?? "", /^blob:/);
  const text = await (await fetch(last?.address ?? "")).text();
  assert.equal(text, 'import "https://example.org/sub%20folder/worker.js";\n');
});

test("the blob is let go once the worker has said something", async () => {
  spawnWorker(MODULE);
  const last = made.at(-1);
  last?.worker.dispatchEvent(new Event("message"));
  await assert.rejects(fetch(last?.address ?? ""));
});

test("where there are Trusted Types, one policy is made, once, and passes only our own blob", () => {
  Object.assign(globalThis, { trustedTypes });
  spawnWorker(MODULE);
  spawnWorker(MODULE);
  assert.deepEqual(policies, ["pat-worker"]);
  assert.throws(() => pass?.("blob:https://example.org/of-somebody-else"), TypeError);
  assert.throws(() => pass?.(made.at(-1)?.address ?? ""), TypeError, "nor a blob of before");
});
