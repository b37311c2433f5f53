/**
 * Takes markup that Python drew into the page.
 *
 * Python escapes by construction; this is the net below it. The text is parsed outside the page and
 * enters only if every element and attribute is one that results are made of.
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
    "bdi br caption circle dd defs desc details div dl dt figcaption figure g h3 h4 li line ol p path" +
    " pattern rect section span strong summary svg table tbody td text th thead title tr ul"
  ).split(" "),
);

const ATTRIBUTES = new Set(
  (
    "aria-labelledby class cx cy d dominant-baseline fill font-family font-size font-weight height" +
    " id lang patterntransform patternunits r role rx scope stroke stroke-dasharray stroke-linecap" +
    " stroke-width text-anchor viewbox width x x1 x2 xmlns y y1 y2"
  ).split(" "),
);

/** @type {MarkupPolicy | null} */
let policy = null;

/**
 * Put what *markup* describes into *target*, in place of what is there.
 *
 * @param {string} markup - HTML made by `pat_core`
 * @param {Element} target - where it goes
 */
export function adopt(markup, target) {
  const parsed = new DOMParser().parseFromString(trusted(markup), "text/html");
  for (const element of parsed.body.querySelectorAll("*")) {
    refuseForeign(element);
  }
  target.replaceChildren(document.adoptNode(fragmentOf(parsed)));
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
    throw new Error(`A result holds no <${name}>`);
  }
  for (const attribute of element.attributes) {
    const key = attribute.name.toLowerCase();
    if (!ATTRIBUTES.has(key) && !key.startsWith("data-")) {
      throw new Error(`A result's <${name}> has no ${attribute.name}`);
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
