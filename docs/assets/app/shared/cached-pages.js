/**
 * The pages that the service worker has cached.
 */

const PAGE = /(\/|\.html)$/;

/**
 * Delete the cached pages of this build, so that they are fetched from the server again. A newer
 * service worker may have to wait for a long time, until no tab has answers open.
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
    // A browser without caches, or one that refuses them, has cached no pages either.
    console.warn("What is kept of an older version stays:", error);
  }
}
