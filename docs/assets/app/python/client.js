/**
 * The page's side of the bridge: one Python, one question at a time, an answer or an error to each.
 *
 * Questions wait in line here, not in the worker, so that a time limit counts only a question's own
 * time, and a crash belongs to the question that was being answered.
 */

import { checkWorker, preloadRuntime } from "./preload.js";
import { LIMITS, StartError, wordsOf } from "./protocol.js";
import { PythonError, readReply } from "./reply.js";
import { spawnWorker } from "./spawn.js";

/** @import { CallName, FailureCause, State, WorkerMessage } from "./protocol.js" */
/** @import { Preloaded } from "./preload.js" */
/** @import { Replies } from "./replies.d.ts" */

/**
 * What the client needs of a worker.
 *
 * @typedef {Pick<Worker, "postMessage" | "addEventListener" | "terminate">} WorkerLike
 */

/**
 * What comes from outside, so that a test can hand in its own.
 *
 * @typedef {object} ClientOptions
 * @property {() => WorkerLike} [spawn] - makes a worker
 * @property {(signal: AbortSignal) => Promise<Preloaded>} [preload] - fetches the runtime
 * @property {(signal: AbortSignal) => Promise<void>} [check] - looks at the worker's own files
 * @property {{ load: number, start: number, call: number }} [limits] - in milliseconds
 */

/**
 * A question on its way.
 *
 * @typedef {object} Question
 * @property {number} id - its number
 * @property {string} name - of the call
 * @property {string} payload - JSON text
 * @property {number} timeLimit - in milliseconds
 * @property {boolean} repeated - whether it has been asked before, of a worker that crashed
 * @property {(value: unknown) => void} resolve - hands the answer over
 * @property {(error: PythonError) => void} reject - hands the error over
 */

export { PythonError };

const WORKER_MODULE = new URL("./worker.js", import.meta.url);

/**
 * Fires `statechange` whenever `state` changes, and `mixed` when a file turned out not to be one of
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
   * The runtime as fetched; kept for the next worker.
   *
   * @type {Preloaded | null}
   */
  #preloaded = null;

  /** @type {Question[]} */
  #waiting = [];

  /** @type {Question | null} */
  #asked = null;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer = undefined;

  /**
   * Ends the fetching that is under way; a new one for each attempt to load.
   *
   * @type {AbortController | null}
   */
  #fetching = null;

  #lastId = 0;

  /** @param {ClientOptions} [options] - parts to use instead of the real ones */
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
   * Why Python is not to be had; null unless the state is `failed`.
   *
   * @returns {PythonError | null}
   */
  get failure() {
    return this.#failure;
  }

  /** Begin to load, unless that has been done. */
  start() {
    if (this.#state === "idle") {
      this.#load();
    }
  }

  /** Begin afresh after a failure. */
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
      const question = { id, name, payload: text, timeLimit, repeated: false, resolve, reject };
      this.#waiting.push(question);
    });
    this.start();
    this.#askNext();
    return reply;
  }

  /** @param {State} state - the new one */
  #enter(state) {
    this.#state = state;
    this.dispatchEvent(new Event("statechange"));
  }

  /** Get a worker going: it starts while the page fetches the runtime, unless we have that. */
  async #load() {
    const fetching = new AbortController();
    const { signal } = fetching;
    this.#fetching = fetching;
    this.#failure = null;
    this.#enter("loading");
    this.#limit(this.limits.load, () => this.#fail("timeout", "the runtime took too long to come"));
    try {
      const coming = this.#preloaded ?? this.preload(signal);
      if (coming instanceof Promise) {
        // Whoever awaits it below sees a failure; until then it must not count as unhandled.
        coming.catch(() => {});
        await this.check(signal);
      }
      if (signal.aborted) {
        return;
      }
      const worker = this.#listenTo(this.spawn());
      this.#preloaded = await coming;
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
   * Make this the worker whose word counts; that of an earlier one no longer does.
   *
   * @param {WorkerLike} worker - just made
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
      // A script that cannot be loaded gives an event without words, an exception gives some.
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
      this.#askNext();
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

  /** Send the first question in line, if Python is free. */
  #askNext() {
    if (this.#state !== "ready" || this.#asked) {
      return;
    }
    const question = this.#waiting.shift();
    if (question) {
      const { id, name, payload } = question;
      this.#asked = question;
      this.#limit(question.timeLimit, () => this.#giveUp(question));
      this.#worker?.postMessage({ type: "call", id, name, payload });
    }
  }

  /**
   * Bound the time of a question anew: what is fetched for it comes over the network, so that does
   * not count as its own time.
   *
   * @param {number} id - of the question
   * @param {boolean} fetching - whether more of Python is on its way
   */
  #waitFor(id, fetching) {
    const question = this.#asked;
    if (question?.id === id) {
      this.#limit(fetching ? this.limits.load : question.timeLimit, () => this.#giveUp(question));
    }
  }

  /**
   * @param {number} id - of the question
   * @param {string} reply - JSON text
   */
  #settle(id, reply) {
    const question = this.#asked;
    if (question?.id !== id) {
      return;
    }
    this.#limit();
    this.#asked = null;
    try {
      question.resolve(readReply(reply));
    } catch (error) {
      question.reject(/** @type {PythonError} */ (error));
      this.#tellMixed(/** @type {PythonError} */ (error));
    }
    this.#askNext();
  }

  /**
   * End a question that takes too long, and the worker with it: Python cannot be interrupted.
   *
   * @param {Question} question - the one being answered
   */
  #giveUp(question) {
    this.#recover(`${question.name} took too long`, "timeout");
  }

  /**
   * Go on with a fresh worker after one that broke down or hung. The question that met it is asked
   * once more, since the fault may not be its own; one that meets a second is refused.
   *
   * @param {string} message - for developers
   * @param {FailureCause} [cause] - machine-readable
   */
  #recover(message, cause = "crashed") {
    if (this.#state !== "ready") {
      this.#fail(cause, message);
      return;
    }
    const question = this.#asked;
    this.#asked = null;
    if (question?.repeated) {
      question.reject(new PythonError("BridgeError", message, cause));
    } else if (question) {
      question.repeated = true;
      this.#waiting.unshift(question);
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
   * Stop: every question that waits is refused, and so is every later one until a retry.
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
    const refused = this.#waiting.splice(0);
    this.#enter("failed");
    for (const question of refused) {
      question.reject(failure);
    }
    this.#tellMixed(failure);
  }

  /** @param {PythonError} error - from the bridge, or from Python */
  #tellMixed({ failure }) {
    if (failure === "mixed") {
      this.dispatchEvent(new Event("mixed"));
    }
  }

  /**
   * Set the one running time limit, in place of the last; without arguments, only end that.
   *
   * @param {number} [milliseconds] - how long
   * @param {() => void} [react] - what to do then
   */
  #limit(milliseconds, react) {
    clearTimeout(this.#timer);
    this.#timer = react && setTimeout(react, milliseconds);
  }
}
