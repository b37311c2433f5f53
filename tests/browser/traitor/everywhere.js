// The ways out that a script can try anywhere, on a page and in a worker, by name. The file is text
// that is evaluated after `helpers.js`: an object of functions. Each is told how to make an address
// elsewhere and with which host, and returns what came of it, or a promise of that.

({

  fetch: (at) => fetch(at("fetch")),
  "fetch without an answer": (at) =>
    fetch(at("fetch without an answer"), { method: "POST", mode: "no-cors", keepalive: true, body: "x" }),
  "request object": (at) => fetch(new Request(new Request(at("request object")), { cache: "reload" })),
  XMLHttpRequest: (at) => request(at("XMLHttpRequest"), true),
  "synchronous XMLHttpRequest": (at) => request(at("synchronous XMLHttpRequest"), false),
  WebSocket: (at) => opened(new WebSocket(at("WebSocket", "ws"))),
  "socket stream": (at) => new WebSocketStream(at("socket stream", "ws")).opened,
  EventSource: (at) => opened(new EventSource(at("EventSource/x.events"))),
  WebTransport: (at) => new WebTransport(at("WebTransport", "https")).ready,
  import: (at) => import(at("import/x.js")),
  "cache.add": async (at) => (await caches.open("x")).add(at("cache.add")),
  "font face": (at) => new FontFace("x", `url("${at("font face")}")`).load(),
  "streamed WebAssembly": (at) => WebAssembly.compileStreaming(fetch(at("streamed WebAssembly"))),
  "peer connection": (at, host) => gather({ urls: `stun:${host}` }),
  "peer connection over TCP": (at, host) =>
    gather({ urls: `turn:${host}?transport=tcp`, username: "x", credential: "x" }),
  "worker by address": (at) => started(new Worker(scriptAddress(at("worker by address/x.js")))),
  "module worker by address": (at) =>
    started(new Worker(scriptAddress(at("module worker by address/x.js")), { type: "module" })),
  "worker by data address": (at) =>
    started(new Worker(scriptAddress(`data:text/javascript,fetch("${at("worker by data address")}")`))),
  "module that a blob's worker imports": (at) =>
    started(blobWorker(`import "${at("module that a blob's worker imports/x.js")}"`, "module")),
  importScripts: (at) => started(blobWorker(`importScripts("${at("importScripts/x.js")}")`)),
  "fetch in a blob's worker": (at) =>
    started(blobWorker(`fetch("${at("fetch in a blob's worker")}").then(() => postMessage(1),
      () => setTimeout(() => { throw new Error("refused") }))`)),
  "socket in a worker of a worker": (at) => {
    const inner = `new WebSocket("${at("socket in a worker of a worker", "ws")}").onerror =
      () => { throw new Error("refused") }`;
    return started(blobWorker(`new Worker(${NEW_ADDRESS}(URL.createObjectURL(
      new Blob([${JSON.stringify(inner)}])))).onerror = () => { throw new Error("refused") }`));
  },
  "shared worker": (at) => started(new SharedWorker(scriptAddress(at("shared worker/x.js"))).port),
  "service worker": (at) => navigator.serviceWorker.register(scriptAddress(at("service worker/x.js"))),
  eval: (at) => (0, eval)(`fetch("${at("eval")}")`),
  "new Function": (at) => new Function(`return fetch("${at("new Function")}")`)(),
  "text in setTimeout": (at) => {
    setTimeout(`fetch("${at("text in setTimeout")}")`);
    return "put off";
  },
})
