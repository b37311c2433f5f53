/**
 * The page's side of the bridge to Python: it makes one call at a time, and every call gets a reply
 * or an error.
 *
 * Calls wait in a queue here, not in the worker, so that a time limit covers only the call's own
 * time, and a crash is blamed on the call that was being answered.
 */

import { checkWorker, preloadRuntime } from "./preload.js";
import { LIMITS, StartError, wordsOf } from "./protocol.js";
import { PythonError, readReply } from "./reply.js";
import { spawnWorker } from "./spawn.js";

/** @import { CallName, FailureCause, State, WorkerMessage } from "./protocol.js" */
/** @import { Preloaded } from "./preload.js" */
/** @import { Replies } from "./replies.d.ts" */

/**
 * The methods of a worker that the client uses.
 *
 * @typedef {Pick<Worker, "postMessage" | "addEventListener" | "terminate">} WorkerLike
 */

/**
 * Dependencies that a test can replace.
 *
 * @typedef {object} ClientOptions
 * @property {() => WorkerLike} [spawn] - starts a worker
 * @property {(signal: AbortSignal) => Promise<Preloaded>} [preload] - fetches the runtime
 * @property {(signal: AbortSignal) => Promise<void>} [check] - verifies the worker's own files
 * @property {{ load: number, start: number, call: number }} [limits] - in milliseconds
 */

/**
 * A call that has not been answered yet.
 *
 * @typedef {object} PendingCall
 * @property {number} id - its number
 * @property {string} name - of the call
 * @property {string} payload - JSON text
 * @property {number} timeLimit - in milliseconds
 * @property {boolean} repeated - whether it has been sent before, to a worker that crashed
 * @property {(value: unknown) => void} resolve - passes the reply on
 * @property {(error: PythonError) => void} reject - passes the error on
 */

export { PythonError };

const WORKER_MODULE = new URL("./worker.js", import.meta.url);

/**
 * Fires `statechange` whenever `state` changes, and `mixed` when a file turns out not to belong to
 * this build.
 */
export class PythonClient extends EventTarget {
  /** @type {State} */
  #state = "idle";

  /** @type {PythonError | null} */
  #failure = null;

  /** @type {WorkerLike | null} */
  #worker = null;

  /**
   * The runtime as fetched; kept for a later worker.
   *
   * @type {Preloaded | null}
   */
  #preloaded = null;

  /** @type {PendingCall[]} */
  #waiting = [];

  /** @type {PendingCall | null} */
  #sent = null;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer = undefined;

  /**
   * Aborts the fetching under way; each attempt to load has a new one.
   *
   * @type {AbortController | null}
   */
  #fetching = null;

  #lastId = 0;

  /** @param {ClientOptions} [options] - replace the real dependencies */
  constructor({ spawn, preload, check, limits } = {}) {
    super();
    this.spawn = spawn ?? (() => spawnWorker(WORKER_MODULE));
    this.preload = preload ?? ((signal) => preloadRuntime({ signal }));
    this.check = check ?? ((signal) => checkWorker({ signal }));
    this.limits = limits ?? LIMITS;
  }

  /** @returns {State} */
  get state() {
    return this.#state;
  }

  /**
   * Why Python is not available; null unless the state is `failed`.
   *
   * @returns {PythonError | null}
   */
  get failure() {
    return this.#failure;
  }

  /** Begin to load, unless that has begun already. */
  start() {
    if (this.#state === "idle") {
      this.#load();
    }
  }

  /** Start again after a failure. */
  retry() {
    if (this.#state === "failed") {
      this.#preloaded = null;
      this.#load();
    }
  }

  /**
   * Make a call to Python, which is started if it is not running yet.
   *
   * @template {CallName} N
   * @param {N} name - of the call
   * @param {unknown} payload - anything that JSON can hold
   * @param {{ timeLimit?: number }} [options] - in milliseconds, counted from when Python gets it
   * @returns {Promise<Replies[N]>} rejected with a PythonError
   */
  call(name, payload, { timeLimit = this.limits.call } = {}) {
    if (this.#failure) {
      return Promise.reject(this.#failure);
    }
    const text = JSON.stringify(payload ?? null);
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = new Promise((resolve, reject) => {
      const call = { id, name, payload: text, timeLimit, repeated: false, resolve, reject };
      this.#waiting.push(call);
    });
    this.start();
    this.#sendNext();
    return reply;
  }

  /** @param {State} state - the new one */
  #enter(state) {
    this.#state = state;
    this.dispatchEvent(new Event("statechange"));
  }

  /** Start a worker while the page fetches the runtime, unless the page has that already. */
  async #load() {
    const fetching = new AbortController();
    const { signal } = fetching;
    this.#fetching = fetching;
    this.#failure = null;
    this.#enter("loading");
    this.#limit(this.limits.load, () => this.#fail("timeout", "the runtime took too long to come"));
    try {
      const preloading = this.#preloaded ?? this.preload(signal);
      if (preloading instanceof Promise) {
        // A failure is handled where this is awaited below; until then it must not count as
        // unhandled.
        preloading.catch(() => {});
        await this.check(signal);
      }
      if (signal.aborted) {
        return;
      }
      const worker = this.#listenTo(this.spawn());
      this.#preloaded = await preloading;
      if (!signal.aborted) {
        this.#limit(this.limits.start, () =>
          this.#fail("timeout", "Python took too long to start"),
        );
        worker.postMessage({ type: "start", ...this.#preloaded });
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#fail(error instanceof StartError ? error.failure : "blocked", wordsOf(error));
      }
    }
  }

