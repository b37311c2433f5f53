/**
 * The page's side of the bridge, against a worker that does as the test tells it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { PythonClient, PythonError } from "../../../docs/assets/app/python/client.js";
import { StartError } from "../../../docs/assets/app/python/protocol.js";

const LIMITS = { load: 1000, start: 1000, call: 1000 };

/** A worker that starts at once and records its messages, unless a test says otherwise. */
class FakeWorker extends EventTarget {
  /**
   * @param {(message: any, worker: FakeWorker) => void} react - called for each message
   */
  constructor(react) {
    super();
    this.react = react;
    this.ended = false;
    /** @type {any[]} */
    this.taken = [];
  }

  /** @param {any} message - from the page */
  postMessage(message) {
    this.taken.push(message);
    queueMicrotask(() => this.react(message, this));
  }

  /** @param {object} data - to the page */
  say(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  /**
   * @param {string} type - of the event
   * @param {string} [message] - what the browser says of it
   */
  break(type, message) {
    this.dispatchEvent(Object.assign(new Event(type), { message }));
  }

  terminate() {
    this.ended = true;
  }
}

/**
 * @param {any} message - from the page
 * @param {FakeWorker} worker - which got it
 */
function behave(message, worker) {
  if (message.type === "start") {
    worker.say({ type: "ready", pyodide: "0", python: "3" });
  } else {
    const ok = { name: message.name, payload: JSON.parse(message.payload) };
    worker.say({ type: "reply", id: message.id, reply: JSON.stringify({ ok }) });
  }
}

/**
 * Make a client whose workers, one after the other, react as given; the last way stays.
 *
 * @param {((message: any, worker: FakeWorker) => void)[]} reactions - one for each worker
 * @param {object} [options] - for the client
 */
function makeClient(reactions = [behave], options = {}) {
  /** @type {FakeWorker[]} */
  const workers = [];
  const spawn = () => {
    const react = reactions[Math.min(workers.length, reactions.length - 1)] ?? behave;
    const worker = new FakeWorker(react);
    workers.push(worker);
    return worker;
  };
  let loads = 0;
  const preload = async () => {
    loads += 1;
    return /** @type {any} */ ({ wasm: {}, library: new ArrayBuffer(0) });
  };
  const check = async () => {};
  const parts = /** @type {any} */ ({ spawn, preload, check, limits: LIMITS, ...options });
  const client = new PythonClient(parts);
  /** @type {string[]} */
  const states = [];
  client.addEventListener("statechange", () => states.push(client.state));
  /** @type {(name: string, payload?: unknown, options?: { timeLimit?: number }) => Promise<any>} */
  const call = (name, payload, more) => client.call(/** @type {never} */ (name), payload, more);
  return { client, call, states, workers, loads: () => loads };
}

test("a client is idle, and loads nothing, until it is needed", () => {
  const { client, workers, loads } = makeClient();
  assert.equal(client.state, "idle");
  assert.equal(client.failure, null);
  assert.deepEqual([workers.length, loads()], [0, 0]);
});

test("the first call starts Python and is answered", async () => {
  const { call, states } = makeClient();
  assert.deepEqual(await call("score", { a: [1, null] }), {
    name: "score",
    payload: { a: [1, null] },
  });
  assert.deepEqual(states, ["loading", "ready"]);
});

test("start loads once, however often it is called", async () => {
  const { client, call, workers, loads } = makeClient();
  client.start();
  client.start();
  await call("one");
  client.start();
  assert.deepEqual([workers.length, loads()], [1, 1]);
});

test("each reply reaches its own call, one after the other", async () => {
  const { call, workers } = makeClient();
  const names = ["one", "two", "three"];
  const answers = await Promise.all(names.map((name) => call(name)));
  assert.deepEqual(
    answers.map((answer) => answer.name),
    names,
  );
  const ids = workers[0]?.taken.slice(1).map((message) => message.id);
  assert.deepEqual(ids, [1, 2, 3]);
});

test("a second question waits in line until the first has its answer", async () => {
  const { call, workers } = makeClient([
    (message, worker) => {
      if (message.type === "start") {
        behave(message, worker);
      }
    },
  ]);
  call("one").catch(() => {});
  call("two").catch(() => {});
  await wait(10);
  const worker = /** @type {FakeWorker} */ (workers[0]);
  assert.deepEqual(
    worker.taken.map((message) => message.name ?? message.type),
    ["start", "one"],
  );
});

test("an answer with a strange number is left aside", async () => {
  const { call } = makeClient([
    (message, worker) => {
      worker.say({ type: "reply", id: 999, reply: '{"ok": "not yours"}' });
      behave(message, worker);
    },
  ]);
  assert.equal((await call("one")).name, "one");
});

test("an error from Python keeps its name and message", async () => {
  const reply = JSON.stringify({ error: { name: "ResultFileError", message: "no such thing" } });
  const { client, call } = makeClient([
    (message, worker) => {
      if (message.type === "call") {
        worker.say({ type: "reply", id: message.id, reply });
      } else {
        behave(message, worker);
      }
    },
  ]);
  await assert.rejects(call("read"), (error) => {
    assert.ok(error instanceof PythonError);
    const { name, message, failure } = error;
    assert.deepEqual([name, message, failure], ["ResultFileError", "no such thing", null]);
    return true;
  });
  assert.equal(client.state, "ready");
});

test("a reply that is no JSON is an error, not silence", async () => {
  const { call } = makeClient([
    (message, worker) => {
      if (message.type === "call") {
        worker.say({ type: "reply", id: message.id, reply: "undefined" });
      } else {
        behave(message, worker);
      }
    },
  ]);
  await assert.rejects(call("read"), { name: "BridgeError" });
});

test("an error of the bridge itself comes with its cause, and the question can be put again", async () => {
  const error = { name: "BridgeError", message: "group.zip: 503", cause: "blocked" };
  let refusals = 0;
  const { client, call, workers } = makeClient([
    (message, worker) => {
      if (message.type === "call" && refusals === 0) {
        refusals += 1;
        worker.say({ type: "reply", id: message.id, reply: JSON.stringify({ error }) });
      } else {
        behave(message, worker);
      }
    },
  ]);
  await assert.rejects(call("group"), { name: "BridgeError", failure: "blocked" });
  assert.equal(client.state, "ready");
  assert.equal((await call("group")).name, "group");
  assert.equal(workers.length, 1);
});

/** Fetches more of Python before it answers a call. */
const fetchFirst = (/** @type {any} */ message, /** @type {FakeWorker} */ worker) => {
  if (message.type === "start") {
    behave(message, worker);
  } else {
    worker.say({ type: "fetching", id: message.id, fetching: true });
    setTimeout(() => {
      worker.say({ type: "fetching", id: message.id, fetching: false });
      setTimeout(() => behave(message, worker), message.name === "slow" ? 100 : 0);
    }, 100);
  }
};

test("what is fetched for a call does not count against its time limit", async () => {
  const { call, workers } = makeClient([fetchFirst]);
  assert.equal((await call("group", {}, { timeLimit: 50 })).name, "group");
  await assert.rejects(call("slow", {}, { timeLimit: 50 }), { failure: "timeout" });
  assert.equal(workers[0]?.ended, true);
});

test("fetching for a call is bounded as loading is", async () => {
  const { call } = makeClient([fetchFirst], { limits: { ...LIMITS, load: 50 } });
  await assert.rejects(call("group"), { name: "BridgeError", failure: "timeout" });
});

/** Starts, and then never answers. */
const hang = (/** @type {any} */ message, /** @type {FakeWorker} */ worker) => {
  if (message.type === "start") {
    behave(message, worker);
  }
};

test("a call over its time limit is put once more, to a fresh worker", async () => {
  const { call, workers } = makeClient([hang, behave]);
  assert.equal((await call("slow", {}, { timeLimit: 20 })).name, "slow");
  assert.deepEqual([workers.length, workers[0]?.ended], [2, true]);
});

test("a call that hangs twice is refused, and the next one gets a fresh worker", async () => {
  const { call, states, workers, loads } = makeClient([hang, hang, behave]);
  const late = call("slow", {}, { timeLimit: 20 });
  const next = call("next");
  await assert.rejects(late, { name: "BridgeError", failure: "timeout" });
  assert.equal((await next).name, "next");
  assert.deepEqual(
    workers.map(({ ended }) => ended),
    [true, true, false],
  );
  assert.deepEqual(states, Array.from({ length: 3 }, () => ["loading", "ready"]).flat());
  assert.equal(loads(), 1, "what was fetched serves the fresh worker");
});

test("waiting in line does not count against a time limit", async () => {
  const { call } = makeClient([
    (message, worker) => {
      setTimeout(() => behave(message, worker), message.type === "call" ? 100 : 0);
    },
  ]);
  const calls = [1, 2, 3].map(() => call("one", {}, { timeLimit: 250 }));
  assert.equal((await Promise.all(calls)).length, 3);
});

test("what an ended worker still says counts for nothing", async () => {
  const { client, call, workers } = makeClient([hang, behave]);
  await call("slow", {}, { timeLimit: 10 });
  workers[0]?.say({ type: "failed", cause: "crashed", message: "late" });
  workers[0]?.break("error", "late");
  assert.equal(client.state, "ready");
  assert.equal(workers.length, 2);
});

for (const [how, crash] of /** @type {[string, (worker: FakeWorker) => void][]} */ ([
  ["an error event", (worker) => worker.break("error", "boom")],
  ["an error event without words", (worker) => worker.break("error")],
  ["an unreadable message", (worker) => worker.break("messageerror")],
  ["its own last word", (worker) => worker.say({ type: "failed", cause: "crashed", message: "!" })],
])) {
  const fall = (/** @type {any} */ message, /** @type {FakeWorker} */ worker) => {
    if (message.type === "start") {
      behave(message, worker);
    } else {
      crash(worker);
    }
  };

  test(`after a crash (${how}) the question is asked once more`, async () => {
    const { call, workers } = makeClient([fall, behave]);
    assert.equal((await call("one")).name, "one");
    assert.equal(workers.length, 2);
    assert.equal(workers[0]?.ended, true);
  });

  test(`a question that meets two crashes (${how}) is refused, and the next is answered`, async () => {
    const { call } = makeClient([fall, fall, behave]);
    const bad = call("bad");
    const good = call("good");
    await assert.rejects(bad, { name: "BridgeError", failure: "crashed" });
    assert.equal((await good).name, "good");
  });
}

test("a crash while nothing is asked brings a fresh worker", async () => {
  const { client, call, workers } = makeClient();
  await call("one");
  workers[0]?.break("error", "boom");
  assert.equal(client.state, "loading");
  assert.equal((await call("two")).name, "two");
});

for (const cause of /** @type {const} */ (["no-wasm", "blocked"])) {
  test(`a start that is refused (${cause}) fails every question with that cause`, async () => {
    const preload = () => Promise.reject(new StartError(cause, "no"));
    const { client, call, states, workers } = makeClient([behave], { preload });
    const both = [call("one"), call("two")];
    for (const refused of both) {
      await assert.rejects(refused, { name: "BridgeError", failure: cause });
    }
    assert.deepEqual(states, ["loading", "failed"]);
    assert.equal(client.failure?.failure, cause);
    assert.equal(workers[0]?.ended, true);
  });
}

test("a worker that cannot be made counts as blocked", async () => {
  const spawn = () => {
    throw new TypeError("refused by the policy");
  };
  const { call } = makeClient([behave], { spawn });
  await assert.rejects(call("one"), { failure: "blocked" });
});

test("a worker script that cannot be loaded counts as blocked, one that breaks as crashed", async () => {
  for (const [words, failure] of [
    [undefined, "blocked"],
    ["boom", "crashed"],
  ]) {
    const { call } = makeClient([(_message, worker) => worker.break("error", words)]);
    await assert.rejects(call("one"), { failure });
  }
});

test("the cause that the worker gives for a failed start is kept", async () => {
  const { call } = makeClient([
    (_message, worker) => {
      worker.say({ type: "failed", cause: "blocked", message: "no glue" });
    },
  ]);
  await assert.rejects(call("one"), { failure: "blocked", message: "no glue" });
});

test("a start or a download that never ends fails with a timeout", async () => {
  const never = makeClient([() => {}], { limits: { ...LIMITS, start: 20 } });
  await assert.rejects(never.call("one"), { failure: "timeout" });
  /** @type {AbortSignal | undefined} */
  let given;
  const preload = (/** @type {AbortSignal} */ signal) => {
    given = signal;
    return new Promise(() => {});
  };
  const slow = makeClient([behave], { preload, limits: { ...LIMITS, load: 20 } });
  await assert.rejects(slow.call("one"), { failure: "timeout" });
  assert.equal(given?.aborted, true, "the download is ended too");
});

test("failed is final: no later word or call changes it", async () => {
  const preload = () => Promise.reject(new StartError("no-wasm", "none"));
  const { client, call, states, workers, loads } = makeClient([behave], { preload });
  await assert.rejects(call("one"));
  workers[0]?.say({ type: "ready" });
  workers[0]?.break("error", "boom");
  client.start();
  await assert.rejects(call("two"), { failure: "no-wasm" });
  assert.deepEqual(states, ["loading", "failed"]);
  assert.deepEqual([workers.length, loads()], [1, 0]);
});

test("a retry begins afresh and fetches again", async () => {
  let tries = 0;
  const preload = async () => {
    tries += 1;
    if (tries === 1) {
      throw new StartError("blocked", "offline");
    }
    return { wasm: {}, library: new ArrayBuffer(0) };
  };
  const { client, call, states } = makeClient([behave], { preload });
  await assert.rejects(call("one"));
  client.retry();
  assert.equal(client.failure, null);
  assert.equal((await call("two")).name, "two");
  assert.deepEqual(states, ["loading", "failed", "loading", "ready"]);
});

test("a retry is for failures only", async () => {
  const { client, call, workers } = makeClient();
  client.retry();
  assert.equal(client.state, "idle");
  await call("one");
  client.retry();
  assert.equal(workers.length, 1);
});

test("the end of an earlier attempt does not disturb the present one", async () => {
  /** @type {((reason: Error) => void)[]} */
  const rejects = [];
  const preload = () => new Promise((_resolve, reject) => rejects.push(reject));
  const { client, call, workers } = makeClient([behave], { preload });
  const first = call("one");
  await wait(5);
  workers[0]?.break("error");
  await assert.rejects(first, { failure: "blocked" });
  client.retry();
  rejects[0]?.(new StartError("no-wasm", "late"));
  await wait(5);
  assert.equal(client.state, "loading");
  rejects[1]?.(new StartError("blocked", "now"));
  await wait(5);
  assert.equal(client.failure?.failure, "blocked");
});

test("no worker is made before its own files have been looked at", async () => {
  const check = () => Promise.reject(new StartError("mixed", "worker.js is not the file"));
  const { client, call, workers } = makeClient([behave], { check });
  await assert.rejects(call("one"), { failure: "mixed", message: /worker\.js is not the file/ });
  assert.equal(client.state, "failed");
  assert.deepEqual(workers, []);
});

test("a file of another build fires an event, at the start and later", async () => {
  const check = () => Promise.reject(new StartError("mixed", "worker.js is not the file"));
  const error = { name: "BridgeError", message: "group.zip: 404", cause: "mixed" };
  const lacking = (/** @type {any} */ message, /** @type {FakeWorker} */ worker) =>
    message.type === "start"
      ? behave(message, worker)
      : worker.say({ type: "reply", id: message.id, reply: JSON.stringify({ error }) });
  for (const { client, call } of [makeClient([behave], { check }), makeClient([lacking])]) {
    let count = 0;
    client.addEventListener("mixed", () => {
      count += 1;
    });
    await assert.rejects(call("one"), { failure: "mixed" });
    assert.equal(count, 1);
  }
});
