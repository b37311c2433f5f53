/**
 * Finds and makes elements. The page's templates must contain every element that is looked for.
 */

/**
 * Return the element that must be there, with its type.
 *
 * @template {Element} T
 * @param {ParentNode} root - contains it
 * @param {string} selector - of the element
 * @param {new () => T} type - its class
 * @returns {T}
 * @throws {Error} if there is none of that class
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) {
    throw new Error(`The page lacks ${selector}`);
  }
  return element;
}

/**
 * Return all HTML elements that match.
 *
 * @param {ParentNode} root - contains them
 * @param {string} selector - of the elements
 * @returns {HTMLElement[]}
 */
export function findAll(root, selector) {
  return [...root.querySelectorAll(selector)].filter((element) => element instanceof HTMLElement);
}

/**
 * Make an element with text in it, which is never read as markup.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag - of the element
 * @param {string} [text] - in it
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, text = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/**
 * React to every click on an element with `data-action`, anywhere in the page.
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
