// The ways out that need a page, by name; otherwise as in `everywhere.js`.

({
  beacon: (at) => navigator.sendBeacon(at("beacon"), "x"),
  "fetch later": (at) => fetchLater(at("fetch later"), { activateAfter: 0 }),
  image: (at) => loaded("img", { src: at("image/x.gif") }),
  "image without a place": (at) => listened(new Image(), { src: at("image without a place/x.gif") }),
  "image set": (at) => loaded("img", { srcset: `${at("image set/x.gif")} 1x` }),
  picture: (at) => {
    const picture = document.createElement("picture");
    picture.append(make("source", { srcset: at("picture/x.gif"), type: "image/gif" }), make("img", {}));
    document.body.append(picture);
  },
  "image button": (at) => loaded("input", { type: "image", src: at("image button/x.gif") }),
  video: (at) => loaded("video", { src: at("video"), preload: "auto" }),
  poster: (at) => loaded("video", { poster: at("poster/x.gif") }),
  audio: (at) => loaded("audio", { src: at("audio"), preload: "auto" }),
  "style sheet": (at) => loaded("link", { rel: "stylesheet", href: at("style sheet/x.css") }),
  "style element": (at) => {
    const style = make("style", {});
    style.textContent = `@import "${at("style element/x.css")}";
      body { background: url("${at("style element/x.gif")}") }`;
    document.head.append(style);
  },
  "style attribute": (at) => {
    const box = make("p", {}, "x");
    box.setAttribute("style", `background: url("${at("style attribute/x.gif")}")`);
    document.body.append(box);
  },
  "style of an element": (at) => styled("backgroundImage", at("style of an element/x.gif")),
  "list picture": (at) => styled("listStyleImage", at("list picture/x.gif")),
  "made style sheet": (at) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { border-image: url("${at("made style sheet/x.gif")}") 1 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
  "font of a style sheet": (at) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@font-face { font-family: elsewhere; src: url("${at("font of a style sheet")}") }
      body { font-family: elsewhere !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
  script: (at) => {
    const script = make("script", {});
    script.src = scriptAddress(at("script/x.js"));
    return appended(script);
  },
  "script with text": (at) => {
    const script = make("script", {});
    script.text = scriptText(`fetch("${at("script with text")}")`);
    document.body.append(script);
  },
  worklet: (at) => new AudioContext().audioWorklet.addModule(at("worklet/x.js")),
  frame: (at) => loaded("iframe", { src: at("frame/x.html") }),
  "frame with text": (at) =>
    loaded("iframe", { srcdoc: markup(`<img src="${at("frame with text/x.gif")}">`) }),
  "empty frame": (at) => {
    const frame = make("iframe", {});
    document.body.append(frame);
    return frame.contentWindow.fetch(at("empty frame"));
  },
  "socket of an empty frame": (at) => {
    const frame = make("iframe", {});
    document.body.append(frame);
    return opened(new frame.contentWindow.WebSocket(at("socket of an empty frame", "ws")));
  },
  object: (at) => loaded("object", { data: at("object/x.svg") }),
  embed: (at) => loaded("embed", { src: at("embed/x.svg") }),
  manifest: (at) => appended(make("link", { rel: "manifest", href: at("manifest") })),
  icon: (at) => {
    for (const old of document.querySelectorAll("link[rel=icon]")) old.remove();
    document.head.append(make("link", { rel: "icon", href: at("icon/x.gif") }));
  },
  preload: (at) => appended(make("link", { rel: "preload", as: "image", href: at("preload/x.gif") })),
  "preload for fetch": (at) =>
    appended(make("link", { rel: "preload", as: "fetch", crossOrigin: "", href: at("preload for fetch") })),
  modulepreload: (at) => appended(make("link", { rel: "modulepreload", href: at("modulepreload/x.js") })),
  prefetch: (at) => appended(make("link", { rel: "prefetch", href: at("prefetch/x.js") })),
  prerender: (at) => appended(make("link", { rel: "prerender", href: at("prerender/x.html") })),
  preconnect: (_at, host) => appended(make("link", { rel: "preconnect", href: `http://${host}/` })),
  "speculation rules": (at) => {
    const script = make("script", { type: "speculationrules" });
    const urls = [at("speculation rules/x.html")];
    script.text = scriptText(JSON.stringify({ prefetch: [{ source: "list", urls, eagerness: "immediate" }] }));
    document.head.append(script);
  },
  "SVG image": (at) => drawn("image", at("SVG image/x.gif")),
  "SVG use": (at) => drawn("use", `${at("SVG use/x.svg")}#a`),
  "SVG filter": (at) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.innerHTML = markup(`<filter id="f"><feImage href="${at("SVG filter/x.gif")}"/></filter>
      <rect width="9" height="9" filter="url(#f)"/>`);
    document.body.append(svg);
  },
  ping: (at) => {
    const link = make("a", { href: "#ping", ping: at("ping") });
    document.body.append(link);
    link.click();
  },
  base: (at) => {
    document.head.prepend(make("base", { href: at("base/") }));
    return listened(new Image(), { src: "x.gif" });
  },
  "payment request": (at) =>
    new PaymentRequest([{ supportedMethods: at("payment request", "https") }], {
      total: { label: "x", amount: { currency: "EUR", value: "1" } },
    }).canMakePayment(),
})
