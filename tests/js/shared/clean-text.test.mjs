/**
 * Text where it gets in, and the file that the page writes by itself: no sign in it that no file
 * can hold, and no more than a reader takes.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileText } from "../../../docs/assets/app/assess/outgoing-files.js";
import { cleanText, storableValue } from "../../../docs/assets/app/shared/clean-text.js";
import { cleaned } from "../../../docs/assets/app/shared/terms.js";
import { toDocument, toRecords } from "../../../docs/assets/app/storage/records.js";

/** What a clipboard may bring, and what may stand around it. */
const SIGNS = [
  ..."\0\u0001\u0007\t\n\r\u000b\u000c\u001b\u001f\u007f\u0085\u009b \ufffe\uffff\ufeff\u202e",
  ...["\r\n", "\ud83d", "\ude00", "😀", "é", "a", "𝄞", "\udbff", '"', "\\"],
];

/** @param {number} seed - of a row of numbers that is the same each time */
function* numbersFrom(seed) {
  let state = seed;
  while (true) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state;
  }
}

/** @param {Generator<number>} numbers - by which the signs are drawn */
function oddText(numbers) {
  const draw = () => /** @type {number} */ (numbers.next().value) >> 8;
  return Array.from({ length: draw() % 12 }, () => SIGNS[draw() % SIGNS.length]).join("");
}

test("what no text can hold is removed, and nothing else", () => {
  assert.equal(cleanText("We meet\0 too rarely"), "We meet too rarely");
  assert.equal(
    cleanText("half \ud83d emoji \ude00, whole 😀"),
    "half \ufffd emoji \ufffd, whole 😀",
  );
  assert.equal(cleanText("a\r\nb\rc\nd\te"), "a\nb\nc\nd\te");
  assert.equal(cleanText("a\u000bb\u001bc\u0085d\uffff"), "a b c d");
  assert.equal(cleanText("  Ünï \u202e\ufeff مرحبا "), "  Ünï \u202e\ufeff مرحبا ");
});

test("a space at the end stays, so that one can go on typing", () => {
  assert.equal(cleanText("two "), "two ");
  assert.equal(cleanText("line\n"), "line\n");
});

test("a text of one line has neither tabs nor outer spaces, and what is no text is empty", () => {
  assert.equal(cleaned(" a\tb\0 "), "a b");
  assert.equal(cleaned(7), "");
});

test("cleaned once is clean for good, whatever it was", () => {
  const numbers = numbersFrom(2003);
  for (let round = 0; round < 500; round += 1) {
    const text = cleanText(oddText(numbers));
    assert.equal(cleanText(text), text);
    assert.ok(!/[^\P{Cc}\n\t]|\p{Cs}|[\ufffe\uffff]/u.test(text), JSON.stringify(text));
  }
});

test("a value is held at every depth, keys too", () => {
  const value = { "a\0": ["x\0", { "\ud83d": "\ude00" }], n: 1, t: true, nothing: null, e: {} };
  assert.deepEqual(storableValue(value), {
    a: ["x", { "\ufffd": "\ufffd" }],
    n: 1,
    t: true,
    nothing: null,
    e: {},
  });
  const turned = JSON.parse('{"__proto__": {"a": "b\\u0000"}}');
  assert.equal(JSON.stringify(storableValue(turned)), '{"__proto__":{"a":"b"}}');
});

test("no file that the page writes by itself holds NUL or half of a character", () => {
  const numbers = numbersFrom(36);
  for (let round = 0; round < 200; round += 1) {
    const text = () => oddText(numbers);
    const result = {
      partnership: text(),
      respondent: { name: text(), organisation: text() },
      responses: { "1A": { answer: 3, comment: text() } },
      checklists: { readiness: { a: { done: true, note: text() } } },
      x_other: [{ kept: text() }],
    };
    const records = toRecords(result);
    for (const document_ of [toDocument(records), Object.fromEntries(records)]) {
      const text_ = fileText(document_);
      assert.ok(!text_.includes("\\u0000") && !/\\ud[89a-f]/i.test(text_), text_);
      assert.equal(new TextDecoder().decode(new TextEncoder().encode(text_)), text_);
      assert.deepEqual(JSON.parse(text_), storableValue(document_));
    }
  }
});

test("what was kept before text was cleaned is clean in the document", () => {
  const kept = new Map([["responses/1A", { answer: 3, comment: "We meet\0 too rarely" }]]);
  assert.deepEqual(toDocument(kept), {
    responses: { "1A": { answer: 3, comment: "We meet too rarely" } },
  });
});

test("no whole number has more digits than are read, and each keeps its value", () => {
  const numbers = [
    1e16,
    -1e17,
    12_345_678_901_234_568,
    1e20,
    1e21,
    Number("0.12345678901234566"),
    3,
  ];
  const document_ = {
    x: numbers,
    y: '12345678901234567 "98765432109876543\\',
    "11111111111111111": 1,
  };
  const text = fileText(/** @type {object} */ (document_));
  assert.deepEqual(JSON.parse(text), document_);
  const outside = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  assert.ok(!/(?<![.\d])\d{17,}/.test(outside), outside);
});
