/**
 * Reloads the page together with the invitation link that opened it. The link has been taken out of
 * the address, but the person may not have decided yet what to do with it.
 */

/** Key of the mark that the page reloaded itself and has not said so yet. */
export const UNANNOUNCED = "pat-reloaded-untold";

/** Whether the page has just reloaded itself because a file of it was missing or wrong. */
export const wasReloaded = takeMark();

/** Also matches a link that a mail program has changed or damaged. */
const LINK = /^#setup/i;

let link = "";

const noteLink = () => {
  link = LINK.test(location.hash) ? location.hash : link;
};
// Both run before anything takes the link out of the address.
noteLink();
addEventListener("hashchange", noteLink);

export function reloadPage() {
  if (link) {
    history.replaceState(null, "", location.pathname + location.search + link);
  }
  location.reload();
}

function takeMark() {
  try {
    const isUnannounced = sessionStorage.getItem(UNANNOUNCED) !== null;
    sessionStorage.removeItem(UNANNOUNCED);
    return isUnannounced;
  } catch {
    return false;
  }
}
