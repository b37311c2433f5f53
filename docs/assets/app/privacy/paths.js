/**
 * Paths and addresses in narrow places: they are broken after a slash where that is enough.
 */

import { make } from "../shared/elements.js";

/**
 * @param {HTMLElement} place - to be filled
 * @param {string} path - or an address
 */
export function showPath(place, path) {
  place.replaceChildren(...path.split(/(?<=\/)/).flatMap((part) => [part, make("wbr")]));
}
