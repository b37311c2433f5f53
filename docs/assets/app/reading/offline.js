/**
 * What pages have that are only read: the site is kept for hours without a connection, and a file
 * that is dropped on them is not opened.
 */

import { catchDrops } from "../shared/drops.js";
import { keepOffline } from "../shared/offline.js";

catchDrops();
keepOffline();
