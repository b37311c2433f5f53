/**
 * Lets the site work offline, and lets a newer version of it take over in time.
 *
 * The service worker caches the site. A newer one waits until nobody is working on a page with
 * answers, since pages and scripts of two versions must not be mixed. A page that nobody has used
 * since it was loaded may change to the newer version at once: what it shows is stored.
 */

import { reloadPage, wasReloaded } from "./reload.js";
import { withTrusted } from "./trusted-address.js";

/** The service worker at the site's top, relative to this file in the bundle. */
const WORKER = new URL("../../../../sw.js", import.meta.url);

/** How long to leave the connection to the page's own requests, in milliseconds. */
const QUIET = 4000;

/** Whether anybody has done anything on the page since it was loaded. */
let isTouched = false;

for (const type of ["pointerdown", "keydown", "input", "click"]) {
  addEventListener(type, () => (isTouched = true), { capture: true, once: true });
}

/**
 * @param {() => boolean} [holdsEntries] - whether something is open that a reload would disturb
 *   while somebody is working on it
 * @returns {{ keepRuntime: () => void }} to be called once Python is running
 */
export function keepOffline(holdsEntries = () => false) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) {
    return { keepRuntime: () => {} };
  }
  const isBusy = () => isTouched && holdsEntries();
  // A page that has just reloaded itself is in the newer version already.
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
  // A version that has been waiting since an earlier visit takes over before anybody starts to
  // work.
  serviceWorker.getRegistration().then(
    (registration) => registration && letIn(registration, isBusy),
    () => {},
  );
  if (savesData()) {
    return { keepRuntime: () => {} };
  }
  const registered = afterQuiet().then(() => register(isBusy));
  // Without a service worker the site works as before, only not offline.
  registered.catch((error) => console.warn("The site cannot be kept for later:", error));
  const keepRuntime = async () => {
    await registered.then(afterQuiet);
    (await serviceWorker.ready).active?.postMessage({ type: "keep-runtime" });
  };
  return { keepRuntime: () => void keepRuntime().catch(() => {}) };
}

/** @returns {boolean} whether the person has asked the browser to save data */
function savesData() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (
    /** @type {unknown} */ (navigator)
  );
  return connection?.saveData === true;
}

/** @returns {Promise<void>} settled once the page has been loaded for a while */
async function afterQuiet() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, QUIET));
}

/** @param {() => boolean} isBusy - whether somebody is working on the page */
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
 * Let a newer version that is waiting take over; it asks all pages first.
 *
 * @param {ServiceWorkerRegistration} registration - of the site
 * @param {() => boolean} isBusy - whether somebody is working on the page
 */
function letIn({ waiting }, isBusy) {
  if (waiting && navigator.serviceWorker.controller && !isBusy()) {
    waiting.postMessage({ type: "take-over" });
  }
}
