/**
 * Lets the site work without a connection, and lets a newer version of it take over in time.
 *
 * The service worker keeps the site. A newer one waits until nobody works on a page with answers,
 * since pages and scripts of two versions must never meet. A page on which nothing has been done yet
 * is as well in the newer version: what it shows is kept.
 */

import { reloadPage, wasReloaded } from "./reload.js";
import { withTrusted } from "./trusted-address.js";

/** The service worker lies at the site's top, seen from this file in the bundle. */
const WORKER = new URL("../../../../sw.js", import.meta.url);

/** How long, in milliseconds, to leave the line to what the page itself fetches. */
const QUIET = 4000;

/** Whether anybody has done anything on the page since it was loaded. */
let isTouched = false;

for (const type of ["pointerdown", "keydown", "input", "click"]) {
  addEventListener(type, () => (isTouched = true), { capture: true, once: true });
}

/**
 * @param {() => boolean} [holdsEntries] - whether something is open that a reload would disturb, once
 *   somebody works on it
 * @returns {{ keepRuntime: () => void }} to be called once Python runs here
 */
export function keepOffline(holdsEntries = () => false) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) {
    return { keepRuntime: () => {} };
  }
  const isBusy = () => isTouched && holdsEntries();
  // A page that has just gone over by itself is new already.
  let isOld = serviceWorker.controller !== null && !wasReloaded;
  serviceWorker.addEventListener("message", ({ data, ports: [port] }) => {
    if (data?.type === "busy?") {
      port?.postMessage(isBusy());
    }
  });
  serviceWorker.addEventListener("controllerchange", () => {
    if (isOld && !isBusy()) {
      reloadPage();
    }
    isOld = true;
  });
  serviceWorker.startMessages();
  // What waits since an earlier visit goes first, before anybody has begun.
  serviceWorker.getRegistration().then(
    (registration) => registration && letIn(registration, isBusy),
    () => {},
  );
  if (savesData()) {
    return { keepRuntime: () => {} };
  }
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

/** @param {() => boolean} isBusy - whether somebody works on what is open */
async function register(isBusy) {
  const registration = await withTrusted(WORKER.href, (address) =>
    navigator.serviceWorker.register(address, { updateViaCache: "none" }),
  );
  letIn(registration, isBusy);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => letIn(registration, isBusy));
  });
}

/**
 * Let a newer version that waits take over; it asks all pages first.
 *
 * @param {ServiceWorkerRegistration} registration - of the site
 * @param {() => boolean} isBusy - whether somebody works on what is open
 */
function letIn({ waiting }, isBusy) {
  if (waiting && navigator.serviceWorker.controller && !isBusy()) {
    waiting.postMessage({ type: "take-over" });
  }
}
