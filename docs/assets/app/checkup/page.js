/**
 * Starts the checkup page.
 */

import { PythonClient } from "../python/client.js";
import { catchDrops } from "../shared/drops.js";
import { startModules } from "../shared/modules.js";
import { keepOffline } from "../shared/offline.js";
import { address, clock, frame } from "./address-checks.js";
import { policyProbe, pythonProbe, wasm, worker } from "./browser-checks.js";
import { Checkup } from "./checkup-view.js";
import { build, headers, present, types, unchanged } from "./file-checks.js";
import { database, download, offline, space, tab, windows } from "./storage-checks.js";

/** @param {HTMLElement} root - of the checkup */
async function startCheckup(root) {
  const python = new PythonClient();
  const checkup = new Checkup(root, [
    ...[address, frame, build, present, unchanged, types, headers, clock],
    ...[policyProbe(root), worker, wasm, pythonProbe(root, python)],
    ...[database, tab, space, windows, offline, download],
  ]);
  // No newer version takes over while there are outcomes: they stay until the page is left.
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
