/**
 * Asks the browser once not to clear what is kept here when it runs out of space.
 */

/** Says, for as long as the tab is open, that the browser was asked; some ask the person in turn. */
const ASKED = "pat-asked-to-persist";

/** Ask, unless this tab has asked before; whatever the browser says, it goes on as it was. */
export async function askToPersist() {
  try {
    if (sessionStorage.getItem(ASKED) === null) {
      sessionStorage.setItem(ASKED, "yes");
      // On plain http a browser has nothing to ask.
      await navigator.storage?.persist();
    }
  } catch (error) {
    console.warn("The browser may clear what is kept here when space runs out:", error);
  }
}

/** Leave no trace of having asked. */
export function forgetAsking() {
  try {
    sessionStorage.removeItem(ASKED);
  } catch {
    // A browser that refuses this has not been asked.
  }
}
