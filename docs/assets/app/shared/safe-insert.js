/**
 * Takes markup that Python drew into the page.
 *
 * Python escapes by construction; this is the net below it. The text is parsed outside the page and
 * enters only if every element and attribute is one that results are made of. So markup can neither
 * load anything, nor lead anywhere, nor press one of the page's buttons, whoever wrote it.
 */

/**
 * The part of Trusted Types that is used here; not every browser has it, nor has TypeScript.
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

/** Those of `data-*` that styles and tests ask for; what makes the page do something is not here. */
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

/** A colour, or the hatching of the same picture: a paint could be fetched from anywhere. */
const PAINT = /^(#[0-9a-f]{6}|none|url\(#pat-[\w-]+-hatch\))$/;

/** What attributes may say that could do more than look or tell, by name. */
/** @type {Readonly<Record<string, RegExp>>} */
const VALUES = Object.freeze({
  // Our own classes, but not those of the workshop view, which covers the window.
  class: /^(pat-(?!workshop)[\w-]+( (?!$)|$))+$/,
  fill: PAINT,
  // The page's own elements have no such ids, so that none can stand in for one of them.
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
 * @param {Element} target - where it goes; it stays as it is where the markup is refused
 */
export function adopt(markup, target) {
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
 * Return the markup in the form that the browser demands; a policy can be made only once.
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
