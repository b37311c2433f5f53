/**
 * Lets the theme's search work under the policy of pages for reading, makes it understand everyday
 * questions, and disables the theme's single-key shortcuts. It must run before the theme's own
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

  // The theme passes plain text where Trusted Types are required, and only a policy of this name
  // allows that. It applies to the whole page, so it allows no more than a list of results needs.
  if (trustedTypes && DOMPurify?.isSupported) {
    // Configured now, not at the first result, so that the sanitiser makes its own policy first.
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

  // The theme looks for words that start with each word of the question: "a" would find "assess",
  // and "meetings" would not find "meeting". So small words and plural endings are removed.
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

  // On every page, the theme fetches the search index, which is as long as all pages together. Here
  // it waits until somebody goes to the search; to the theme that looks like a slow connection.
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

  // The theme's own listener comes later. Text typed into its search reaches it by other events.
  addEventListener("keydown", (event) => {
    if (event.key?.length === 1) {
      event.stopImmediatePropagation();
    }
  });
}
