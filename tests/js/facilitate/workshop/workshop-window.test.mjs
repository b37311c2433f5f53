/**
 * The messages between the desk and the workshop's own window, and those that neither accepts.
 */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { noAgenda, withTotal } from "../../../../docs/assets/app/facilitate/desk/agenda.js";
import { Desk } from "../../../../docs/assets/app/facilitate/desk/desk.js";
import {
  messageIn,
  WorkshopLine,
} from "../../../../docs/assets/app/facilitate/workshop/workshop-window.js";

const CODES = ["1A", "1B"];
const ORIGIN = "https://example.org";

/** A window at the other end, with what was sent to it and for whom. */
class OtherWindow {
  /** @type {[unknown, string][]} */
  sent = [];

  /**
   * @param {unknown} message - for it
   * @param {string} origin - that it must have
   */
  postMessage(message, origin) {
    this.sent.push([structuredClone(message), origin]);
  }
}

/** @type {EventTarget} */
let here;

beforeEach(() => {
  here = new EventTarget();
  Object.assign(globalThis, { window: here, location: { origin: ORIGIN } });
});

/**
 * @param {unknown} data - of the message
 * @param {unknown} source - window that it comes from
 * @param {string} [origin] - of that window
 */
function arrive(data, source, origin = ORIGIN) {
  here.dispatchEvent(Object.assign(new Event("message"), { data, source, origin }));
}

/** @returns {{ other: OtherWindow, desk: Desk, taken: unknown[], line: WorkshopLine }} */
function connected() {
  const [other, desk] = [new OtherWindow(), new Desk()];
  const line = new WorkshopLine(
    () => /** @type {Window} */ (/** @type {unknown} */ (other)),
    desk,
    CODES,
  );
  /** @type {unknown[]} */
  const taken = [];
  line.addEventListener("message", (event) => {
    taken.push(/** @type {CustomEvent} */ (event).detail);
  });
  return { other, desk, taken, line };
}

test("each type of message is read with what belongs to it, and nothing else", () => {
  const group = { partnership: "Harbour Lane" };
  for (const message of [
    { type: "ready" },
    { type: "reopened" },
    { type: "note", code: "1A", text: "" },
    { type: "action", code: "1B", what: "Meet" },
    { type: "agenda", agenda: noAgenda() },
    { type: "hand-over", group, said: { "1A": "x" }, agenda: noAgenda() },
  ]) {
    assert.deepEqual(messageIn({ ...message, x_more: 1 }, CODES), message);
  }
});

test("a note that is too long for a file arrives whole, to be reported beside its field", () => {
  const note = { type: "note", code: "1A", text: "x".repeat(12_042) };
  assert.deepEqual(messageIn(note, CODES), note);
  const action = { type: "action", code: "1A", what: "😀".repeat(2_000) };
  assert.deepEqual(messageIn(action, CODES), action);
});

test("what is no message is none", () => {
  for (const received of [
    ...[null, undefined, "ready", 5, [], {}, { type: "gone" }, { type: "constructor" }],
    ...[
      { type: "note", code: "9Z", text: "x" },
      { type: "note", code: "1A" },
    ],
    { type: "action", code: "1A", what: "x".repeat(2_001) },
    ...[
      { type: "note", code: "1A", text: { html: "x" } },
      { type: "action", code: "1A" },
    ],
    ...[{ type: "agenda" }, { type: "agenda", agenda: [] }],
    ...[
      { type: "hand-over", said: {} },
      { type: "hand-over", group: [], said: {} },
    ],
    { type: "hand-over", group: {}, said: "x" },
  ]) {
    assert.equal(messageIn(received, CODES), null, JSON.stringify(received));
  }
});

test("of what was said, only texts on known statements are taken over", () => {
  const said = { "1A": "x", "1B": 5, "9Z": "y" };
  const received = messageIn({ type: "hand-over", group: {}, said }, CODES);
  assert.deepEqual(received, {
    type: "hand-over",
    group: {},
    said: { "1A": "x" },
    agenda: noAgenda(),
  });
});

test("a message counts only from the other window, and from this site", () => {
  const { other, desk, taken } = connected();
  const note = { type: "note", code: "1A", text: "x" };
  arrive(note, other, "https://example.com");
  arrive(note, new OtherWindow());
  arrive(note, null);
  arrive({ type: "ready" }, new OtherWindow());
  assert.deepEqual([desk.state.said, taken], [{}, []]);
  arrive(note, other);
  arrive({ type: "ready" }, other);
  assert.deepEqual([desk.state.said, taken], [{ "1A": "x" }, [{ type: "ready" }]]);
});

test("while there is no other window, nobody is heard and nothing is sent", () => {
  const desk = new Desk();
  const line = new WorkshopLine(() => null, desk, CODES);
  arrive({ type: "note", code: "1A", text: "x" }, null);
  line.send({ type: "ready" });
  assert.deepEqual(desk.state.said, {});
});

test("notes and the agenda go over by themselves, to this site only, and never come back", () => {
  const { other, desk } = connected();
  desk.note("1A", "x");
  desk.set({ agenda: withTotal(desk.state.agenda, 90) });
  assert.deepEqual(other.sent, [
    [{ type: "note", code: "1A", text: "x" }, ORIGIN],
    [{ type: "agenda", agenda: { ...noAgenda(), total: 90 } }, ORIGIN],
  ]);
  arrive({ type: "note", code: "1A", text: "y" }, other);
  arrive({ type: "agenda", agenda: { ...noAgenda(), total: 30 } }, other);
  arrive({ type: "hand-over", group: {}, said: {}, agenda: noAgenda() }, other);
  assert.equal(other.sent.length, 2);
  assert.deepEqual(desk.state.agenda, noAgenda());
  assert.deepEqual(desk.state.said, { "1A": "y" });
});
