/**
 * A copy of a part of the page beside its original: ids must not be there twice.
 */

const REFERRING = ["aria-labelledby", "aria-describedby", "headers", "for"];

/**
 * Return a deep copy whose ids, and whatever refers to them inside it, begin with a prefix.
 *
 * @param {HTMLElement} original - in the page
 * @param {string} prefix - that no id of the page begins with
 * @returns {HTMLElement}
 */
export function copyPart(original, prefix) {
  const copy = /** @type {HTMLElement} */ (original.cloneNode(true));
  const parts = [copy, ...copy.querySelectorAll("*")];
  const ids = new Set(parts.map(({ id }) => id).filter(Boolean));
  const renamed = (/** @type {string} */ id) => (ids.has(id) ? prefix + id : id);
  for (const part of parts) {
    for (const { name, value } of [...part.attributes]) {
      if (name === "id" || REFERRING.includes(name)) {
        part.setAttribute(name, value.split(" ").map(renamed).join(" "));
      } else if (value.includes("url(#")) {
        const changed = value.replace(/url\(#([^)]+)\)/g, (_, id) => `url(#${renamed(id)})`);
        part.setAttribute(name, changed);
      }
    }
  }
  return copy;
}
