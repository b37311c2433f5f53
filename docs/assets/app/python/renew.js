/**
 * Moves on to the site's present version when the page's own version is gone from the server. If
 * not even this script arrives, the page's first script reloads the page: see
 * `site_hooks/theme/main.html`.
 */

import { dropCachedPages } from "../shared/cached-pages.js";
import { reloadPage, UNANNOUNCED } from "../shared/reload.js";

/** Key of the build that the tab has left for another one, so that it is left only once. */
const LEFT = "pat-left-build";

/**
 * Key of the build whose page was reloaded because of a wrong file, so that it is reloaded only
 * once.
 */
const RELOADED = "pat-reloaded";

const BUILD_IN_PAGE = /<meta name="pat-build" content="(\w+)">/;

/** @returns {string} the build to which the page belongs */
export function buildOfPage() {
  const meta = document.querySelector('meta[name="pat-build"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/**
 * Reload the page: in the server's version, if that is another one. If the page must stay, somebody
 * gets that version with the next load.
 *
 * @param {() => boolean} mayLeave - whether the page may be reloaded without a loss
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

/** Tell whether the server has another build; copies in caches do not count. */
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
 * Tell whether something is done for the first time in this build, and remember that it was done.
 *
 * @param {string} key - of what is done only once while the tab is open
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
    // A page that cannot remember this would reload forever.
    return false;
  }
}
