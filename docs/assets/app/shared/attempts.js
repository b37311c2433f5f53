/**
 * Tries to reach another place, to see the browser refuse it. Nothing is in what is sent, and the
 * address is of a kind that can never exist.
 */

/** How long the browser may take to report that it refused, in milliseconds. */
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
 * Try one way and return the directive of the policy that refused it; null where none did.
 *
 * @param {string} way - one of `fetch`, `beacon`, `image`, `form`
 * @param {string} address - of a place that does not exist
 * @returns {Promise<string | null>}
 */
export function attempt(way, address) {
  return new Promise((resolve) => {
    const { origin } = new URL(address);
    /** @param {string | null} rule - that refused */
    const end = (rule) => {
      document.removeEventListener("securitypolicyviolation", listen);
      clearTimeout(timer);
      resolve(rule);
    };
    /** @param {SecurityPolicyViolationEvent} event - the browser refused something */
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
 * Send a form into a frame that nobody sees, so that the page stays if it is not refused.
 *
 * @param {string} address - where to
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
