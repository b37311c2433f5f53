/**
 * A round: its link and back, the names of its files, and the texts made of it.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setupFrom } from "../../../../docs/assets/app/assess/setup-link.js";
import {
  blankRound,
  fileNameOf,
  linkOf,
  peopleIn,
} from "../../../../docs/assets/app/facilitate/desk/round.js";
import {
  countText,
  invitationTo,
  openPoints,
  reminderOf,
} from "../../../../docs/assets/app/facilitate/round/invitation.js";
import { dayText, isDay, termsFrom } from "../../../../docs/assets/app/shared/terms.js";
import { forFacilitator } from "../../../../docs/assets/app/storage/records.js";

const ASSESS = "https://example.org/pat/assess/";

/** @type {import("../../../../docs/assets/app/facilitate/desk/round.js").Round} */
const ROUND = {
  format: "pat-round",
  format_version: 1,
  partnership: "Côte & Lane #1",
  round: "Spring 2027",
  purpose: "routine",
  mode: "confidential",
  context: "50 % new.\nSee a+b=c?",
  facilitator: "Ada <ada@example.org>",
  holder: "Jo Lind 🐦",
  sees: "Partners see figures.",
  delete_on: "2027-09-30",
  ending: "We meet in June.",
  date: "2027-03-12",
  labels: ["level", "organisation"],
  by: "level",
  invited: [
    { partner: "Council", people: 5 },
    { partner: "Charity", people: 7 },
  ],
  threshold: 4,
};

const ALL = {
  ...{ name: true, labels: true, time: true, token: true },
  ...{ comment: () => true, checklist: () => true },
};

/** @param {string} link - to take in, as the page does */
const taken = (link) => setupFrom(new URL(link).hash);

test("what goes into the link comes out of it, whatever characters it has", () => {
  assert.deepEqual(taken(linkOf(ROUND, ASSESS)), {
    partnership: "Côte & Lane #1",
    round: "Spring 2027",
    purpose: "routine",
    mode: "confidential",
    terms: {
      context: "50 % new.\nSee a+b=c?",
      facilitator: "Ada <ada@example.org>",
      holder: "Jo Lind 🐦",
      sees: "Partners see figures.",
      ending: "We meet in June.",
      delete_on: "2027-09-30",
      labels: ["level", "organisation"],
      threshold: 4,
    },
  });
});

test("the link holds only what was given, and nothing of it before the #", () => {
  const round = { ...blankRound(), partnership: "Lane", mode: "open", labels: [] };
  const [before, after = ""] = linkOf(round, ASSESS).split("#");
  assert.equal(before, ASSESS);
  assert.match(after, /^setup\?c=[0-9a-z]{7}&partnership=Lane&mode=open&labels=none$/);
  assert.deepEqual(taken(linkOf(round, ASSESS))?.terms, { labels: [] });
});

test("the link ends in a word, so that a mail program cuts nothing off", () => {
  assert.match(linkOf({ ...ROUND, ending: "We meet." }, ASSESS), /[a-z]$/);
});

test("a link of others is bounded, and what is no code, day or number falls out", () => {
  const long = "x".repeat(3_000);
  const parts = `round=${long}&context=${long}&holder=${long}&mode=loud&purpose=none`;
  const setup = setupFrom(
    `#setup?${parts}&delete_on=2027-02-30&threshold=99&labels=name,level&sees=%00%07&name=Eve`,
  );
  assert.deepEqual(setup, {
    round: "x".repeat(200),
    terms: {
      ...{ context: "x".repeat(2_000), holder: "x".repeat(200), labels: ["level"] },
      // How answers will be shown is not known, and the page says so.
      damage: "likely",
    },
  });
  assert.deepEqual(setupFrom("#setup?__proto__=1&constructor=2"), { terms: { damage: "likely" } });
  for (const nothing of ["#principle-3", ""]) {
    assert.equal(setupFrom(nothing), null, nothing);
  }
});

test("terms out of a foreign file are read as strictly", () => {
  for (const odd of [
    undefined,
    null,
    7,
    "context",
    [1, 2],
    { context: { a: 1 }, labels: "level" },
  ]) {
    assert.deepEqual(termsFrom(odd), {});
  }
  const given = {
    context: "a\u0000b\u0007c\r\nd",
    threshold: "5",
    delete_on: 20_270_930,
    shoe: 42,
  };
  assert.deepEqual(termsFrom(given), { context: "ab c\nd" });
});

