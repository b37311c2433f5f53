/**
 * Finding elements whose absence would be a fault of the page, with their types.
 */

/**
 * Return the one element that must be there.
 *
 * @template {Element} T
 * @param {ParentNode} root - where to look
 * @param {string} selector - what for
 * @param {new () => T} type - what it must be
 * @returns {T}
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) {
    throw new Error(`The page lacks ${selector}`);
  }
  return found;
}

/**
 * Return all that fit, with their type.
 *
 * @param {ParentNode} root - where to look
 * @param {string} selector - what for
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return [...root.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
}

/**
 * Make an element with text in it; text is never markup.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag - its name
 * @param {string} [text] - what it says
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, text = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/**
 * React to every click on a button that carries `data-action`, wherever it stands in the page.
 *
 * @param {Record<string, () => void>} actions - what to do, by action
 */
export function onActions(actions) {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    const action = target instanceof HTMLElement ? (target.dataset.action ?? "") : "";
    if (Object.hasOwn(actions, action)) {
      actions[action]?.();
    }
  });
}
