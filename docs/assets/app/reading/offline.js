/**
 * Keeps the site for hours without a connection, on pages that are only read.
 */

import { keepOffline } from "../lib/offline.js";

keepOffline();
