/**
 * The only way in which an address becomes a worker's script: under a named Trusted Types policy
 * that accepts nothing but the address that a caller of this function is using at the moment.
 */

/**
 * What is used of Trusted Types, which not all browsers have, nor TypeScript's library.
 *
 * @typedef {{ createScriptURL(address: string): string }} ScriptAddressPolicy
 * @typedef {{ createPolicy(name: string, rules: ScriptAddressPolicy): ScriptAddressPolicy }} PolicyMaker
 */

/** The name that the page's policy lists under `trusted-types`. */
const POLICY_NAME = "pat-worker";

/**
 * The one address that may become a script at the moment; all others are refused.
 *
 * @type {string | null}
 */
let expectedAddress = null;

/** @type {ScriptAddressPolicy | null} */
let policy = null;

/**
 * Use an address for a script. The policy can be made only once.
 *
 * @template T
 * @param {string} address - of the script
 * @param {(trusted: string) => T} use - receives it in the form that the browser requires
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
 * @param {string} address - to become a script
 * @returns {string}
 */
function refuseOthers(address) {
  if (address !== expectedAddress) {
    throw new TypeError(`${POLICY_NAME} makes no address of ${address}`);
  }
  return address;
}
