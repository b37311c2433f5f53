/**
 * Keeps the worker under its page's policy. `worker.js` imports this script before anything else,
 * so that it runs before Python does.
 *
 * A worker from an ordinary address takes its policy from its own response, and static hosts send
 * none. So a core that somebody has tampered with could start `worker.js` by its address, run
 * itself in that worker, and contact any server. Each of the three measures below prevents that on
 * its own.
 */

/** The names that the page's policy lists under `trusted-types`; a worker inherits that list. */
const POLICY_NAMES = ["pat-worker", "pat-html"];

const UNUSED = ["Worker", "SharedWorker", "indexedDB", "caches"];

/**
 * Refuse to run where no page's policy applies; it applies in workers from a `blob:` address.
 *
 * @param {{ protocol: string }} location - of this worker
 */
export function refuseWithoutPolicy({ protocol }) {
  if (protocol !== "blob:") {
    throw new Error(`Python runs under the policy of a page, and not from ${protocol}`);
  }
}

/**
 * Use up the names of all Trusted Types policies, since each policy can be made only once. A worker
 * needs none, and with none left nothing in it can turn a text into the address of another worker.
 *
 * @param {{ createPolicy(name: string, rules: object): unknown } | undefined} maker - the browser's
 */
export function useUpPolicies(maker) {
  for (const name of POLICY_NAMES) {
    try {
      maker?.createPolicy(name, {});
    } catch {
      // A policy that cannot be made here cannot be made later either.
    }
  }
}

/**
 * Remove what Python does not need and a core that was tampered with could misuse: other workers,
 * and what the browser stores for this site, which is answers and the cached pages.
 *
 * @param {object} scope - the worker's global object
 */
export function removeUnused(scope) {
  for (const name of UNUSED) {
    // Some are properties of the object itself, others of its prototypes.
    for (let holder = scope; holder; holder = Object.getPrototypeOf(holder)) {
      Reflect.deleteProperty(holder, name);
    }
  }
}

refuseWithoutPolicy(globalThis.location);
removeUnused(globalThis);
useUpPolicies(
  /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): unknown } }} */ (
    globalThis
  ).trustedTypes,
);
