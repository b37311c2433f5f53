/**
 * Loading the page once more, when its parts turn out not to belong together. The page's own first
 * script does the same where not even this one has come: see `site_hooks/theme/main.html`.
 */

/** Holds the build for which the page was loaded once more, for as long as the tab is open. */
const RELOADED = "pat-reloaded";

/** Holds that a person is yet to be told so. */
const UNTOLD = "pat-reloaded-untold";

/** @returns {string} the build to which the page belongs */
export function buildOfPage() {
  const meta = document.querySelector('meta[name="pat-build"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/**
 * Load the page once more, unless that has been tried for this build.
 *
 * @returns {boolean} whether it is under way
 */
export function reloadOnce() {
  const build = buildOfPage();
  try {
    if (sessionStorage.getItem(RELOADED) === build) {
      return false;
    }
    sessionStorage.setItem(RELOADED, build);
    sessionStorage.setItem(UNTOLD, "yes");
  } catch {
    // A page that cannot remember this would be loaded for ever.
    return false;
  }
  location.reload();
  return true;
}

/** @returns {boolean} whether the page was just loaded once more; true only once */
export function wasReloaded() {
  try {
    const untold = sessionStorage.getItem(UNTOLD) !== null;
    sessionStorage.removeItem(UNTOLD);
    return untold;
  } catch {
    return false;
  }
}
