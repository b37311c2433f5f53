/**
 * What the page fetches for Python, and the cause it names where that fails.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, test } from "node:test";

import { preloadRuntime } from "../../../docs/assets/app/python/preload.js";

/** The smallest module there is. */
const WASM = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/** @param {Uint8Array | string} content - of a file of the build */
function listed(content) {
  return { size: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}

const FILES = { "runtime/pyodide.asm.wasm": listed(WASM), "runtime/library.zip": listed("PK") };

const real = { fetch: globalThis.fetch, WebAssembly: globalThis.WebAssembly };

afterEach(() => {
  Object.assign(globalThis, real);
});

/**
 * Answer each request by the end of its address; anything else is not found.
 *
 * @param {Record<string, () => Response>} responses - by file name
 * @returns {string[]} the addresses asked for, as they come
 */
function serve(responses) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    const name = String(address).split("/").at(-1) ?? "";
    return responses[name]?.() ?? new Response("", { status: 404 });
  };
  return asked;
}

/**
 * @param {string} type - of the WebAssembly file
 * @returns {Record<string, () => Response>}
 */
function wholeSite(type) {
  return {
    "pyodide.asm.wasm": () => new Response(WASM, { headers: { "Content-Type": type } }),
    "library.zip": () => new Response("PK"),
  };
}

for (const type of [
  "application/wasm",
  "application/octet-stream",
  "application/wasm; charset=x",
]) {
  test(`the runtime is compiled when the server calls it ${type}`, async () => {
    serve(wholeSite(type));
    const { wasm, library } = await preloadRuntime({ files: FILES });
    assert.ok(wasm instanceof WebAssembly.Module);
    assert.equal(library.byteLength, 2);
  });
}

test("both files are asked for once, in the runtime's folder beside the app", async () => {
  const asked = serve(wholeSite("application/wasm"));
  await preloadRuntime({ files: FILES });
  const folder = new URL("../../../docs/assets/runtime/", import.meta.url).href;
  assert.deepEqual(asked.sort(), [`${folder}library.zip`, `${folder}pyodide.asm.wasm`]);
});

test("without WebAssembly nothing is fetched, and the cause says so", async () => {
  const asked = serve(wholeSite("application/wasm"));
  Object.assign(globalThis, { WebAssembly: undefined });
  await assert.rejects(preloadRuntime({ files: FILES }), {
    name: "StartError",
    failure: "no-wasm",
  });
  assert.deepEqual(asked, []);
});

test("a policy against WebAssembly counts as blocked, and nothing is fetched", async () => {
  const asked = serve(wholeSite("application/wasm"));
  const compile = () => Promise.reject(new Error("violates the policy"));
  Object.assign(globalThis, { WebAssembly: { compile } });
  await assert.rejects(preloadRuntime({ files: FILES }), {
    failure: "blocked",
    message: /violates the policy/,
  });
  assert.deepEqual(asked, []);
});

for (const missing of ["pyodide.asm.wasm", "library.zip"]) {
  test(`a missing ${missing} belongs to another build`, async () => {
    const { [missing]: _, ...rest } = wholeSite("application/wasm");
    serve(rest);
    const expected = { failure: "mixed", message: /is not on the server: it answers 404/ };
    await assert.rejects(preloadRuntime({ files: FILES }), expected);
  });

  test(`a server that does not hand out ${missing} counts as blocked`, async () => {
    serve({ ...wholeSite("application/wasm"), [missing]: () => new Response("", { status: 503 }) });
    await assert.rejects(preloadRuntime({ files: FILES }), { failure: "blocked", message: /503/ });
  });

  test(`another ${missing} is refused by its name`, async () => {
    const other = () => new Response(Uint8Array.from(WASM).fill(9, 4));
    const asked = serve({ ...wholeSite("application/wasm"), [missing]: other });
    const expected = { failure: "mixed", message: new RegExp(`${missing} is not the file`) };
    await assert.rejects(preloadRuntime({ files: FILES }), expected);
    assert.equal(asked.filter((address) => address.endsWith(missing)).length, 2);
  });

  test(`an old ${missing} in the browser's cache is fetched again`, async () => {
    const whole = wholeSite("application/wasm");
    let old = true;
    const answer = () => {
      const response = old ? new Response("old") : whole[missing]?.();
      old = false;
      return /** @type {Response} */ (response);
    };
    serve({ ...whole, [missing]: answer });
    assert.ok((await preloadRuntime({ files: FILES })).wasm instanceof WebAssembly.Module);
  });
}

test("a network that is down counts as blocked", async () => {
  globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  await assert.rejects(preloadRuntime({ files: FILES }), {
    failure: "blocked",
    message: /Failed to fetch/,
  });
});

test("a file that is cut short on its way counts as blocked", async () => {
  const start = (/** @type {ReadableStreamDefaultController<Uint8Array>} */ controller) => {
    controller.enqueue(WASM.slice(0, 5));
    controller.error(new TypeError("network error"));
  };
  const cut = () => new Response(new ReadableStream({ start }));
  for (const name of ["pyodide.asm.wasm", "library.zip"]) {
    serve({ ...wholeSite("application/wasm"), [name]: cut });
    await assert.rejects(preloadRuntime({ files: FILES }), {
      failure: "blocked",
      message: /network error/,
    });
  }
});

test("a runtime that the browser cannot compile counts as no WebAssembly", async () => {
  const newer = Uint8Array.from(WASM).fill(9, 4);
  const body = () => new Response(newer, { headers: { "Content-Type": "application/wasm" } });
  serve({ ...wholeSite("application/wasm"), "pyodide.asm.wasm": body });
  const files = { ...FILES, "runtime/pyodide.asm.wasm": listed(newer) };
  await assert.rejects(preloadRuntime({ files }), { failure: "no-wasm" });
});
