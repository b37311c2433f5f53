/**
 * The QR code of a link, with the link below it as text. Only this script uses the module that
 * works codes out, and fetches it once there is a link.
 */

import { find, make, onActions } from "../../shared/elements.js";
import { download } from "../../shared/files.js";
import { Latest } from "../../shared/latest.js";

/** @typedef {{ size: number, get: (x: number, y: number) => boolean }} Bitmap */
/**
 * @typedef {{ generate: (text: string, options: { maxVersion: number }) => Bitmap }} Generator
 */
/**
 * The addresses that a code may hold, the preferred one first, and the picture's file name.
 *
 * @typedef {{ addresses: string[], name: string }} Wanted
 */

const MODULE = new URL("../../../lean-qr/lean-qr.js", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";
/** Codes of a higher version have too many points for phones to read them from paper. */
const FINEST = 25;
/** The margin in points that ISO/IEC 18004 requires. */
const MARGIN = 4;

export class QrCode {
  #place;

  /** @type {Promise<Generator> | null} */
  #generator = null;

  #name = "";

  /** @type {HTMLElement | null} */
  #sheet = null;

  #latest = new Latest();

  /**
   * @param {ParentNode} root - holds the one element with `data-qr`, which receives `address`
   *   events
   */
  constructor(root) {
    this.#place = find(root, "[data-qr]", HTMLElement);
    this.#place.addEventListener("address", (event) => {
      this.#show(/** @type {CustomEvent<Wanted>} */ (event).detail);
    });
    onActions({
      "download-code": () => this.#download(),
      "print-code": () => this.#print(),
    });
    window.addEventListener("afterprint", () => this.#endPrint());
  }

  /** @param {Wanted} wanted - by the component that made the link */
  async #show({ addresses, name }) {
    const isLatest = this.#latest.begin();
    this.#name = name;
    const generate = await this.#load();
    if (!isLatest()) {
      return;
    }
    const drawn = generate ? firstThatFits(addresses, generate) : null;
    const [whole = ""] = addresses;
    const address = drawn?.address ?? whole;
    find(this.#place, "[data-qr-drawing]", HTMLElement).replaceChildren(
      ...(drawn ? [drawingOf(drawn.bitmap, address)] : []),
    );
    find(this.#place, "[data-qr-address]", HTMLElement).textContent = address;
    this.#showNote(noteOn(generate !== null, drawn !== null, address === whole));
  }

  /** @param {string} note - says what the code leaves out, or why there is none */
  #showNote(note) {
    const place = find(document, "[data-qr-note]", HTMLElement);
    place.textContent = note;
    place.hidden = note === "";
    const isDrawn = this.#place.querySelector("svg") !== null;
    for (const action of ["download-code", "print-code"]) {
      find(document, `[data-action="${action}"]`, HTMLButtonElement).disabled = !isDrawn;
    }
  }

  /** @returns {Promise<Generator["generate"] | null>} null if the module cannot be fetched */
  async #load() {
    try {
      this.#generator ??= import(MODULE.href);
      return (await this.#generator).generate;
    } catch (error) {
      this.#generator = null;
      console.warn("The QR code cannot be drawn:", error);
      return null;
    }
  }

  #download() {
    const drawing = find(this.#place, "svg", SVGSVGElement);
    download(this.#name, new XMLSerializer().serializeToString(drawing));
  }

  /**
   * Print a copy outside the page's content, so that the page's own print styles do not apply to
   * it.
   */
  #print() {
    this.#endPrint();
    this.#sheet = make("div");
    this.#sheet.className = "pat-poster-sheet md-typeset";
    this.#sheet.append(this.#place.cloneNode(true));
    document.body.append(this.#sheet);
    document.documentElement.dataset.patPrint = "code";
    window.print();
  }

  #endPrint() {
    if (this.#sheet) {
      this.#sheet.remove();
      this.#sheet = null;
      delete document.documentElement.dataset.patPrint;
    }
  }
}

/**
 * @param {boolean} isLoaded - whether the module was fetched
 * @param {boolean} isDrawn - whether there is a code
 * @param {boolean} isWhole - whether it holds the whole link
 */
function noteOn(isLoaded, isDrawn, isWhole) {
  if (!isLoaded) {
    return "The code cannot be drawn, because a file of this site could not be fetched. The link works without it.";
  }
  if (!isDrawn) {
    return "The link is too long for a code that a phone can read. Shorter terms make it shorter.";
  }
  return isWhole
    ? ""
    : "The whole link is too long for a code that a phone can read. So the code leaves the context out; the link and the invitation have it.";
}

/**
 * @param {string[]} addresses - the preferred one first
 * @param {Generator["generate"]} generate - makes a code, or throws if it would need a higher
 *   version
 * @returns {{ address: string, bitmap: Bitmap } | null}
 */
function firstThatFits(addresses, generate) {
  for (const address of addresses) {
    try {
      return { address, bitmap: generate(address, { maxVersion: FINEST }) };
    } catch {
      // The next address is shorter.
    }
  }
  return null;
}

/**
 * Draw a code in black on white, whatever the page's colours are.
 *
 * @param {Bitmap} bitmap - of the code
 * @param {string} address - in the code
 */
function drawingOf(bitmap, address) {
  const { size } = bitmap;
  const side = size + 2 * MARGIN;
  const svg = drawn("svg", {
    viewBox: `0 0 ${side} ${side}`,
    role: "img",
    "shape-rendering": "crispEdges",
    "aria-label": `QR code of the link ${address}`,
  });
  let path = "";
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      path += bitmap.get(x, y) ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : "";
    }
  }
  svg.append(
    drawn("rect", { width: String(side), height: String(side), fill: "#ffffff" }),
    drawn("path", { d: path, fill: "#000000" }),
  );
  return svg;
}

/**
 * @param {string} tag - of an SVG element
 * @param {Record<string, string>} attributes - of the element
 */
function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  return element;
}
