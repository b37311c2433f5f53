/**
 * Lets the theme's search work under the policy of a page that is only read, makes it understand
 * everyday questions, and takes the theme's single keys away. It must run before the theme's own
 * script.
 */
{
  /**
   * @typedef {{ createHTML(text: string): string, createScriptURL(text: string): string }} Rules
   * @typedef {{ createPolicy(name: string, rules: Rules): unknown }} PolicyMaker
   * @typedef {{ isSupported: boolean, setConfig(_: object): void, sanitize(_: string): string }} Sanitiser
   */
  const { trustedTypes, DOMPurify } =
    /** @type {{ trustedTypes?: PolicyMaker, DOMPurify?: Sanitiser }} */ (globalThis);
  const own = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const workers = new URL("../../../../assets/javascripts/workers/", own).href;

  // The theme hands plain text to places where Trusted Types are demanded: only a policy of this
  // name helps. It holds for the whole page, so it admits no more than a list of results needs.
  if (trustedTypes && DOMPurify?.isSupported) {
    // Said now, not at the first result: it makes the sanitiser's own policy before others can.
    DOMPurify.setConfig({
      ALLOWED_TAGS: "code div h1 h2 li mark ol p pre sub sup ul".split(" "),
      ALLOWED_ATTR: ["class"],
      ALLOW_ARIA_ATTR: false,
      ALLOW_DATA_ATTR: false,
    });
    trustedTypes.createPolicy("default", {
      createHTML: (text) => DOMPurify.sanitize(text),
      createScriptURL(text) {
        const { href } = new URL(text, location.href);
        if (href.startsWith(workers) && /^search\.\w+\.min\.js$/.test(href.slice(workers.length))) {
          return href;
        }
        throw new TypeError(`This page runs no script from ${text}`);
      },
    });
  }

  const SMALL = new Set(
    (
      "a about am an and any are as at be been but by can could did do does each for from get had has" +
      " have he her him his how i if in into is it its me my no not of on or other our out own she so" +
      " than that the their them then there they this to too up us was we were what when where" +
      " which who why will with would you your"
    ).split(" "),
  );

  // The theme takes each word for the start of one: "a" would find "assess", and "meetings" would
  // not find "meeting". So small words go, and so does the plural.
  /** @param {string} question */
  function plainWords(question) {
    const words = question.toLowerCase().match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? [];
    const telling = words.filter((word) => !SMALL.has(word) && !/['’]t$/.test(word));
    return (telling.length ? telling : words)
      .map((word) => word.replace(/['’].*$|(?<=..[^s])s$/, ""))
      .join(" ");
  }

  const QUERY = 2;
  const send = Worker.prototype.postMessage;
  /** @param {any[]} given - what the theme tells its worker */
  Worker.prototype.postMessage = function (...[message, ...more]) {
    const query = message?.type === QUERY;
    send.call(this, query ? { ...message, data: plainWords(message.data) } : message, ...more);
  };

  // The theme fetches the index, as long as all pages together, with every page. Here it waits until
  // somebody goes to the search; the theme copes, as it does with a slow line.
  const wanted = new Promise((resolve) => {
    /** @param {Event} event */
    const look = ({ target }) => {
      if (target instanceof Element && target.closest(".md-search, [for=__search], #__search")) {
        resolve(undefined);
      }
    };
    for (const type of ["focusin", "pointerover", "change"]) {
      addEventListener(type, look);
    }
  });
  const ask = XMLHttpRequest.prototype.send;
  /** @param {any[]} given */
  XMLHttpRequest.prototype.send = function (...given) {
    wanted.then(() => ask.apply(this, /** @type {[]} */ (given)));
  };

  // The theme listens there too, later. What is typed into its search reaches it by other events.
  addEventListener("keydown", (event) => {
    if (event.key?.length === 1) {
      event.stopImmediatePropagation();
    }
  });
}
