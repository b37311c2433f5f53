/**
 * The pages that the service worker keeps.
 */

const PAGE = /(\/|\.html)$/;

/**
 * Let go of the pages of this build that the service worker keeps, so that the server is asked for
 * them. A newer worker may wait for long: until no tab has answers open.
 */
export async function dropCachedPages() {
  try {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      if (await cache.match(import.meta.url)) {
        const pages = (await cache.keys()).filter(({ url }) => PAGE.test(url));
        await Promise.all(pages.map((page) => cache.delete(page)));
      }
    }
  } catch (error) {
    // A browser without such stores, or that refuses them, keeps no pages either.
    console.warn("What is kept of an older version stays:", error);
  }
}
