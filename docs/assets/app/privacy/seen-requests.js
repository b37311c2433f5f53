/**
 * Lists every request that the page has made since it was opened, as the browser reports it.
 */

import { find, findAll, make } from "../shared/elements.js";
import { inBytes } from "../shared/site-files.js";
import { showPath } from "./paths.js";

/**
 * The purpose of a request in words, since the browser's names for it are for developers.
 *
 * @type {Record<string, string>}
 */
const PURPOSES = Object.freeze({
  navigation: "the page itself",
  link: "script or style",
  script: "script",
  css: "picture or font of a style",
  img: "picture",
  fetch: "asked for by a script",
  xmlhttprequest: "asked for by a script",
  beacon: "sent by a script",
  iframe: "page in a frame",
  other: "other",
});

export class SeenRequests {
  #root;

  #all = 0;

  #away = 0;

  /** @type {WeakSet<PerformanceEntry>} */
  #listed = new WeakSet();

  /** @param {HTMLElement} root - of the section */
  constructor(root) {
    this.#root = root;
    find(root, "[data-host]", HTMLElement).textContent = location.host;
    this.#count();
    for (const type of ["navigation", "resource"]) {
      new PerformanceObserver((list) => this.#add(list.getEntries())).observe({
        type,
        buffered: true,
      });
    }
  }

  /** @param {PerformanceEntryList} entries - of requests */
  #add(entries) {
    const body = find(this.#root, "[data-requests]", HTMLElement);
    for (const entry of entries) {
      const request = /** @type {PerformanceResourceTiming} */ (entry);
      // The page's own request is reported again once it has loaded; our own attempts are shown
      // elsewhere.
      if (!this.#listed.has(request) && !this.#isOurTest(request.name)) {
        this.#listed.add(request);
        body.append(rowOf(request));
        this.#all += 1;
        this.#away += isHere(request.name) ? 0 : 1;
      }
    }
    this.#count();
  }

  /** @param {string} address - that was requested */
  #isOurTest(address) {
    return address.startsWith(this.#root.dataset.outside ?? " ");
  }

  #count() {
    const which = this.#away ? "elsewhere" : this.#all ? "here" : "none";
    for (const sentence of findAll(this.#root, "[data-seen]")) {
      sentence.hidden = sentence.dataset.seen !== which;
    }
    for (const place of findAll(this.#root, "[data-seen] [data-count]")) {
      place.textContent = String(this.#all);
    }
    find(this.#root, "[data-away]", HTMLElement).textContent = String(this.#away);
  }
}

/**
 * Tell whether an address is on this site. Data that the page itself contains counts as such.
 *
 * @param {string} address - absolute
 */
export function isHere(address) {
  const { origin, protocol } = new URL(address);
  return origin === location.origin || protocol === "data:";
}

/**
 * @param {PerformanceResourceTiming} request - as the browser reports it
 * @returns {HTMLElement}
 */
function rowOf(request) {
  const { name, initiatorType, encodedBodySize, transferSize } = request;
  const address = make("th");
  address.scope = "row";
  showPath(address, isHere(name) ? shortAddress(name) : name);
  const purpose = make("td", PURPOSES[initiatorType] ?? initiatorType);
  purpose.dataset.label = "What for";
  const size = make("td", encodedBodySize ? inBytes(encodedBodySize) : "not told");
  size.dataset.label = "Size";
  if (encodedBodySize && !transferSize) {
    size.append(" (from this computer)");
  }
  const row = make("tr");
  row.className = isHere(name) ? "" : "pat-seen-away";
  row.append(address, purpose, size);
  return row;
}

/** @param {string} address - on this site */
function shortAddress(address) {
  const { protocol, pathname } = new URL(address);
  return protocol === "data:" ? "in the page itself" : pathname;
}
