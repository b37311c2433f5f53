/**
 * Invitation links as mail programs pass them on: each comes out whole, or its damage is reported.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setupFrom } from "../../../docs/assets/app/assess/setup-link.js";
import { blankRound, linkOf } from "../../../docs/assets/app/facilitate/desk/round.js";

/** @import { Round } from "../../../docs/assets/app/facilitate/desk/round.js" */

const ASSESS = "https://example.org/pat/assess/";

/** @type {Partial<Round>[]} */
const SAID = [
  { partnership: "Harbour Lane & Co", round: "Spring 2027", mode: "open", context: "Why" },
  { partnership: "Lane", mode: "confidential", threshold: 10, labels: [] },
  {
    ...{ partnership: 'Côte "Sand" & <Sea>', round: "50 % + 1; a=b?", purpose: "diagnostic" },
    ...{ mode: "open", facilitator: "Ada <ada@example.org>", delete_on: "2027-09-30" },
    ...{ labels: ["level", "sector", "organisation"], ending: "We meet." },
  },
  {
    ...{ partnership: "Ŵyl Môn 🐦👩‍👩‍👧", round: "O'Neill (2)", purpose: "routine" },
    ...{ mode: "confidential", context: "First line.\nSecond; a&mode=open\n\nThird: 100%25" },
    ...{ facilitator: "Ada", holder: "Jo Lind 🐦", sees: "Partners", delete_on: "2028-02-29" },
    ...{ ending: "In June", threshold: 3, labels: ["organisation"] },
  },
  { partnership: "3D Printing & Co", round: "=3D", mode: "open", holder: "c=1&labels=none" },
];

const ROUNDS = SAID.map((said) => ({ ...blankRound(), ...said }));

/** @param {string} link - to take in, as a browser and the page do */
const taken = (link) => setupFrom(new URL(link).hash);

/**
 * @param {(behind: string) => string} change - to what stands behind the "#"
 * @returns {(link: string) => string}
 */
function behind(change) {
  return (link) => {
    const place = link.indexOf("#") + 1;
    return link.slice(0, place) + change(link.slice(place));
  };
}

/**
 * @param {string} text - to put something into
 * @param {number} share - where, from 0 to 1
 * @param {string} what - to put there
 */
function withInside(text, share, what) {
  // Not into an escape: a mail program breaks lines between signs that it shows.
  const place = Math.round(text.length * share);
  const before = text.slice(0, place).replace(/%[0-9A-F]?$/, "");
  return before + what + text.slice(before.length);
}

/** @type {Record<string, (link: string) => string>} after which nothing is lost */
const MENDED = {
  "nothing happened": (link) => link,
  entities: (link) => link.replaceAll("&", "&amp;"),
  "entities twice": (link) => link.replaceAll("&", "&amp;amp;"),
  "entities by number": (link) => link.replaceAll("&", "&#38;"),
  "entities by number, as blogs have them": (link) => link.replaceAll("&", "&#038;"),
  semicolons: (link) => link.replaceAll("&", ";"),
  "? escaped": (link) => link.replace("setup?", "setup%3F"),
  "? escaped twice": (link) => link.replace("setup?", "setup%253F"),
  "# escaped behind the #": (link) => link.replace("#setup", "#%23setup"),
  "& escaped": (link) => link.replaceAll("&", "%26"),
  "= escaped": (link) => link.replaceAll("=", "%3D"),
  "all escaped": behind(encodeURIComponent),
  "all escaped twice": behind((text) => encodeURIComponent(encodeURIComponent(text))),
  "twice encoded": (link) => link.replaceAll("%", "%25"),
  "thrice encoded": (link) => link.replaceAll("%", "%2525"),
  "twice encoded, with its plus signs": (link) => link.replace(/[%+]/g, encodeURIComponent),
  "upper-case start": (link) => link.replace("setup", "SETUP"),
  "upper-case keys": (link) => link.replace(/[&?][a-z_]+=/g, (key) => key.toUpperCase()),
  "lower-case escapes": (link) => link.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  "spaces as %20": (link) => link.replaceAll("+", "%20"),
  "a counter behind it": (link) => `${link}&utm_source=newsletter&utm_medium=email`,
  "tail ’": (link) => `${link}’`,
};
for (const tail of [
  ">",
  ")",
  ".",
  ",",
  ";",
  '"',
  "'",
  "]",
  "”",
  "»",
  ").",
  "&gt;",
  "%3E",
  "\u00a0",
]) {
  MENDED[`tail ${tail}`] = (link) => link + tail;
}
for (const [name, sign] of [
  ...[
    ["zero-width space", "\u200b"],
    ["soft hyphen", "\u00ad"],
    ["word joiner", "\u2060"],
  ],
  ...[
    ["line end", "\r\n"],
    ["byte-order mark", "\ufeff"],
  ],
]) {
  for (const share of [0.1, 0.35, 0.6, 0.9]) {
    MENDED[`${name} at ${share}`] = behind((text) => withInside(text, share, sign ?? ""));
  }
}

