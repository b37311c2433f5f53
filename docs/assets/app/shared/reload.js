/**
 * Loading the page once more, with the link that brought something to it. Such a link is taken out of
 * the address, and what it brings may still wait for somebody's choice.
 */

/** Holds, from one load to the next, that the page did this by itself, and nobody was told. */
export const UNANNOUNCED = "pat-reloaded-untold";

/** Whether the page has just been loaded once more by itself, since a part of it did not come. */
export const wasReloaded = takeMark();

/** Also a link that a mail program has spelled in another way, or damaged. */
const LINK = /^#setup/i;

let link = "";

const noteLink = () => {
  link = LINK.test(location.hash) ? location.hash : link;
};
// Both come before whatever takes the link in.
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
    const isUntold = sessionStorage.getItem(UNANNOUNCED) !== null;
    sessionStorage.removeItem(UNANNOUNCED);
    return isUntold;
  } catch {
    return false;
  }
}
