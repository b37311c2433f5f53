/**
 * Lists the files that run, with their hashes, and a button that fetches and compares each of them.
 */

import { BUILD } from "../shared/build.js";
import { find, findAll, make, onActions } from "../shared/elements.js";
import { BUNDLE, examineFiles, fetchList, filesOfBuild, inBytes } from "../shared/site-files.js";
import { showPath } from "./paths.js";

/** @import { BuiltFile } from "../shared/build.js" */
/** @import { Arrival } from "../shared/site-files.js" */

export class RunningFiles {
  #root;

  /**
   * The rows of the list, by path; the list is made when somebody opens it.
   *
   * @type {Map<string, HTMLElement>}
   */
  #rows = new Map();

  /** @type {Promise<Record<string, BuiltFile>> | null} */
  #files = null;

  /** @param {HTMLElement} root - of the section */
  constructor(root) {
    this.#root = root;
    find(root, "[data-build]", HTMLElement).textContent = BUILD;
    find(root, "[data-files-list]", HTMLDetailsElement).addEventListener("toggle", () =>
      this.#list(),
    );
    onActions({ "check-files": () => this.#check() });
  }

  /** Show the list, unless it is shown already; a list that did not arrive is fetched again. */
  #list() {
    this.#files ??= fetchList().then(({ list }) => {
      const files = filesOfBuild(list);
      const isWhole = list?.build === BUILD;
      this.#files = isWhole ? this.#files : null;
      this.#rows.clear();
      for (const [path, file] of Object.entries(files)) {
        this.#rows.set(path, rowOf(path.slice(BUNDLE.length), file));
      }
      find(this.#root, "[data-files]", HTMLElement).replaceChildren(...this.#rows.values());
      find(this.#root, "[data-part-only]", HTMLElement).hidden = isWhole;
      return files;
    });
    return this.#files;
  }

  async #check() {
    const button = find(this.#root, '[data-action="check-files"]', HTMLButtonElement);
    const progress = find(this.#root, "[data-files-progress]", HTMLElement);
    button.disabled = true;
    const arrivals = await examineFiles(await this.#list(), (done, all) => {
      progress.textContent = `${done} of ${all}`;
    });
    progress.textContent = "";
    this.#show(arrivals);
    button.disabled = false;
  }

  /** @param {Arrival[]} arrivals - of all files */
  #show(arrivals) {
    const bad = arrivals.filter(({ state }) => state !== "good");
    for (const { path, state, measured } of arrivals) {
      const row = this.#rows.get(path);
      const place = row && find(row, "[data-checked]", HTMLElement);
      if (place) {
        const word = find(this.#root, `[data-say="${state}"]`, HTMLElement).textContent ?? "";
        place.textContent = measured ? `${word}: ${measured}` : word;
        place.dataset.checked = state;
      }
    }
    const first = bad.map(({ path }) => this.#rows.get(path)).filter((row) => row !== undefined);
    find(this.#root, "[data-files]", HTMLElement).prepend(...first);
    const says = bad.length ? "some-bad" : "all-good";
    const sentence = find(this.#root, `[data-say="${says}"]`, HTMLElement);
    for (const place of findAll(sentence, "[data-count]")) {
      place.textContent = String(arrivals.length);
    }
    for (const place of findAll(sentence, "[data-bad]")) {
      place.textContent = String(bad.length);
    }
    const sum = find(this.#root, "[data-files-sum]", HTMLElement);
    sum.replaceChildren(...[...sentence.childNodes].map((node) => node.cloneNode(true)));
  }
}

/**
 * @param {string} name - below the bundle's folder
 * @param {BuiltFile} file - what it must be like
 * @returns {HTMLElement}
 */
function rowOf(name, file) {
  const head = make("th");
  head.scope = "row";
  showPath(head, name);
  const size = make("td", inBytes(file.size));
  size.dataset.label = "Size";
  const hash = make("td");
  hash.dataset.label = "SHA-256";
  hash.append(make("code", file.sha256));
  const checked = make("td", "–");
  checked.dataset.label = "Checked";
  checked.dataset.checked = "";
  const row = make("tr");
  row.append(head, size, hash, checked);
  return row;
}
