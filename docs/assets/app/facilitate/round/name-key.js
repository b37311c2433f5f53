/**
 * When two spellings are one name, so that the page finds a name that stands twice before Python
 * refuses the file for it.
 */

/** Each way round, since a letter such as "ß" has no capital of its own. */
const WITHOUT_CASE = /** @type {const} */ (["toLowerCase", "toUpperCase", "toLowerCase"]);

/**
 * Return a name so that two spellings of it are equal: by case, by spaces, by straight or curly
 * quotes, by hyphens or dashes, and by how their accents are written.
 *
 * @param {string} name - of a partner, a partnership or a round
 */
export function nameKey(name) {
  const plain = name
    .normalize("NFKC")
    .replace(/[‘’‚‛ʼ´`′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[\p{Pd}−]/gu, "-")
    .replace(/\s+/g, " ")
    .trim();
  return WITHOUT_CASE.reduce((text, way) => text[way](), plain).normalize("NFKC");
}
