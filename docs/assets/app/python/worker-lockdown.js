/**
 * Keeps the worker under the policy of its page. `worker.js` imports it before anything else, so that
 * it is done before Python is there.
 *
 * A worker from an ordinary address takes its policy from its own response, which a static host does
 * not send. So a core that somebody has altered could start `worker.js` by its address, run itself in
 * there once more, and speak to any place. Each of the things below stops that by itself.
 */

/** The names that the page's policy lists under `trusted-types`; a worker inherits that list. */
const POLICY_NAMES = ["pat-worker", "pat-html"];

const UNUSED = ["Worker", "SharedWorker", "indexedDB", "caches"];

/**
 * Refuse to run where no page's policy holds: it holds in workers from a `blob:` address.
 *
 * @param {{ protocol: string }} location - of this worker
 */
export function refuseWithoutPolicy({ protocol }) {
  if (protocol !== "blob:") {
    throw new Error(`Python runs under the policy of a page, and not from ${protocol}`);
  }
}

/**
 * Use up the names of all Trusted Types policies, each of which can be made once. A worker has no
 * use for one, and with none left nothing in it can turn a text into the address of another worker.
 *
 * @param {{ createPolicy(name: string, rules: object): unknown } | undefined} maker - the browser's
 */
export function useUpPolicies(maker) {
  for (const name of POLICY_NAMES) {
    try {
      maker?.createPolicy(name, {});
    } catch {
      // What cannot be made here cannot be made later by anybody else.
    }
  }
}

/**
 * Take away what Python has no use for, and an altered core would: other workers, and what the
 * browser keeps for this site, that is answers, and the pages that it shows without a connection.
 *
 * @param {object} scope - the worker's global object
 */
export function removeUnused(scope) {
  for (const name of UNUSED) {
    // Some stand on the object itself, some on what it inherits from.
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
