/**
 * Copies an element of the page so that no id is in the page twice.
 */

const REFERRING = ["aria-labelledby", "aria-describedby", "headers", "for"];

/**
 * Return a deep copy whose ids, and whatever refers to them inside it, begin with a prefix.
 *
 * @param {HTMLElement} original - in the page
 * @param {string} prefix - with which no id of the page begins
 * @returns {HTMLElement}
 */
export function copyElement(original, prefix) {
  const copy = /** @type {HTMLElement} */ (original.cloneNode(true));
  const elements = [copy, ...copy.querySelectorAll("*")];
  const ids = new Set(elements.map(({ id }) => id).filter(Boolean));
  const renamed = (/** @type {string} */ id) => (ids.has(id) ? prefix + id : id);
  for (const element of elements) {
    for (const { name, value } of [...element.attributes]) {
      if (name === "id" || REFERRING.includes(name)) {
        element.setAttribute(name, value.split(" ").map(renamed).join(" "));
      } else if (value.includes("url(#")) {
        const changed = value.replace(/url\(#([^)]+)\)/g, (_, id) => `url(#${renamed(id)})`);
        element.setAttribute(name, changed);
      }
    }
  }
  return copy;
}
