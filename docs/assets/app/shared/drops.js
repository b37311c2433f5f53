/**
 * Catches files that are dropped anywhere on a page. Left to itself, a browser opens them in place
 * of the page, and they may hold somebody's answers.
 */

/** The site's top, relative to this file in the bundle. */
const TOP = new URL("../../../..", import.meta.url);

/**
 * @param {(transfer: DataTransfer) => void} [take] - receives files that nothing else has taken,
 *   and can read them only until it returns. By default the page says where files belong
 * @param {(isOver: boolean) => void} [showOver] - receives whether files are dragged over the
 *   window
 */
export function catchDrops(take = sayWhereFilesBelong, showOver = () => {}) {
  addEventListener("dragover", (event) => {
    if (isCaught(event)) {
      event.preventDefault();
      showOver(true);
    }
  });
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) {
      showOver(false);
    }
  });
  addEventListener("drop", (event) => {
    showOver(false);
    const { dataTransfer } = event;
    if (dataTransfer && isCaught(event)) {
      event.preventDefault();
      take(dataTransfer);
    }
  });
}

/**
 * Whether the event carries files that the browser would open: a file field takes them itself, and
 * text that is dragged into another field is no file.
 *
 * @param {DragEvent} event - over the page
 */
function isCaught({ dataTransfer, defaultPrevented, target }) {
  const isField = target instanceof HTMLInputElement && target.type === "file";
  return !defaultPrevented && !isField && dataTransfer?.types.includes("Files") === true;
}

function sayWhereFilesBelong() {
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
