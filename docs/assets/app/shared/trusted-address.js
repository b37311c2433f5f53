/**
 * The one way by which an address becomes a script that runs beside the page: under a named Trusted
 * Types policy that lets pass only what this file's callers have just asked for.
 */

/**
 * The part of Trusted Types that is used here; not every browser has it, nor has TypeScript.
 *
 * @typedef {{ createScriptURL(address: string): string }} ScriptAddressPolicy
 * @typedef {{ createPolicy(name: string, rules: ScriptAddressPolicy): ScriptAddressPolicy }} PolicyMaker
 */

/** The name that the page's policy lists under `trusted-types`. */
const POLICY_NAME = "pat-worker";

/**
 * The one address that may become a script just now; everything else is refused.
 *
 * @type {string | null}
 */
let expectedAddress = null;

/** @type {ScriptAddressPolicy | null} */
let policy = null;

/**
 * Use an address for a script; a policy can be made only once.
 *
 * @template T
 * @param {string} address - of the script
 * @param {(trusted: string) => T} use - gets it in the form that the browser demands
 * @returns {T}
 */
export function withTrusted(address, use) {
  const maker = /** @type {{ trustedTypes?: PolicyMaker }} */ (globalThis).trustedTypes;
  if (!maker) {
    return use(address);
  }
  policy ??= maker.createPolicy(POLICY_NAME, { createScriptURL: refuseOthers });
  expectedAddress = address;
  try {
    return use(policy.createScriptURL(address));
  } finally {
    expectedAddress = null;
  }
}

/**
 * @param {string} address - what is to become a script
 * @returns {string}
 */
function refuseOthers(address) {
  if (address !== expectedAddress) {
    throw new TypeError(`${POLICY_NAME} makes no address of ${address}`);
  }
  return address;
}
