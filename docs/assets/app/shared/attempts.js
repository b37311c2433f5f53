/**
 * Tries to reach another site, to see the browser refuse it. The requests carry nothing, and go to
 * an address of a kind that cannot exist.
 */

/** How long the browser may take to report a refusal, in milliseconds. */
const PATIENCE = 2_000;

/** @type {Record<string, (address: string) => unknown>} */
const WAYS = Object.freeze({
  fetch: (address) => fetch(address, { mode: "no-cors" }).catch(() => undefined),
  beacon: (address) => navigator.sendBeacon(address, "a word"),
  image: (address) => {
    new Image().src = address;
  },
  form: submitForm,
});

/**
 * Try one way, and return the directive of the policy that refused it; null if none did.
 *
 * @param {string} way - one of `fetch`, `beacon`, `image`, `form`
 * @param {string} address - on a host that does not exist
 * @returns {Promise<string | null>}
 */
export function attempt(way, address) {
  return new Promise((resolve) => {
    const { origin } = new URL(address);
    /** @param {string | null} rule - the directive that refused */
    const end = (rule) => {
      document.removeEventListener("securitypolicyviolation", listen);
      clearTimeout(timer);
      resolve(rule);
    };
    /** @param {SecurityPolicyViolationEvent} event - fired when the browser refuses something */
    const listen = (event) => {
      if (event.disposition === "enforce" && event.blockedURI.startsWith(origin)) {
        end(event.effectiveDirective);
      }
    };
    const timer = setTimeout(() => end(null), PATIENCE);
    document.addEventListener("securitypolicyviolation", listen);
    try {
      WAYS[way]?.(address);
    } catch {
      // A refusal that throws is reported as an event as well.
    }
  });
}

/**
 * Send a form into a hidden frame, so that the page stays even if the form is not refused.
 *
 * @param {string} address - the form's target
 */
function submitForm(address) {
  const frame = document.createElement("iframe");
  frame.name = "pat-nowhere";
  frame.hidden = true;
  const form = document.createElement("form");
  Object.assign(form, { action: address, method: "post", target: frame.name, hidden: true });
  document.body.append(frame, form);
  form.submit();
  setTimeout(() => {
    frame.remove();
    form.remove();
  }, PATIENCE);
}
