// What the ways out are made with. It stands before them in the text that tests evaluate; whatever
// is called, `HOST` is where it goes.

const SVG = "http://www.w3.org/2000/svg";
const at = (name, scheme = "http") => `${scheme}://${HOST}/${encodeURIComponent(name).replaceAll("%2F", "/")}`;

// A script that was altered can make Trusted Types policies of the names that the page lists, as
// long as nobody else has. It takes what it can get.
const policies = {};
for (const name of ["pat-worker", "pat-html", "default", "dompurify"]) {
  try {
    policies[name] = trustedTypes.createPolicy(name, {
      createHTML: (text) => text,
      createScript: (text) => text,
      createScriptURL: (text) => text,
    });
  } catch {
    // Taken already, not listed, or a browser without Trusted Types.
  }
}
const [policy] = Object.values(policies);
const scriptAddress = (text) => (policy ? policy.createScriptURL(text) : text);
const scriptText = (text) => (policy ? policy.createScript(text) : text);
const markup = (text) => (policy ? policy.createHTML(text) : text);

const NEW_ADDRESS = `((text) => {
  try {
    return trustedTypes.createPolicy("pat-worker", { createScriptURL: (t) => t }).createScriptURL(text);
  } catch { return text; }
})`;

const listened = (target, attributes) =>
  new Promise((done, refuse) => {
    for (const good of ["load", "loadeddata", "open", "message"]) {
      target.addEventListener(good, () => done(good));
    }
    target.addEventListener("error", (event) => {
      // Else an error of a worker's worker would reach the page, which then takes another worker.
      event.preventDefault();
      refuse(new Error(event.message || "error event"));
    });
    Object.assign(target, attributes);
  });
const opened = (target) => listened(target, {});
const started = (worker) => listened(worker, {});
const blobWorker = (text, type = "classic") =>
  new Worker(scriptAddress(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))), { type });
const request = (address, waits) =>
  new Promise((done, refuse) => {
    const asked = new XMLHttpRequest();
    Object.assign(asked, { onload: done, onerror: () => refuse(new Error("error event")) });
    asked.open("GET", address, waits);
    asked.send();
  });
const gather = async (server) => {
  const connection = new RTCPeerConnection({ iceServers: [server] });
  connection.createDataChannel("x");
  await connection.setLocalDescription(await connection.createOffer());
  while (connection.iceGatheringState !== "complete") {
    await new Promise((done) => { connection.onicegatheringstatechange = done; });
  }
  connection.close();
  return "gathered";
};
const make = (name, attributes, text = "") =>
  Object.assign(document.createElement(name), attributes, text && { textContent: text });
const appended = (element) => {
  const outcome = listened(element, {});
  document.head.append(element);
  return outcome;
};
const loaded = (name, attributes) => {
  const element = document.createElement(name);
  const outcome = listened(element, attributes);
  document.body.append(element);
  return outcome;
};
const styled = (property, address) => {
  const box = make("li", {}, "x");
  document.body.append(box);
  box.style[property] = `url("${address}")`;
};
const drawn = (name, address) => {
  const svg = document.createElementNS(SVG, "svg");
  const element = document.createElementNS(SVG, name);
  element.setAttribute("href", address);
  element.setAttribute("width", "9");
  element.setAttribute("height", "9");
  svg.append(element);
  document.body.append(svg);
};

// How long a way may stay silent before the next thing is looked at, in milliseconds.
const SILENCE = 4_000;

const outcomeOf = async (way) => {
  let timer;
  const silence = new Promise((done) => { timer = setTimeout(done, SILENCE, "no word"); });
  try {
    const came = await Promise.race([Promise.resolve().then(() => way(at, HOST)), silence]);
    return came === "no word" ? came : "done";
  } catch (error) {
    return `${error?.name}: ${error?.message}`.slice(0, 90);
  } finally {
    clearTimeout(timer);
  }
};
const tryAll = async (ways) =>
  Object.fromEntries(
    await Promise.all(Object.entries(ways).map(async ([name, way]) => [name, await outcomeOf(way)])),
  );
