/**
 * Makes a worker that the page's Content-Security-Policy binds.
 *
 * A worker from an ordinary address takes its policy from its own response, which a static host
 * does not send; a worker from a `blob:` address inherits the page's. So the blob holds one line,
 * which imports the real module.
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
 * The one address that may become a worker just now; everything else is refused.
 *
 * @type {string | null}
 */
let expectedAddress = null;

/** @type {ScriptAddressPolicy | null} */
let policy = null;

/**
 * Start a module worker under the page's policy.
 *
 * @param {URL} workerUrl - absolute address of the worker's module, on this site
 * @returns {Worker}
 */
export function spawnWorker(workerUrl) {
  const text = `import ${JSON.stringify(workerUrl.href)};\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  expectedAddress = address;
  try {
    const worker = new Worker(trustedAddress(address), { type: "module", name: "pat-python" });
    revokeWhenRead(address, worker);
    return worker;
  } catch (error) {
    URL.revokeObjectURL(address);
    throw error;
  } finally {
    expectedAddress = null;
  }
}

/**
 * Return the address in the form that the browser demands; a policy can be made only once.
 *
 * @param {string} address - of the blob
 * @returns {string}
 */
function trustedAddress(address) {
  const maker = /** @type {{ trustedTypes?: PolicyMaker }} */ (globalThis).trustedTypes;
  if (!maker) {
    return address;
  }
  policy ??= maker.createPolicy(POLICY_NAME, { createScriptURL: refuseOthers });
  return policy.createScriptURL(address);
}

/**
 * @param {string} address - what is to become a worker
 * @returns {string}
 */
function refuseOthers(address) {
  if (address !== expectedAddress) {
    throw new TypeError(`${POLICY_NAME} makes no address of ${address}`);
  }
  return address;
}

/**
 * Let go of the blob once the worker has shown a sign of life. Some browsers read it only after
 * the constructor returned.
 *
 * @param {string} address - of the blob
 * @param {Worker} worker - the worker made from it
 */
function revokeWhenRead(address, worker) {
  const revoke = () => URL.revokeObjectURL(address);
  worker.addEventListener("message", revoke, { once: true });
  worker.addEventListener("error", revoke, { once: true });
}
