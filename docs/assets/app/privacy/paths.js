/**
 * Shows paths and addresses in narrow places, with line breaks after slashes.
 */

import { make } from "../shared/elements.js";

/**
 * @param {HTMLElement} place - receives the path
 * @param {string} path - or an address
 */
export function showPath(place, path) {
  place.replaceChildren(...path.split(/(?<=\/)/).flatMap((segment) => [segment, make("wbr")]));
}
