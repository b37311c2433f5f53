/**
 * Catches files that are dropped anywhere on a page. Left to itself a browser opens them in place of
 * the page, and they may hold somebody's answers.
 */

/** The site's top, seen from this file in the bundle. */
const TOP = new URL("../../../../", import.meta.url);

/**
 * @param {(files: FileList) => void} [take] - what to do with files that nobody else has taken; by
 *   default the page says where they belong
 */
export function catchDrops(take = sayWhere) {
  /** @param {DragEvent} event */
  const hold = (event) => {
    const { dataTransfer, target } = event;
    const isField = target instanceof HTMLInputElement && target.type === "file";
    if (event.defaultPrevented || isField || !dataTransfer?.types.includes("Files")) {
      return;
    }
    event.preventDefault();
    if (event.type === "drop") {
      take(dataTransfer.files);
    }
  };
  addEventListener("dragover", hold);
  addEventListener("drop", hold);
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
