/**
 * Starts the components of a page: one for each element with `data-module`. The HTML works without
 * them. A component that fails is reported, and the others go on.
 */

import { findAll } from "./elements.js";

/**
 * @param {Record<string, (root: HTMLElement) => Promise<void>>} modules - start each component, by
 *   name
 */
export function startModules(modules) {
  for (const root of findAll(document, "[data-module]")) {
    const start = modules[root.dataset.module ?? ""];
    start?.(root).catch((error) => console.error("A part of this page did not start:", error));
  }
}

/**
 * @param {HTMLElement} root - of a component that must be a form
 * @returns {HTMLFormElement}
 */
export function formOf(root) {
  if (!(root instanceof HTMLFormElement)) {
    throw new TypeError(`The part ${root.dataset.module} must be a form`);
  }
  return root;
}
