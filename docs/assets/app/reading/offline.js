/**
 * What pages for reading have: the site is cached for offline use, and dropped files are not
 * opened.
 */

import { catchDrops } from "../shared/drops.js";
import { keepOffline } from "../shared/offline.js";

catchDrops();
keepOffline();
