/**
 * Catches files that are dropped anywhere on a page. Left to itself a browser opens them in place of
 * the page, and they may hold somebody's answers.
 */

/** The site's top, seen from this file in the bundle. */
const TOP = new URL("../../../..", import.meta.url);

/**
 * @param {(transfer: DataTransfer) => void} [take] - gets what nobody else has taken; it can be looked
 *   at only until this returns. By default the page says where files belong
 * @param {(isOver: boolean) => void} [follow] - is told whether files are held over the window
 */
export function catchDrops(take = sayWhere, follow = () => {}) {
  addEventListener("dragover", (event) => {
    if (isCaught(event)) {
      event.preventDefault();
      follow(true);
    }
  });
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) {
      follow(false);
    }
  });
  addEventListener("drop", (event) => {
    follow(false);
    const { dataTransfer } = event;
    if (dataTransfer && isCaught(event)) {
      event.preventDefault();
      take(dataTransfer);
    }
  });
}

/**
 * Whether files would leave the page; a field for files takes its own, and text that is dragged into
 * another field has none.
 *
 * @param {DragEvent} event - over the page
 */
function isCaught({ dataTransfer, defaultPrevented, target }) {
  const isField = target instanceof HTMLInputElement && target.type === "file";
  return !defaultPrevented && !isField && dataTransfer?.types.includes("Files") === true;
}

function sayWhere() {
  document.querySelector("[data-dropped]")?.remove();
  const place = document.createElement("div");
  place.className = "pat-warning pat-in-view";
  place.setAttribute("role", "alert");
  place.dataset.dropped = "";
  const words = document.createElement("p");
  words.append(
    "This page opens no files. Drop one person’s file on ",
    linkTo("assess/", "Assess"),
    ", and the files of a group on ",
    linkTo("facilitate/", "Facilitate"),
    ".",
  );
  place.append(words);
  document.querySelector("article")?.prepend(place);
  place.scrollIntoView({ block: "nearest" });
}

/**
 * @param {string} path - below the site's top
 * @param {string} name - of the page
 */
function linkTo(path, name) {
  const link = document.createElement("a");
  link.href = new URL(path, TOP).href;
  link.textContent = name;
  return link;
}
