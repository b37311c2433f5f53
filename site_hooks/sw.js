/**
 * Keeps the site for hours without a connection: the service worker.
 *
 * It keeps one version of the site at a time and mixes none: a file is kept only if it fits its hash,
 * and a newer version takes over only when nobody has answers open. What is large, Python's runtime,
 * is kept once somebody has used it.
 */

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);

/**
 * The version, and the SHA-256 (hexadecimal) of each file to keep; the build puts its own here.
 *
 * @type {{ version: string, files: Record<string, string> }}
 */
const SITE = { version: "", files: {} };

const PREFIX = "pat-";
const OWN_CACHE = PREFIX + SITE.version;
const HASH = "X-Pat-SHA256";
const AT_ONCE = 4;

/** How long, in milliseconds, a page may take to say that it has answers open. */
const PATIENCE = 2000;

/** @param {string} name - of a file */
const isRuntime = (name) => /^build\/[^/]+\/runtime\//.test(name);

/** @param {string} name - of a file */
const addressOf = (name) => new URL(name.replace(/index\.html$/, ""), worker.registration.scope);

worker.addEventListener("install", (event) => {
  event.waitUntil(keepFirst());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data?.type === "keep-runtime") {
    // Without it the site still works where there is a connection.
    const kept = keep(Object.keys(SITE.files)).catch((error) => console.warn(String(error)));
    event.waitUntil(kept);
  } else if (event.data?.type === "take-over") {
    event.waitUntil(takeOver());
  }
});

worker.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) {
    event.respondWith(answer);
  }
});

/** Keep what every page needs; and the runtime, if the version before had it. */
async function keepFirst() {
  const kept = await keptByHash();
  const hadRuntime = [...kept.values()].some(({ name }) => isRuntime(name));
  await keep(Object.keys(SITE.files).filter((name) => hadRuntime || !isRuntime(name)));
}

/**
 * Keep files of this version, unless they are kept already.
 *
 * @param {string[]} names - of the files
 */
async function keep(names) {
  const cache = await caches.open(OWN_CACHE);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const missing = names.filter((name) => !there.has(addressOf(name).href));
  const kept = missing.length > 0 ? await keptByHash() : new Map();
  const work = async () => {
    for (let name = missing.pop(); name !== undefined; name = missing.pop()) {
      const former = await kept.get(SITE.files[name] ?? "")?.take();
      await cache.put(addressOf(name), former ?? (await fetchVerified(name)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/**
 * Return what any version has kept, by its hash: most files of a new version are those of the last.
 *
 * @returns {Promise<Map<string, { name: string, take: () => Promise<Response | undefined> }>>}
 */
async function keptByHash() {
  const found = new Map();
  for (const key of (await caches.keys()).filter((each) => each.startsWith(PREFIX))) {
    const cache = await caches.open(key);
    for (const request of await cache.keys()) {
      const hash = (await cache.match(request))?.headers.get(HASH);
      const name = request.url.slice(worker.registration.scope.length);
      found.set(hash, { name, take: () => cache.match(request) });
    }
  }
  return found;
}

/**
 * Fetch a file; first what the browser may have, then, if that does not fit, what the server has.
 *
 * @param {string} name - of the file
 * @returns {Promise<Response>} rejected where the server has another one
 */
async function fetchVerified(name) {
  // What lies below build/ never changes under its address.
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

async function forgetOthers() {
  const keys = await caches.keys();
  const others = keys.filter((key) => key.startsWith(PREFIX) && key !== OWN_CACHE);
  await Promise.all(others.map((key) => caches.delete(key)));
}

/**
 * Return what is kept for a request; nothing where the network shall answer.
 *
 * @param {Request} request - of a page
 * @returns {Promise<Response> | null}
 */
function answerTo(request) {
  const { scope } = worker.registration;
  const url = request.url.replace(/[?#].*$/s, "");
  // Whoever asks for it anew wants to know what the server has.
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

/** Take the place of the version before, if no page that is open would mind. */
async function takeOver() {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const busy = await Promise.all(pages.map(isBusy));
  if (!busy.includes(true)) {
    await worker.skipWaiting();
  }
}

/**
 * Ask a page whether it has answers open; one that says nothing has.
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
