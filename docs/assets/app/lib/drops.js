/**
 * Files that are dropped anywhere in the window: the browser would leave the page and show them.
 */

/**
 * @param {(transfer: DataTransfer) => void} take - gets what was dropped; it can be looked at only
 *   until this returns
 * @param {(isOver: boolean) => void} [follow] - is told whether files are held over the window
 */
export function catchDrops(take, follow = () => {}) {
  window.addEventListener("dragover", (event) => {
    if (holdsFiles(event.dataTransfer)) {
      event.preventDefault();
      follow(true);
    }
  });
  window.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) {
      follow(false);
    }
  });
  window.addEventListener("drop", (event) => {
    follow(false);
    const { dataTransfer } = event;
    if (holdsFiles(dataTransfer)) {
      event.preventDefault();
      take(dataTransfer);
    }
  });
}

/**
 * @param {DataTransfer | null} transfer - of an event; text that is dragged into a field has no files
 * @returns {transfer is DataTransfer}
 */
function holdsFiles(transfer) {
  return transfer?.types.includes("Files") === true;
}
