/**
 * Going over to the version of the site that is there now, when the one to which the page belongs has
 * gone. The page's own first script loads it once more where not even this one has come: see
 * `site_hooks/theme/main.html`.
 */

import { dropCachedPages } from "../shared/cached-pages.js";
import { reloadPage, UNANNOUNCED } from "../shared/reload.js";

/** Holds the build that the tab has left for another, so that it is left once. */
const LEFT = "pat-left-build";

/** Holds the build for which the page was loaded once more, since a file was not as it must be. */
const RELOADED = "pat-reloaded";

const BUILD_IN_PAGE = /<meta name="pat-build" content="(\w+)">/;

/** @returns {string} the build to which the page belongs */
export function buildOfPage() {
  const meta = document.querySelector('meta[name="pat-build"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/**
 * Load the page once more: in the version that the server has, if that is another one. Where the page
 * must stay, the next time that somebody loads it brings that version.
 *
 * @param {() => boolean} mayLeave - whether the page can be loaded once more without a loss
 */
export async function moveOn(mayLeave) {
  const isOld = await isRenewed();
  if (isOld) {
    await dropCachedPages();
  }
  if (mayLeave() && isFirst(isOld ? LEFT : RELOADED)) {
    reloadPage();
  }
}

/** Ask the server itself: neither the browser's copy nor that of the service worker counts. */
async function isRenewed() {
  try {
    const response = await fetch(location.pathname + location.search, { cache: "reload" });
    const [, build] = BUILD_IN_PAGE.exec(await response.text()) ?? [];
    return response.ok && build !== undefined && build !== buildOfPage();
  } catch {
    return false;
  }
}

/**
 * Tell whether this is the first time for the page's build, and remember it.
 *
 * @param {string} key - of what is done once, for as long as the tab is open
 */
function isFirst(key) {
  const build = buildOfPage();
  try {
    if (sessionStorage.getItem(key) === build) {
      return false;
    }
    sessionStorage.setItem(key, build);
    sessionStorage.setItem(UNANNOUNCED, "yes");
    return true;
  } catch {
    // A page that cannot remember this would be loaded for ever.
    return false;
  }
}