/** @type {Record<string, (link: string) => string>} what only the check of a link undoes */
const MENDED_BY_CHECK = {
  "quoted-printable": behind((text) => text.replaceAll("=", "=3D")),
  "quoted-printable in lines": behind((text) =>
    text.replaceAll("=", "=3D").replace(/.{60}(?==|[^D=])/gu, "$&=\r\n"),
  ),
};

/**
 * @type {Record<string, (link: string) => string>} after which a text may look like a part of the
 *   link
 */
const MENDED_OR_TOLD = {
  "& and = escaped": (link) => link.replaceAll("&", "%26").replaceAll("=", "%3D"),
  "& decoded": behind((text) => text.replaceAll("%26", "&")),
  "all decoded": behind((text) => text.replace(/%[2-7][0-9A-F]/g, decodeURIComponent)),
  "a joining sign": behind((text) => withInside(text, 0.3, "\u200d")),
  "shown in capitals": behind((text) => text.toUpperCase()),
  shortened: behind((text) => `${text.slice(0, 40)}...`),
  "shortened in its middle": behind((text) => `${text.slice(0, 30)}…${text.slice(-20)}`),
  "without its signs": behind((text) => text.replace(/[%&=+]/g, "")),
};
for (const share of [0.3, 0.5, 0.7, 0.95]) {
  for (const sign of [" ", "%20", "=\r\n", "=%0D%0A"]) {
    const name = `${JSON.stringify(sign)} at ${share}`;
    MENDED_BY_CHECK[name] = behind((text) => withInside(text, share, sign));
  }
}

/** @param {string} link - of today */
const withoutCheck = (link) => link.replace(/c=[^&]*&/, "");

