/**
 * Starts the live view of the page on privacy.
 */

import { RunningFiles } from "./components/running-files.js";
import { SeenRequests } from "./components/seen-requests.js";
import { SendAttempt } from "./components/send-attempt.js";
import { catchDrops } from "./lib/drops.js";
import { startModules } from "./lib/modules.js";
import { keepOffline } from "./lib/offline.js";

/** @param {HTMLElement} root - of the section */
async function startSeen(root) {
  new SeenRequests(root);
  new SendAttempt(root);
  new RunningFiles(root);
  document.documentElement.dataset.patCheckup = "";
}

keepOffline();
catchDrops();
startModules({ seen: startSeen });
