/**
 * Runs in a page before its own scripts: gathers what the browser reports of paints, shifts and long
 * tasks, and times the way from a button to the result.
 */

/**
 * What is known so far.
 *
 * @typedef {object} Seen
 * @property {number} lcp - when the largest content was painted, in milliseconds
 * @property {number} shift - all layout shifts together that no input had just caused
 * @property {number} longest - the longest task of the page's thread, in milliseconds
 * @property {() => void} watchResult - to be called before "See the result" is pressed
 * @property {Promise<number>} shown - milliseconds from pressing to the result in its place
 */

/** @type {Seen} */
const seen = { lcp: 0, shift: 0, longest: 0, watchResult, shown: Promise.resolve(0) };
Object.assign(globalThis, { patBench: seen });

/**
 * @param {string} type - of the browser's entries
 * @param {(entry: any) => void} take - what to do with each
 */
function observe(type, take) {
  new PerformanceObserver((list) => {
    list.getEntries().forEach(take);
  }).observe({ type, buffered: true });
}

observe("largest-contentful-paint", ({ startTime }) => {
  seen.lcp = startTime;
});
observe("layout-shift", ({ value, hadRecentInput }) => {
  seen.shift += hadRecentInput ? 0 : value;
});
observe("longtask", ({ duration }) => {
  seen.longest = Math.max(seen.longest, duration);
});

function watchResult() {
  const place = document.getElementById("pat-result");
  if (!place) throw new Error("the page has no place for the result");
  seen.shown = new Promise((resolve) => {
    let pressed = 0;
    // The moment that the browser gave the event, so that a busy page counts against us.
    const note = (/** @type {Event} */ { timeStamp }) => {
      pressed = timeStamp;
    };
    document.addEventListener("click", note, { capture: true, once: true });
    const watcher = new MutationObserver(() => {
      const isThere = place.querySelector('[data-score="aggregate"]');
      if (isThere && place.getAttribute("aria-busy") === "false") {
        watcher.disconnect();
        resolve(performance.now() - pressed);
      }
    });
    watcher.observe(place, { attributeFilter: ["aria-busy"] });
  });
}
