/**
 * Lets the site work without a connection, and lets a newer version of it take over in time.
 *
 * The service worker keeps the site. A newer one waits until no page has answers open, since pages
 * and scripts of two versions must never meet.
 */

import { withTrusted } from "./trusted-address.js";

/** The service worker lies at the site's top, seen from this file in the bundle. */
const WORKER = new URL("../../../../sw.js", import.meta.url);

/** How long, in milliseconds, to leave the line to what the page itself fetches. */
const QUIET = 4000;

/**
 * @param {() => boolean} [isBusy] - whether answers are open that a reload would disturb
 * @returns {{ keepRuntime: () => void }} to be called once Python runs here
 */
export function keepOffline(isBusy = () => false) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || savesData()) {
    return { keepRuntime: () => {} };
  }
  const hadController = serviceWorker.controller !== null;
  serviceWorker.addEventListener("message", ({ data, ports: [port] }) => {
    if (data?.type === "busy?") {
      port?.postMessage(isBusy());
    }
  });
  serviceWorker.addEventListener("controllerchange", () => {
    if (hadController && !isBusy()) {
      location.reload();
    }
  });
  serviceWorker.startMessages();
  const registered = afterQuiet().then(() => register(isBusy));
  // Without it the site works as before, only not without a connection.
  registered.catch((error) => console.warn("The site cannot be kept for later:", error));
  const keepRuntime = async () => {
    await registered.then(afterQuiet);
    (await serviceWorker.ready).active?.postMessage({ type: "keep-runtime" });
  };
  return { keepRuntime: () => void keepRuntime().catch(() => {}) };
}

/** @returns {boolean} whether the person has asked the browser to spare the line */
function savesData() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (
    /** @type {unknown} */ (navigator)
  );
  return connection?.saveData === true;
}

/** @returns {Promise<void>} settled when the page has been loaded for a while */
async function afterQuiet() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, QUIET));
}

/** @param {() => boolean} isBusy - whether answers are open */
async function register(isBusy) {
  const registration = await withTrusted(WORKER.href, (address) =>
    navigator.serviceWorker.register(address, { updateViaCache: "none" }),
  );
  const letIn = () => {
    if (registration.waiting && navigator.serviceWorker.controller && !isBusy()) {
      registration.waiting.postMessage({ type: "take-over" });
    }
  };
  letIn();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", letIn);
  });
}