test("of a round's terms only the threshold goes into the file for the facilitator", () => {
  const given = forFacilitator({ round: "Spring", terms: { context: "c", threshold: 7 } }, ALL);
  assert.deepEqual(given, { round: "Spring", threshold: 7 });
  for (const threshold of /** @type {any[]} */ ([undefined, 2, 11, "5"])) {
    assert.ok(!("threshold" in forFacilitator({ terms: { context: "c", threshold } }, ALL)));
  }
});

test("files are named after partnership and round, safely", () => {
  assert.equal(fileNameOf(ROUND, "pat-round.json"), "cote-lane-1-spring-2027.pat-round.json");
  const odd = { ...ROUND, partnership: "../..", round: "" };
  assert.equal(fileNameOf(odd, "pat-round.json"), "partnership.pat-round.json");
});

test("the invitation says mode, link, days, terms and how long it takes", () => {
  const text = invitationTo(ROUND, "https://example.org/#link");
  for (const said of [
    "https://example.org/#link",
    "fifteen minutes",
    "Combined only. Your answers are shown only together with those of others",
    "from 4 people on",
    "Nobody can read your answers off the results. In a small group people may still guess.",
    "all, or all but one, gave the same answer",
    "Whoever holds the files can open each one",
    "answer by 12 March 2027",
    "deleted on: 30 September 2027",
    "Who facilitates: Ada <ada@example.org>",
    "Who holds the files: Jo Lind 🐦",
    "Who sees what: Partners see figures.",
    "How it will end: We meet in June.",
    "50 % new.\nSee a+b=c?",
    "12 people from 2 partners are invited.",
    "independent collector",
    "hands on only the group file",
  ]) {
    assert.ok(text.includes(said), said);
  }
});

test("invitation and reminder say what each mode shows by name", () => {
  for (const [mode, said] of /** @type {const} */ ([
    ["partner", /By partner\. .*If you are the only person from your organisation, its profile is/],
    ["open", /Named\. Your profile is shown by name/],
  ])) {
    const round = { ...ROUND, mode };
    for (const text of [invitationTo(round, ASSESS), reminderOf(round, ASSESS)]) {
      assert.match(text, said);
      assert.doesNotMatch(text, /[Cc]ombined only|from 4 people|Nobody can read/);
    }
  }
});

test("who is asked again learns why, and that the former answers can be sent again", () => {
  const round = { ...ROUND, mode: "partner" };
  assert.match(invitationTo(round, ASSESS, true), /ask everybody again.*open the link in the same/);
  assert.doesNotMatch(invitationTo(round, ASSESS), /again, on other terms/);
});

test("only a confidential round promises a threshold in its link", () => {
  assert.equal(taken(linkOf(ROUND, ASSESS))?.terms?.threshold, 4);
  for (const mode of ["partner", "open"]) {
    const setup = taken(linkOf({ ...ROUND, mode }, ASSESS));
    assert.deepEqual([setup?.mode, setup?.terms?.threshold], [mode, undefined]);
  }
});

test("the reminder has link, day and mode, and blames nobody", () => {
  const text = reminderOf(ROUND, "https://example.org/#link");
  assert.match(text, /everyone who was invited/);
  assert.match(text, /#link/);
  assert.match(text, /12 March 2027/);
  assert.match(text, /Combined only/);
});

test("no text promises what nobody can, and none has holes where nothing was given", () => {
  const bare = { ...blankRound(), partnership: "Lane", mode: "confidential" };
  for (const round of [ROUND, bare]) {
    for (const text of [invitationTo(round, ASSESS), reminderOf(round, ASSESS)]) {
      assert.doesNotMatch(text, /anonym|undefined|null|NaN|\n{3}| {2}|: *\n\n/i);
    }
  }
});

test("what is still open is named before anything is sent", () => {
  assert.deepEqual(openPoints(ROUND, ASSESS), []);
  assert.match(openPoints({ ...ROUND, holder: "" }, ASSESS).join(), /who holds the files/);
  assert.match(openPoints(ROUND, `${ASSESS}${"x".repeat(2_000)}`).join(), /mail programs/);
  assert.match(openPoints(ROUND, "http://127.0.0.1:8000/assess/").join(), /own computer/);
});

test("people are counted over the partners, or as the one total", () => {
  assert.equal(peopleIn(ROUND), 12);
  assert.equal(
    countText({ ...ROUND, invited: [{ partner: "", people: 1 }] }),
    "1 person is invited.",
  );
  assert.equal(countText({ ...ROUND, invited: [] }), "");
});

test("days are those of the calendar, and read as people write them", () => {
  assert.equal(dayText("2028-02-29"), "29 February 2028");
  const odd = ["2027-02-29", "2027-2-9", "27-02-09", "2027-02-09T00:00", "", null, 2027];
  assert.deepEqual(odd.filter(isDay), []);
});
