/**
 * Runs the checkup: one probe after the other, each with a row in the page. The page already
 * contains the explanation of every outcome; this component only shows the right one.
 */

import { BUILD } from "../shared/build.js";
import { find, findAll, make, onActions } from "../shared/elements.js";
import { download } from "../shared/files.js";

/** @import { Outcome, Probe } from "./outcome.js" */

export class Checkup {
  #root;

  #probes;

  #text = "";

  #hasBegun = false;

  /**
   * @param {HTMLElement} root - of the checkup
   * @param {Probe[]} probes - in the order of the page
   */
  constructor(root, probes) {
    this.#root = root;
    this.#probes = probes;
    onActions({
      "start-checkup": () => this.#run(),
      "copy-checkup": () => this.#copy(),
      "save-checkup": () => download("checkup.txt", this.#text),
    });
  }

  /** Whether there are outcomes that a reload would remove. */
  get hasBegun() {
    return this.#hasBegun;
  }

  async #run() {
    this.#hasBegun = true;
    const start = find(this.#root, '[data-action="start-checkup"]', HTMLButtonElement);
    start.disabled = true;
    this.#begin();
    for (const [at, probe] of this.#probes.entries()) {
      const row = this.#rowOf(probe.name);
      row.dataset.status = "running";
      this.#sum("running", [row], at + 1);
      this.#show(row, await this.#outcomeOf(probe));
    }
    this.#end();
    start.disabled = false;
  }

  /** Remove the outcomes of an earlier checkup. */
  #begin() {
    for (const row of findAll(this.#root, "[data-check]")) {
      row.dataset.status = "";
      this.#show(row, { code: "", measured: [] });
    }
    find(this.#root, "[data-hand-on]", HTMLElement).hidden = true;
    const overall = find(this.#root, "[data-overall]", HTMLElement);
    overall.hidden = false;
    overall.dataset.status = "running";
    overall.focus();
  }

  /** Show the overall status: that of the worst outcome. */
  #end() {
    const rows = findAll(this.#root, "[data-check]");
    const worst = ["fails", "look", "fine"].find((status) =>
      rows.some((row) => row.dataset.status === status),
    );
    const status = worst ?? "fails";
    const named = rows.filter(
      (row) => row.dataset.status === (status === "fine" ? "untried" : status),
    );
    const fine = rows.filter((row) => row.dataset.status === "fine");
    find(this.#root, "[data-overall]", HTMLElement).dataset.status = status;
    this.#sum(status, named, fine.length);
    this.#progress("");
    this.#text = reportText(
      rows.map((row) => ({ title: titleOf(row), status: wordOf(row), measured: measuredIn(row) })),
      [
        `Time: ${new Date().toISOString()}`,
        `Page: ${location.origin}${location.pathname}`,
        `Build: ${BUILD}`,
        `Browser: ${navigator.userAgent}`,
      ],
    );
    find(this.#root, "[data-text]", HTMLElement).textContent = this.#text;
    this.#say("");
    find(this.#root, "[data-hand-on]", HTMLElement).hidden = false;
    find(this.#root, "[data-overall]", HTMLElement).focus();
  }

  /**
   * @param {Probe} probe - to run
   * @returns {Promise<Outcome>}
   */
  async #outcomeOf(probe) {
    try {
      return await probe.run((text) => this.#progress(text));
    } catch (error) {
      return { code: "not-carried-out", measured: [String(error)] };
    }
  }

  /**
   * @param {HTMLElement} row - of the check
   * @param {Outcome} outcome - of its probe; a code that the row does not have shows nothing
   */
  #show(row, { code, measured }) {
    for (const place of findAll(row, "[data-outcome]")) {
      const isShown = place.dataset.outcome === code;
      place.toggleAttribute("data-shown", isShown);
      const list = find(place, "[data-found]", HTMLElement);
      list.replaceChildren(...(isShown ? measured.map((line) => make("li", line)) : []));
      list.hidden = list.childElementCount === 0;
      if (isShown) {
        row.dataset.status = place.dataset.means ?? "";
      }
    }
  }

  /**
   * Show one of the page's overall sentences.
   *
   * @param {string} which - of the sentences
   * @param {HTMLElement[]} rows - of the checks that it names
   * @param {number} count - of checks, as used in the sentence
   */
  #sum(which, rows, count) {
    for (const sentence of findAll(this.#root, "[data-summary]")) {
      sentence.hidden = sentence.dataset.summary !== which;
      for (const place of findAll(sentence, "[data-names]")) {
        place.replaceChildren(
          ...rows.flatMap((row, at) => (at ? ["; ", linkTo(row)] : [linkTo(row)])),
        );
      }
      for (const place of findAll(sentence, "[data-count]")) {
        place.textContent = String(count);
      }
      for (const place of findAll(sentence, "[data-total]")) {
        place.textContent = String(this.#probes.length);
      }
    }
  }

  /** @param {string} text - the progress of a check */
  #progress(text) {
    find(this.#root, "[data-progress]", HTMLElement).textContent = text;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#text);
      this.#say("copied");
    } catch {
      this.#say("not-copied");
    }
  }

  /** @param {string} which - of the page's sentences; empty for none */
  #say(which) {
    const sentence = which && find(this.#root, `[data-say="${which}"]`, HTMLElement).textContent;
    find(this.#root, "[data-copied]", HTMLElement).textContent = sentence;
  }

  /** @param {string} name - of a check */
  #rowOf(name) {
    return find(this.#root, `[data-check="${name}"]`, HTMLElement);
  }
}

/** @param {HTMLElement} row - of a check */
function titleOf(row) {
  return find(row, "h3", HTMLElement).textContent ?? "";
}

/** @param {HTMLElement} row - of a check */
function linkTo(row) {
  const link = make("a", titleOf(row));
  link.href = `#check-${row.dataset.check}`;
  return link;
}

/** @param {HTMLElement} row - of a check that has been run */
function wordOf(row) {
  return find(row, `[data-word="${row.dataset.status}"]`, HTMLElement).textContent ?? "";
}

/** @param {HTMLElement} row - of a check */
function measuredIn(row) {
  return findAll(row, "[data-found] li").map((line) => line.textContent ?? "");
}

/**
 * A check as the page shows it.
 *
 * @typedef {{ title: string, status: string, measured: string[] }} Row
 */

/**
 * @param {Row[]} rows - in their order
 * @param {string[]} about - lines on time, page and browser
 * @returns {string} the outcome of a checkup as plain text, for whoever helps
 */
export function reportText(rows, about) {
  const lines = rows.flatMap(({ title, status, measured }) => [
    `[${status}] ${title}`,
    ...measured.map((line) => `    ${line}`),
  ]);
  return `${["Checkup of the Partnership Assessment Tool", ...about, "", ...lines].join("\n")}\n`;
}
