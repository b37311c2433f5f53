/**
 * The service worker: caches the site for offline use.
 *
 * It caches one version of the site at a time and never mixes versions: a file is cached only if it
 * matches its hash, and a newer version takes over only when nobody has answers open. Python's
 * runtime, which is large, is cached once somebody has used it.
 */

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);

/**
 * The version, and the SHA-256 (hexadecimal) of each file to cache; the build fills them in.
 *
 * @type {{ version: string, files: Record<string, string> }}
 */
const SITE = { version: "", files: {} };

const PREFIX = "pat-";
const OWN_CACHE = PREFIX + SITE.version;
const HASH = "X-Pat-SHA256";
const AT_ONCE = 4;

/** How long a page may take to say whether it has answers open, in milliseconds. */
const PATIENCE = 2000;

/** @param {string} name - of a file */
const isRuntime = (name) => /^build\/[^/]+\/runtime\//.test(name);

/** @param {string} name - of a file */
const addressOf = (name) => new URL(name.replace(/index\.html$/, ""), worker.registration.scope);

worker.addEventListener("install", (event) => {
  event.waitUntil(keepFirst());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(deleteOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data?.type === "keep-runtime") {
    // If it cannot be cached, the site still works online.
    const caching = keep(Object.keys(SITE.files)).catch((error) => console.warn(String(error)));
    event.waitUntil(caching);
  } else if (event.data?.type === "take-over") {
    event.waitUntil(takeOver());
  }
});

worker.addEventListener("fetch", (event) => {
  const response = responseTo(event.request);
  if (response) {
    event.respondWith(response);
  }
});

/** Cache what every page needs, and the runtime if the version before had it. */
async function keepFirst() {
  const files = await cachedByHash();
  const hadRuntime = [...files.values()].some(({ name }) => isRuntime(name));
  await keep(Object.keys(SITE.files).filter((name) => hadRuntime || !isRuntime(name)));
}

/**
 * Cache files of this version, unless they are cached already.
 *
 * @param {string[]} names - of the files
 */
async function keep(names) {
  const cache = await caches.open(OWN_CACHE);
  const cached = new Set((await cache.keys()).map(({ url }) => url));
  const missing = names.filter((name) => !cached.has(addressOf(name).href));
  const reusable = missing.length > 0 ? await cachedByHash() : new Map();
  const work = async () => {
    for (let name = missing.pop(); name !== undefined; name = missing.pop()) {
      const former = await reusable.get(SITE.files[name] ?? "")?.take();
      await cache.put(addressOf(name), former ?? (await fetchVerified(name)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/**
 * Return the cached files of all versions by their hash, since most files of a new version are the
 * same as before.
 *
 * @returns {Promise<Map<string, { name: string, take: () => Promise<Response | undefined> }>>}
 */
async function cachedByHash() {
  const files = new Map();
  for (const key of (await caches.keys()).filter((name) => name.startsWith(PREFIX))) {
    const cache = await caches.open(key);
    for (const request of await cache.keys()) {
      const hash = (await cache.match(request))?.headers.get(HASH);
      const name = request.url.slice(worker.registration.scope.length);
      files.set(hash, { name, take: () => cache.match(request) });
    }
  }
  return files;
}

/**
 * Fetch a file and verify it: first a copy that the browser may have cached, and if that does not
 * match, what the server has.
 *
 * @param {string} name - of the file
 * @returns {Promise<Response>} rejected if the server's file does not match either
 */
async function fetchVerified(name) {
  // Files below build/ never change under the same address.
  const tries = /** @type {RequestCache[]} */ ([
    name.startsWith("build/") ? "default" : "no-cache",
  ]);
  for (const cache of [...tries, /** @type {RequestCache} */ ("reload")]) {
    const response = await fetch(addressOf(name), { cache });
    const bytes = await response.arrayBuffer();
    const hash = hex(await crypto.subtle.digest("SHA-256", bytes));
    if (hash === SITE.files[name]) {
      const headers = new Headers(response.headers);
      headers.delete("Content-Encoding");
      headers.set("Content-Length", String(bytes.byteLength));
      headers.set(HASH, hash);
      return new Response(bytes, { headers });
    }
  }
  throw new Error(`${name} is not the file that belongs to this version of the site`);
}

/** @param {ArrayBuffer} bytes - of a hash */
function hex(bytes) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Delete the caches of all other versions. */
async function deleteOthers() {
  const keys = await caches.keys();
  const others = keys.filter((key) => key.startsWith(PREFIX) && key !== OWN_CACHE);
  await Promise.all(others.map((key) => caches.delete(key)));
}

/**
 * Return the cached response to a request; null if the network must answer.
 *
 * @param {Request} request - of a page
 * @returns {Promise<Response> | null}
 */
function responseTo(request) {
  const { scope } = worker.registration;
  const url = request.url.replace(/[?#].*$/s, "");
  // With these cache modes, the page wants what the server has now.
  const wantsServer = ["reload", "no-store"].includes(request.cache);
  if (request.method !== "GET" || !url.startsWith(scope) || wantsServer) {
    return null;
  }
  const path = decodeURIComponent(url.slice(scope.length));
  const name = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  if (Object.hasOwn(SITE.files, name)) {
    return fromCache(name, request);
  }
  if (request.mode !== "navigate") {
    return null;
  }
  return Object.hasOwn(SITE.files, `${path}/index.html`)
    ? Promise.resolve(Response.redirect(`${url}/`))
    : fetch(request).catch(() => fromCache("404.html", request));
}

/**
 * @param {string} name - of the file
 * @param {Request} request - for it
 */
async function fromCache(name, request) {
  const cache = await caches.open(OWN_CACHE);
  return (await cache.match(addressOf(name))) ?? fetch(request);
}

/** Replace the version before, unless an open page is busy. */
async function takeOver() {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const busy = await Promise.all(pages.map(isBusy));
  if (!busy.includes(true)) {
    await worker.skipWaiting();
  }
}

/**
 * Ask a page whether it has answers open. A page that does not reply is taken to have some.
 *
 * @param {Client} page - that is open
 * @returns {Promise<boolean>}
 */
function isBusy(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data !== false);
    setTimeout(() => resolve(true), PATIENCE);
    page.postMessage({ type: "busy?" }, [port2]);
  });
}
