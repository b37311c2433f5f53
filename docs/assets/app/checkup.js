/**
 * Starts the checkup page.
 */

import { policyProbe, pythonProbe, wasm, worker } from "./checkup/browser.js";
import { build, headers, present, types, unchanged } from "./checkup/files.js";
import { database, download, offline, space, tab, windows } from "./checkup/keeping.js";
import { address, clock, frame } from "./checkup/way.js";
import { Checkup } from "./components/checkup.js";
import { startModules } from "./lib/modules.js";

/** @param {HTMLElement} root - of the checkup */
async function startCheckup(root) {
  new Checkup(root, [
    ...[address, frame, build, present, unchanged, types, headers, clock],
    ...[policyProbe(root), worker, wasm, pythonProbe(root)],
    ...[database, tab, space, windows, offline, download],
  ]);
  document.documentElement.dataset.patCheckup = "";
}

startModules({ checkup: startCheckup });
