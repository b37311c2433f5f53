/**
 * How long what is entered stays: whether it goes with the tab, and a request to the browser not to
 * clear it when space runs out. Both are remembered while the tab is open.
 */

/** Key of the mark that answers are kept for this tab only. */
const TAB_ONLY = "pat-tab-only";

/** Key of the mark that the browser has been asked; some browsers ask the person in turn. */
const ASKED = "pat-asked-to-persist";

/** @returns {boolean} whether answers are to be deleted when the tab is closed */
export function wantsTabOnly() {
  try {
    return sessionStorage.getItem(TAB_ONLY) === "yes";
  } catch {
    return false;
  }
}

/** @param {boolean} isChosen - whether answers are to be deleted when the tab is closed */
export function chooseTabOnly(isChosen) {
  try {
    if (isChosen) {
      sessionStorage.setItem(TAB_ONLY, "yes");
    } else {
      sessionStorage.removeItem(TAB_ONLY);
    }
  } catch (error) {
    console.warn("The choice lasts until this page is left:", error);
  }
}

/**
 * Ask the browser not to clear the site's data, once per tab; whatever it replies, nothing changes
 * here.
 */
export async function askToPersist() {
  try {
    if (sessionStorage.getItem(ASKED) === null) {
      sessionStorage.setItem(ASKED, "yes");
      // Browsers offer this only over https.
      await navigator.storage?.persist();
    }
  } catch (error) {
    console.warn("The browser may clear what is kept here when space runs out:", error);
  }
}

/** Delete the mark that the browser has been asked. */
export function forgetAsking() {
  try {
    sessionStorage.removeItem(ASKED);
  } catch {
    // A browser that refuses this has not been asked.
  }
}
