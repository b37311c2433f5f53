/**
 * The names of records, for sentences that must name one.
 */

import { pathOf } from "./records.js";

/**
 * @param {string} key - of a record
 * @param {ParentNode} root - the form that contains its field
 * @returns {string} its name, as used within a sentence
 */
export function nameOf(key, root) {
  const [section = "", first = "", second = ""] = pathOf(key);
  switch (section) {
    case "responses":
      return `statement ${first}`;
    case "success":
      return "the statement on aims";
    case "significance":
      return `the significance of principle ${first}`;
    case "typology":
      return "the partnership type";
    case "checklists":
      return `the check “${textOf(root.querySelector(`[name="${CSS.escape(`check/${first}/${second}`)}"]`))}”`;
    default:
      return `the field “${textOf(root.querySelector(`[name="${CSS.escape(first || section)}"]`))}”`;
  }
}

/** @param {Element | null} field - of a form */
function textOf(field) {
  const group =
    field instanceof HTMLInputElement && field.type === "radio" && field.closest("fieldset");
  const label = group
    ? group.querySelector("legend")
    : field instanceof HTMLInputElement && field.labels?.[0];
  return label ? (label.textContent ?? "").trim() : "…";
}
