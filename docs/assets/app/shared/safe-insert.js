/**
 * Inserts markup that Python made into the page.
 *
 * Python escapes all text; this is a second line of defence. The markup is parsed outside the page,
 * and is inserted only if it consists of elements and attributes that results use. Whoever wrote
 * it, it can then load nothing, link to nothing, and trigger none of the page's actions.
 */

/**
 * What is used of Trusted Types, which not all browsers have, nor TypeScript's library.
 *
 * @typedef {{ createHTML(markup: string): string }} MarkupPolicy
 * @typedef {{ createPolicy(name: string, rules: MarkupPolicy): MarkupPolicy }} PolicyMaker
 */

/** The name that the page's policy lists under `trusted-types`. */
const POLICY_NAME = "pat-html";

const ELEMENTS = new Set(
  (
    "bdi caption circle dd defs desc details div dl dt figcaption figure g h3 h4 li line ol p path" +
    " pattern rect section span strong summary svg table tbody td text th thead title tr ul"
  ).split(" "),
);

/** `data-*` attributes that styles and tests use, and none that makes the page do something. */
const MARKS = new Set(
  (
    "data-agreement data-label data-list data-section data-principle data-reading data-row" +
    " data-scenario data-score data-sector data-statement data-types"
  ).split(" "),
);

const ATTRIBUTES = new Set(
  (
    "aria-labelledby class cx cy d dominant-baseline fill font-family font-size font-weight height" +
    " id lang patterntransform patternunits r role rx scope stroke stroke-dasharray stroke-linecap" +
    " stroke-width text-anchor viewbox width x x1 x2 xmlns y y1 y2"
  ).split(" "),
);

/**
 * A colour, or the hatching of the same picture; any other paint could be fetched from elsewhere.
 */
const PAINT = /^(#[0-9a-f]{6}|none|url\(#pat-[\w-]+-hatch\))$/;

/**
 * The values that some attributes may have, by name, since others could do more than change the
 * looks.
 *
 * @type {Readonly<Record<string, RegExp>>}
 */
const VALUES = Object.freeze({
  // The site's own classes, except those of the workshop view, which covers the window.
  class: /^(pat-(?!workshop)[\w-]+( (?!$)|$))+$/,
  fill: PAINT,
  // No element of the page itself has such an id, so none can be impersonated.
  id: /^pat-[\w-]+-(title|desc|hatch)$/,
  role: /^img$/,
  stroke: PAINT,
});

/** @type {MarkupPolicy | null} */
let policy = null;

/**
 * Put what *markup* describes into *target*, in place of what is there.
 *
 * @param {string} markup - HTML made by `pat_core`
 * @param {Element} target - receives it; unchanged if the markup is refused
 * @throws {Error} if the markup is refused
 */
export function insertSafely(markup, target) {
  if (typeof markup !== "string") {
    throw refusal("it is no text");
  }
  const parsed = new DOMParser().parseFromString(trusted(markup), "text/html");
  const { head, body, documentElement } = parsed;
  if (head.hasChildNodes() || body.attributes.length + documentElement.attributes.length > 0) {
    throw refusal("it is a page of its own");
  }
  for (const element of body.querySelectorAll("*")) {
    refuseForeign(element);
  }
  target.replaceChildren(document.adoptNode(fragmentOf(parsed)));
}

/**
 * @param {string} why - what is wrong with the markup
 * @returns {Error}
 */
function refusal(why) {
  return new Error(
    `What came back is not a result (${why}), so it is not shown. This is a fault of the site: please report it.`,
  );
}

/**
 * @param {Document} parsed - with nothing outside its body
 * @returns {DocumentFragment}
 */
function fragmentOf(parsed) {
  const fragment = parsed.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}

/** @param {Element} element - of the parsed markup */
function refuseForeign(element) {
  const name = element.localName;
  if (!ELEMENTS.has(name)) {
    throw refusal(`it holds <${name}>`);
  }
  for (const { name: key, value } of element.attributes) {
    const known = key.toLowerCase();
    if (!ATTRIBUTES.has(known) && !MARKS.has(known)) {
      throw refusal(`<${name}> has ${key}`);
    }
    if (Object.hasOwn(VALUES, known) && !VALUES[known]?.test(value)) {
      throw refusal(`<${name}> has ${key} “${value.slice(0, 40)}”`);
    }
  }
}

/**
 * Return the markup in the form that the browser requires. The policy can be made only once.
 *
 * @param {string} markup - to be parsed
 * @returns {string}
 */
function trusted(markup) {
  const maker = /** @type {{ trustedTypes?: PolicyMaker }} */ (globalThis).trustedTypes;
  if (!maker) {
    return markup;
  }
  policy ??= maker.createPolicy(POLICY_NAME, { createHTML: (text) => text });
  return policy.createHTML(markup);
}
