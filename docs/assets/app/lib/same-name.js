/**
 * When two spellings are one name. Python holds the same rule for the names in files.
 */

const QUOTES = /[‘’‚‛′ʼ`´＇]/gu;
const DOUBLE_QUOTES = /[“”„‟″«»＂]/gu;
const DASHES = /[‐‑‒–—―−﹘﹣－]/gu;

/**
 * Return a key that all spellings of a name share: by case, by composed letters, by curly quotes and
 * long dashes, by spaces. It is for comparing, and is never shown.
 *
 * @param {string} name - as somebody wrote it
 */
export function nameKey(name) {
  // Upper case first: some small letters have two forms, and "ß" is "SS" then.
  const folded = name.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
  return folded
    .replace(QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, "-")
    .replace(/\s+/gu, " ")
    .trim();
}
