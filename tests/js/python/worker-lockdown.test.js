/**
 * The worker runs under a page's policy or not at all, and nothing in it can make another worker.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

Object.assign(globalThis, { location: { protocol: "blob:" } });
const { refuseWithoutPolicy, removeUnused, useUpPolicies } = await import(
  "../../../docs/assets/app/python/worker-lockdown.js"
);

/** Makes each policy once, as a browser does whose page lists two names. */
class Maker {
  /** @type {string[]} */
  left = ["pat-worker", "pat-html"];

  /**
   * @param {string} name - of the policy
   * @returns {object}
   */
  createPolicy(name) {
    if (!this.left.includes(name)) {
      throw new TypeError(`no policy ${name} may be made`);
    }
    this.left = this.left.filter((each) => each !== name);
    return {};
  }
}

test("it runs in a worker from a blob", () => {
  refuseWithoutPolicy({ protocol: "blob:" });
});

for (const protocol of ["https:", "http:", "file:", "data:"]) {
  test(`it does not run in a worker from ${protocol}`, () => {
    assert.throws(() => refuseWithoutPolicy({ protocol }), /under the policy of a page/);
  });
}

test("every policy's name is used up", () => {
  const maker = new Maker();
  useUpPolicies(maker);
  assert.deepEqual(maker.left, []);
});

test("a name that cannot be made stops nothing", () => {
  const maker = new Maker();
  maker.left = ["pat-html"];
  useUpPolicies(maker);
  assert.deepEqual(maker.left, []);
});

test("a browser without Trusted Types is no fault", () => {
  useUpPolicies(undefined);
});

test("what Python has no use for is gone, wherever it stood", () => {
  class Inherited {
    get caches() {
      return "pages";
    }
    get fetch() {
      return "stays";
    }
  }
  const scope = Object.assign(new Inherited(), { Worker: class {}, indexedDB: "answers" });
  removeUnused(scope);
  assert.deepEqual(
    ["caches", "fetch", "Worker", "indexedDB"].map((name) => name in scope),
    [false, true, false, false],
  );
});