for (const [place, round] of ROUNDS.entries()) {
  const link = linkOf(round, ASSESS);
  const whole = taken(link);

  test(`round ${place}: its link brings all that was said, and its check stands first`, () => {
    assert.match(link, /#setup\?c=[0-9a-z]{6,16}&partnership=/);
    assert.equal(whole?.partnership, round.partnership);
    assert.deepEqual([whole?.round ?? "", whole?.purpose ?? ""], [round.round, round.purpose]);
    assert.equal(whole?.mode, round.mode);
    assert.equal(whole?.terms?.context ?? "", round.context);
    assert.equal(whole?.terms?.holder ?? "", round.holder);
    assert.deepEqual(whole?.terms?.labels, round.labels);
    assert.equal(whole?.terms?.damage, undefined);
  });

  test(`round ${place}: damage that leaves all there is undone`, () => {
    for (const [name, damage] of Object.entries({ ...MENDED, ...MENDED_BY_CHECK })) {
      assert.deepEqual(taken(damage(link)), whole, `${name}: ${damage(link)}`);
    }
  });

  test(`round ${place}: other damage is undone or reported, and no mode is invented`, () => {
    for (const [name, damage] of Object.entries(MENDED_OR_TOLD)) {
      const setup = taken(damage(link));
      if (setup?.terms?.damage === undefined) {
        assert.deepEqual(setup, whole, `${name}: ${damage(link)}`);
      }
      assert.ok([undefined, round.mode].includes(setup?.mode), `${name}: ${damage(link)}`);
    }
  });

  test(`round ${place}: a link cut off anywhere tells it, and hardly ever brings half a name`, () => {
    let halves = 0;
    for (let length = ASSESS.length + 2; length < link.length; length += 1) {
      const setup = taken(link.slice(0, length));
      assert.equal(setup?.terms?.damage, "certain", link.slice(0, length));
      const { partnership, round: name, mode } = setup ?? {};
      const hasName = length > link.indexOf("&", link.indexOf("partnership="));
      assert.ok(!hasName || partnership === round.partnership, link.slice(0, length));
      assert.ok([undefined, round.mode].includes(mode), link.slice(0, length));
      halves += isHalf(partnership, round.partnership) || isHalf(name, round.round) ? 1 : 0;
    }
    // One sign in 32 stands for half a name by chance.
    assert.ok(halves < link.length / 20, `${halves} times`);
  });

  test(`round ${place}: a link with a changed character is reported as damaged`, () => {
    const start = link.indexOf("&") + 1;
    for (let at = start; at < link.length; at += 11) {
      const other = link[at] === "x" ? "y" : "x";
      const changed = link.slice(0, at) + other + link.slice(at + 1);
      const setup = taken(changed);
      assert.equal(setup?.terms?.damage, "certain", changed);
      assert.ok([undefined, round.mode].includes(setup?.mode), changed);
    }
  });

  test(`round ${place}: a link from before there were checks is read without complaint`, () => {
    const old = withoutCheck(link);
    assert.deepEqual(taken(old), whole);
    for (const [name, damage] of Object.entries(MENDED)) {
      const setup = taken(damage(old));
      assert.equal(setup?.mode, round.mode, `${name}: ${damage(old)}`);
      assert.deepEqual(setup?.terms?.labels, round.labels, name);
      assert.equal(setup?.terms?.damage, undefined, name);
    }
  });

  test(`round ${place}: an old link that has lost its mode tells it`, () => {
    const old = withoutCheck(link);
    const end = old.indexOf("&mode=") + `&mode=${round.mode}`.length;
    for (let length = old.indexOf("?") + 1; length < end; length += 1) {
      const text = old.slice(0, length);
      // Such a short one may have been written by hand.
      const isShort = /\?partnership=[^&]+(&round=[^&]+)?$/.test(text);
      assert.ok(isShort || taken(text)?.terms?.damage, text);
      assert.equal(taken(text)?.mode, undefined, text);
    }
  });
}

/**
 * @param {string | undefined} found - in a link that was cut
 * @param {string} sent - with it
 */
function isHalf(found, sent) {
  return found !== undefined && found !== sent;
}

test("links in the old form, each damaged in its own way", () => {
  const start = "#setup?partnership=Harbour+Lane+%26+Co";
  const rest = "round=Spring+2027&purpose=routine&mode=open&labels=organisation";
  const whole = taken(`${ASSESS}${start}&${rest}`);
  for (const damaged of [
    `${start}&amp;${rest.replaceAll("&", "&amp;")}`,
    `${start.replace("?", "%3F")}&${rest}`,
    `${start.replace("%26", "%2526")}&${rest}`,
    `${start.replace("%26", "&")}&${rest}`,
    `${start.replaceAll("+", "%20")}&${rest.replaceAll("+", "%20")}`,
    `#setup?${`${start.slice(7)}&${rest}`.replaceAll("=", "=3D")}`,
  ]) {
    assert.deepEqual(taken(ASSESS + damaged), whole, damaged);
  }
  const cut = taken(`${ASSESS}${start}&round=Spring+2027&purpose=routine`);
  assert.deepEqual(cut, {
    ...{ partnership: "Harbour Lane & Co", round: "Spring 2027", purpose: "routine" },
    terms: { damage: "likely" },
  });
});

test("a link that somebody wrote by hand needs no check, and no terms", () => {
  for (const hash of [
    "#setup?partnership=Harbour%20Lane&round=2026",
    "#setup?partnership=Harbour Lane&round=2026",
    "#setup?round=2026&partnership=Harbour+Lane",
  ]) {
    assert.deepEqual(setupFrom(hash), { partnership: "Harbour Lane", round: "2026" });
  }
  for (const hash of ["", "#", "#principle-3", "#statement-1A", "#success", "#significance"]) {
    assert.equal(setupFrom(hash), null);
  }
});

test("a check that belongs to another link is not believed", () => {
  const [one, other] = ROUNDS.map((round) => linkOf(round, ASSESS));
  const check = /c=[^&]*/.exec(other ?? "")?.[0] ?? "";
  const setup = taken((one ?? "").replace(/c=[^&]*/, check));
  assert.equal(setup?.terms?.damage, "certain");
});
