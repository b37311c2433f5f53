/**
 * Starts the live view on the privacy page.
 */

import { catchDrops } from "../shared/drops.js";
import { startModules } from "../shared/modules.js";
import { keepOffline } from "../shared/offline.js";
import { RunningFiles } from "./running-files.js";
import { SeenRequests } from "./seen-requests.js";
import { SendAttempt } from "./send-attempt.js";

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
