/**
 * The revision of a result: it rises with each file that leaves the page, never runs backwards, and
 * starts again with another result; and no file leaves that would be refused on opening.
 */

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";

import { MOST_BYTES } from "../../../docs/assets/app/shared/files.js";
import { bytesIn, tooLarge } from "../../../docs/assets/app/storage/file-size.js";
import { closeChannels, failBy, openTab, settle, startBrowser } from "../storage.mjs";

beforeEach(() => {
  console.warn = () => undefined;
  startBrowser();
});

after(closeChannels);

/**
 * @returns {Promise<import("../../../docs/assets/app/storage/session.js").Session>} with one answer
 */
async function answered() {
  const { session } = await openTab();
  await session.set(["responses", "1A"], { answer: 3 });
  return session;
}

test("each file has the next number, and holds it behind its time", async () => {
  const session = await answered();
  const savedAt = session.savedAt;
  assert.equal(session.nextRevision, 1);
  for (const number of [1, 2, 3]) {
    assert.equal(await session.raiseRevision(), number);
    const document_ = session.document();
    assert.equal(document_.revision, number);
    const keys = Object.keys(document_);
    assert.deepEqual(keys.slice(5, 8), ["result_id", "saved_at", "revision"]);
  }
  assert.equal(session.document(9).revision, 9);
  assert.equal(session.savedAt, savedAt, "a file changes nothing of the answers");
});

test("the receipt of the last file for the facilitator is kept, a copy has none of its own", async () => {
  const session = await answered();
  await session.raiseRevision("K7MPX2");
  await session.raiseRevision();
  const reopened = (await openTab()).session;
  assert.equal(reopened.document().receipt, "K7MPX2");
  await reopened.set(["responses", "1A"], undefined);
  assert.equal(reopened.hasEntries, false, "it is no entry of a person");
  await reopened.renewId();
  assert.ok(!Object.hasOwn(reopened.document(), "receipt"), "another result has no receipt yet");
});

test("an older file of the same result does not bring back its receipt", async () => {
  const session = await answered();
  await session.raiseRevision("AAAAAA");
  const older = session.document();
  await session.raiseRevision("CCCCCC");
  await session.replace(older);
  assert.equal(session.document().receipt, "CCCCCC");
  await session.replace({ ...older, result_id: "another", receipt: "DDDDDD" });
  assert.equal(session.document().receipt, "DDDDDD");
});

test("a private copy that is loaded goes on as the result itself", async () => {
  const session = await answered();
  await session.replace({ ...session.document(), copy: "private", receipt: "K7MPX2" });
  assert.equal(session.document().copy, undefined);
  assert.equal(session.document().receipt, "K7MPX2");
});

test("two files at the same moment have two numbers", async () => {
  const session = await answered();
  const numbers = await Promise.all([session.raiseRevision(), session.raiseRevision()]);
  assert.deepEqual(numbers.sort(), [1, 2]);
});

test("it outlasts a reload, and is no entry of a person", async () => {
  const session = await answered();
  await session.raiseRevision();
  const next = (await openTab()).session;
  assert.equal(next.nextRevision, 2);
  await next.set(["responses", "1A"], undefined);
  assert.equal(next.hasEntries, false);
});

test("two tabs count together, even if no message passes between them", async () => {
  const { BroadcastChannel } = globalThis;
  Object.assign(globalThis, { BroadcastChannel: undefined });
  const one = await answered();
  const other = (await openTab()).session;
  Object.assign(globalThis, { BroadcastChannel });
  const numbers = [];
  for (const session of [one, other, other, one, other]) {
    numbers.push(await session.raiseRevision());
  }
  assert.deepEqual(numbers, [1, 2, 3, 4, 5]);
});

test("a page without a result has nothing to number", async () => {
  const { session } = await openTab();
  assert.equal(await session.raiseRevision(), undefined);
  assert.ok(!Object.hasOwn(session.document(), "revision"));
});

test("whoever goes on with a file goes on with its number; an older one of this result counts on", async () => {
  const session = await answered();
  const own = session.document();
  await session.replace({ ...own, result_id: "another", revision: 7 });
  assert.equal(await session.raiseRevision(), 8);
  await session.replace({ ...own, result_id: "another", revision: 3 });
  assert.equal(await session.raiseRevision(), 9);
  await session.replace({ ...own, result_id: "another", revision: 20 });
  assert.equal(await session.raiseRevision(), 21);
});

test("another result begins at one, whatever stood in its file", async () => {
  const session = await answered();
  await session.raiseRevision();
  await session.renewId();
  assert.equal(session.nextRevision, 1);
  for (const odd of ["3", -1, 0, 1.5, 2 ** 60, null, [4]]) {
    const file = { result_id: `r${odd}`, revision: odd, responses: {} };
    await session.replace(/** @type {object} */ (file));
    assert.equal(session.nextRevision, 1, `${odd}`);
  }
  const { result_id, ...withoutId } = session.document();
  await session.replace({ ...withoutId, revision: 5, partnership: "Lane" });
  assert.equal(session.nextRevision, 1, "without an id it is a new result");
});

test("a store that fails or hangs keeps no file back", async () => {
  const session = await answered();
  failBy({ way: "throw", first: 1, last: Number.POSITIVE_INFINITY });
  assert.equal(await session.raiseRevision(), 1);
  assert.equal(await session.raiseRevision(), 2);
  startBrowser();
  const hanging = await answered();
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = () =>
    /** @type {any} */ ({ objectStore: () => new Proxy({}, { get: () => () => ({}) }) });
  assert.equal(await hanging.raiseRevision(), 1);
  IDBDatabase.prototype.transaction = transaction;
});

test("another tab does not hear of a file as of a change to an answer", async () => {
  const one = await answered();
  const other = await openTab();
  await one.raiseRevision();
  await settle(() => other.session.nextRevision === 2);
  await other.session.raiseRevision();
  await settle(() => one.nextRevision === 3);
  assert.deepEqual(
    other.events.filter((what) => what === "revision"),
    [],
  );
});

test("a file that would be refused is reported before it is written, with its largest entries", () => {
  const root = /** @type {any} */ ({ querySelector: () => null });
  const document_ = {
    partnership: "Lane",
    responses: {
      "1A": { answer: 3, comment: "é".repeat(900_000) },
      "2B": { comment: "x".repeat(300_000) },
      "3C": { comment: "short" },
    },
  };
  const text = JSON.stringify(document_);
  const fault = tooLarge(text, document_, root);
  const over = (bytesIn(text) - MOST_BYTES).toLocaleString("en-GB");
  assert.ok(fault?.text.includes(`${over} too large`), fault?.text);
  assert.match(fault?.text ?? "", /was not written.*still here/);
  assert.deepEqual(
    fault?.items.map((item) => item.split(":")[0]),
    ["Statement 1A", "Statement 2B"],
  );
  const fitting = "x".repeat(MOST_BYTES);
  assert.equal(tooLarge(fitting, {}, root), null);
  assert.notEqual(tooLarge(`${fitting}x`, {}, root), null);
});
