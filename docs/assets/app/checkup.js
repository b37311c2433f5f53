/**
 * Starts the checkup page.
 */

import { PythonClient } from "./bridge/client.js";
import { policyProbe, pythonProbe, wasm, worker } from "./checkup/browser.js";
import { build, headers, present, types, unchanged } from "./checkup/files.js";
import { database, download, offline, space, tab, windows } from "./checkup/keeping.js";
import { address, clock, frame } from "./checkup/way.js";
import { Checkup } from "./components/checkup.js";
import { catchDrops } from "./lib/drops.js";
import { startModules } from "./lib/modules.js";
import { keepOffline } from "./lib/offline.js";

/** @param {HTMLElement} root - of the checkup */
async function startCheckup(root) {
  const python = new PythonClient();
  const checkup = new Checkup(root, [
    ...[address, frame, build, present, unchanged, types, headers, clock],
    ...[policyProbe(root), worker, wasm, pythonProbe(root, python)],
    ...[database, tab, space, windows, offline, download],
  ]);
  // What was found is worth more than a newer version: it stays until the page is left.
  const { keepRuntime } = keepOffline(() => checkup.hasBegun);
  python.addEventListener("statechange", () => {
    if (python.state === "ready") {
      keepRuntime();
    }
  });
  document.documentElement.dataset.patCheckup = "";
}

catchDrops();
startModules({ checkup: startCheckup });
