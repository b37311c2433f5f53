/**
 * Starting the parts of a page: whatever carries `data-module`. The HTML works without; here it is
 * given more. A part that fails is reported, and the others go on.
 */

import { findAll } from "./elements.js";

/**
 * @param {Record<string, (root: HTMLElement) => Promise<void>>} modules - what to do, by name
 */
export function startModules(modules) {
  for (const root of findAll(document, "[data-module]")) {
    const start = modules[root.dataset.module ?? ""];
    start?.(root).catch((error) => console.error("A part of this page did not start:", error));
  }
}

/**
 * @param {HTMLElement} root - of a part that is a form
 * @returns {HTMLFormElement}
 */
export function formOf(root) {
  if (!(root instanceof HTMLFormElement)) {
    throw new TypeError(`The part ${root.dataset.module} must be a form`);
  }
  return root;
}
