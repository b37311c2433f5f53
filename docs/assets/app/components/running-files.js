/**
 * The files that run, with their hashes, and a button that fetches and compares each of them.
 */

import { BUILD, FILES } from "../lib/build.js";
import { find, findAll, make, onActions } from "../lib/elements.js";
import { BUNDLE, examineFiles, inBytes } from "../lib/site-files.js";

/** @import { BuiltFile } from "../lib/build.js" */
/** @import { Arrival } from "../lib/site-files.js" */

export class RunningFiles {
  #root;

  /**
   * The rows of the list, by path.
   *
   * @type {Map<string, HTMLElement>}
   */
  #rows = new Map();

  /** @param {HTMLElement} root - of the section */
  constructor(root) {
    this.#root = root;
    for (const [name, file] of Object.entries(FILES)) {
      this.#rows.set(BUNDLE + name, rowOf(name, file));
    }
    find(root, "[data-build]", HTMLElement).textContent = BUILD;
    find(root, "[data-files-count]", HTMLElement).textContent = String(this.#rows.size);
    find(root, "[data-files]", HTMLElement).append(...this.#rows.values());
    onActions({ "check-files": () => this.#check() });
  }

  async #check() {
    const button = find(this.#root, '[data-action="check-files"]', HTMLButtonElement);
    const progress = find(this.#root, "[data-files-progress]", HTMLElement);
    button.disabled = true;
    const files = Object.fromEntries(
      Object.entries(FILES).map(([name, file]) => [BUNDLE + name, file]),
    );
    const arrivals = await examineFiles(files, (done, all) => {
      progress.textContent = `${done} of ${all}`;
    });
    progress.textContent = "";
    this.#show(arrivals);
    button.disabled = false;
  }

  /** @param {Arrival[]} arrivals - of all files */
  #show(arrivals) {
    const bad = arrivals.filter(({ state }) => state !== "good");
    for (const { path, state, found } of arrivals) {
      const row = this.#rows.get(path);
      const place = row && find(row, "[data-checked]", HTMLElement);
      if (place) {
        const word = find(this.#root, `[data-say="${state}"]`, HTMLElement).textContent ?? "";
        place.textContent = found ? `${word}: ${found}` : word;
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
 * @param {BuiltFile} file - what it must be
 * @returns {HTMLElement}
 */
function rowOf(name, file) {
  const head = make("th", name);
  head.scope = "row";
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