  /**
   * Listen to this worker from now on, and no longer to an earlier one.
   *
   * @param {WorkerLike} worker - just started
   * @returns {WorkerLike}
   */
  #listenTo(worker) {
    this.#worker = worker;
    /** @type {(type: string, react: (event: Event) => void) => void} */
    const listen = (type, react) => {
      worker.addEventListener(type, (event) => {
        if (this.#worker === worker) {
          react(event);
        }
      });
    };
    listen("message", (event) =>
      this.#take(/** @type {MessageEvent<WorkerMessage>} */ (event).data),
    );
    listen("messageerror", () => this.#recover("a message could not be read"));
    listen("error", (event) => {
      const { message } = /** @type {Partial<ErrorEvent>} */ (event);
      // The event has no message if the script cannot be loaded, and has one for an exception.
      if (message || this.#state === "ready") {
        this.#recover(message || "the worker broke down");
      } else {
        this.#fail("blocked", "the worker's script cannot be loaded");
      }
    });
    return worker;
  }

  /** @param {WorkerMessage} message - from the worker */
  #take(message) {
    if (message.type === "ready") {
      this.#limit();
      this.#enter("ready");
      this.#sendNext();
    } else if (message.type === "fetching") {
      this.#waitFor(message.id, message.fetching);
    } else if (message.type === "reply") {
      this.#settle(message.id, message.reply);
    } else if (this.#state === "ready") {
      this.#recover(message.message);
    } else {
      this.#fail(message.cause, message.message);
    }
  }

  /** Send the first waiting call, if Python is free. */
  #sendNext() {
    if (this.#state !== "ready" || this.#sent) {
      return;
    }
    const call = this.#waiting.shift();
    if (call) {
      const { id, name, payload } = call;
      this.#sent = call;
      this.#limit(call.timeLimit, () => this.#giveUp(call));
      this.#worker?.postMessage({ type: "call", id, name, payload });
    }
  }

  /**
   * Reset a call's time limit while more of Python is fetched for it: time on the network does not
   * count as the call's own.
   *
   * @param {number} id - of the call
   * @param {boolean} fetching - whether fetching begins; otherwise it has ended
   */
  #waitFor(id, fetching) {
    const call = this.#sent;
    if (call?.id === id) {
      this.#limit(fetching ? this.limits.load : call.timeLimit, () => this.#giveUp(call));
    }
  }

  /**
   * @param {number} id - of the call
   * @param {string} reply - JSON text
   */
  #settle(id, reply) {
    const call = this.#sent;
    if (call?.id !== id) {
      return;
    }
    this.#limit();
    this.#sent = null;
    try {
      call.resolve(readReply(reply));
    } catch (error) {
      call.reject(/** @type {PythonError} */ (error));
      this.#reportMixed(/** @type {PythonError} */ (error));
    }
    this.#sendNext();
  }

  /**
   * End a call that takes too long, and the worker with it, since Python cannot be interrupted.
   *
   * @param {PendingCall} call - being answered
   */
  #giveUp(call) {
    this.#recover(`${call.name} took too long`, "timeout");
  }

  /**
   * Continue with a new worker after one that crashed or hung. The call that was being answered is
   * sent once more, since it need not be the cause; if it meets a second such worker, it is
   * rejected.
   *
   * @param {string} message - for developers
   * @param {FailureCause} [cause] - machine-readable
   */
  #recover(message, cause = "crashed") {
    if (this.#state !== "ready") {
      this.#fail(cause, message);
      return;
    }
    const call = this.#sent;
    this.#sent = null;
    if (call?.repeated) {
      call.reject(new PythonError("BridgeError", message, cause));
    } else if (call) {
      call.repeated = true;
      this.#waiting.unshift(call);
    }
    this.#replaceWorker();
  }

  #replaceWorker() {
    this.#endWorker();
    this.#load();
  }

  #endWorker() {
    this.#limit();
    this.#fetching?.abort();
    this.#worker?.terminate();
    this.#worker = null;
  }

  /**
   * Stop: every waiting call is rejected, and so is every later one until a retry.
   *
   * @param {FailureCause} cause - machine-readable
   * @param {string} message - for developers
   */
  #fail(cause, message) {
    if (this.#state !== "loading") {
      return;
    }
    this.#endWorker();
    const failure = new PythonError("BridgeError", message, cause);
    this.#failure = failure;
    const rejected = this.#waiting.splice(0);
    this.#enter("failed");
    for (const call of rejected) {
      call.reject(failure);
    }
    this.#reportMixed(failure);
  }

  /** @param {PythonError} error - from the bridge, or from Python */
  #reportMixed({ failure }) {
    if (failure === "mixed") {
      this.dispatchEvent(new Event("mixed"));
    }
  }

  /**
   * Set the one time limit that runs, in place of the last one; without arguments, only end that.
   *
   * @param {number} [milliseconds] - until it is over
   * @param {() => void} [react] - what to do then
   */
  #limit(milliseconds, react) {
    clearTimeout(this.#timer);
    this.#timer = react && setTimeout(react, milliseconds);
  }
}
