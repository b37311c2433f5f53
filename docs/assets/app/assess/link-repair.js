/**
 * What mail programs do to an invitation link on its way, undone: from the text behind the "#" to
 * the parts of the link. Without a check in it, only what a whole link never holds is undone.
 */

import { checkIn, checkOf, fittingParts, KEYS } from "../shared/link-check.js";

/** @import { Part } from "../shared/link-check.js" */

/**
 * What a link says.
 *
 * @typedef {object} Reading
 * @property {Part[]} parts - decoded; of a damaged link those that can be believed
 * @property {boolean} isChecked - whether the link carries a check of itself
 * @property {boolean} isDamaged - whether a part of it was lost or changed
 */

/** @typedef {[key: string, raw: string]} Mark - a key of the link with what stands behind it */

const START = /^(?:#|%23|%2523)*setup(?:%20)*(?:\?|%(?:25)*3F|=3F|$)/i;

/** No link is longer, however often it was escaped; a hostile one must not keep the page busy. */
const MOST = 60_000;

/** The page has no other address that begins so. */
const CUT_START = /^#s(?:e(?:tu?)?)?$/i;

const KEY = ["c", ...KEYS].join("|");

/** Raw, each of these ends a part: a whole link has them escaped where they belong to a text. */
const MARK = new RegExp(
  [
    `(?:^|&(?:amp(?:;|%3B)|#0*38;|#x26;)*)(?<plain>${KEY})(?:=|%3D)`,
    `(?:;|%26)(?:amp(?:;|%3B))*(?<escaped>${KEY})=`,
    "&(?:amp;)*[\\w.-]{1,40}=",
  ].join("|"),
  "gi",
);

const ESCAPED_KEY = new RegExp(`(^|%26)(${KEY})%3D`, "gi");

/** What no link lacks, and what none has once all of it is escaped. */
const HAS_MARKS = /[&=]/;

/** A last word behind the last "&", where a link was cut off within a key. */
const CUT_KEY = /(?:^|&(?:amp;)*|;(?=[a-z]))([a-z_]*)$/i;

/** Signs without width that some programs put into long words. */
const HIDDEN = /%E2%80%8B|%E2%81%A0|%EF%BB%BF|%C2%AD/gi;
const HIDDEN_OR_JOINING = /%E2%80%(?:8[B-F]|A[A-E])|%E2%81%A[0-9A-F]|%EF%BB%BF|%C2%AD/gi;

/** A link writes a space as "+": these came with a line that was broken, or a tidy program. */
const SPACES = /%20|%0D|%09|%C2%A0/gi;
const BREAKS = /%20|%0D|%09|%C2%A0|%0A/gi;

/**
 * Read what an address brings.
 *
 * @param {string} hash - of the address, "#" included
 * @returns {Reading | null} null where it is no link of a round
 */
export function readLink(hash) {
  const text = START.test(hash) ? hash : hash.replace(HIDDEN_OR_JOINING, "");
  if (!START.test(text)) {
    return CUT_START.test(text) ? { parts: [], isChecked: false, isDamaged: true } : null;
  }
  const body = text.replace(START, "").slice(0, MOST);
  return readChecked(body) ?? readUnchecked(unwrapped(body).replace(HIDDEN, ""));
}

/**
 * @param {string} body - of a link
 * @returns {Reading | null} null where it carries no check
 */
function readChecked(body) {
  /** @type {Part[]} */
  let best = [];
  let isChecked = false;
  for (const candidate of candidatesOf(body)) {
    const marks = marksIn(candidate);
    const check = marks.find(([key]) => key === "c");
    if (check) {
      isChecked = true;
      const found = tryRepairs(
        marks.filter(([key]) => key !== "c"),
        checkIn(decoded(check[1])),
      );
      if (found.isWhole) {
        return { parts: found.parts, isChecked, isDamaged: false };
      }
      best = found.parts.length > best.length ? found.parts : best;
    }
  }
  return isChecked ? { parts: best, isChecked, isDamaged: true } : null;
}

/**
 * @param {string} body - of a link
 * @returns {Set<string>} what it may have been
 */
function candidatesOf(body) {
  const plain = [withPlainKeys(body), decodedSigns(body, 1), decodedSigns(body, 2)];
  const whole = HAS_MARKS.test(body) ? [body, withoutCutKey(body)] : plain;
  const seen = [HIDDEN, HIDDEN_OR_JOINING].flatMap((hidden) =>
    whole.map((text) => text.replace(hidden, "")),
  );
  const joined = [SPACES, BREAKS].flatMap((gaps) => seen.map((text) => text.replace(gaps, "")));
  const quoted = [...seen, ...joined].flatMap((text) => [unbroken(text), unquoted(text)]);
  return new Set([...whole, ...seen, ...joined, ...quoted]);
}

/**
 * Try each repair, and all of them part by part, until the check fits.
 *
 * @param {Mark[]} marks - of a link
 * @param {string} check - that came with it
 * @returns {{ parts: Part[], isWhole: boolean }} all parts, or as many as fit
 */
function tryRepairs(marks, check) {
  /** @type {Part[]} */
  let best = [];
  /** @type {Part[]} */
  const mixed = [];
  for (const repair of REPAIRS) {
    const parts = marks.map(([key, raw]) => /** @type {Part} */ ([key, decoded(repair(raw, key))]));
    if (checkOf(parts) === check) {
      return { parts, isWhole: true };
    }
    const fits = fittingParts(parts, check);
    const fitting = parts.filter((_, place) => fits[place]);
    best = fitting.length > best.length ? fitting : best;
    for (const [place, part] of parts.entries()) {
      if (fits[place]) {
        mixed[place] ??= part;
      }
    }
  }
  // Without its gaps: what only looked like a part fits nowhere.
  const all = Object.values(mixed);
  const isWhole = checkOf(all) === check;
  return { parts: isWhole ? all : best, isWhole };
}

/** Each way to mend what stands behind a key, the gentlest first. */
const REPAIRS = [0, 1, 2].flatMap((times) =>
  [null, SPACES, BREAKS].flatMap((breaks) =>
    [false, true].map((hasTail) => (/** @type {string} */ raw, /** @type {string} */ key) => {
      const joined = breaks ? raw.replace(breaks, "") : raw;
      return decodedSigns(hasTail && key === "labels" ? withoutTail(joined) : joined, times);
    }),
  ),
);

/**
 * @param {string} body - of a link without a check
 * @returns {Reading}
 */
function readUnchecked(body) {
  const text = withoutCutKey(body);
  const quoted = marksIn(text);
  const isQuoted = quoted.length > 1 && quoted.every(([, raw]) => raw.startsWith("3D"));
  const marks = isQuoted ? marksIn(unquoted(text)) : quoted;
  const isBroken = isBrokenOff(marks.at(-1)?.[1]);
  const whole = isBroken ? marks.slice(0, -1) : marks;
  const parts = whole.map(
    ([key, raw]) => /** @type {Part} */ ([key, decoded(key === "labels" ? withoutTail(raw) : raw)]),
  );
  return {
    parts: decodedAgain(parts, body.includes("+")),
    isChecked: false,
    isDamaged: body === "" || text !== body || isBroken,
  };
}

/**
 * @param {string} body - of a link that was perhaps cut off within a key
 * @returns {string} what comes before that key
 */
function withoutCutKey(body) {
  const [cut = "", word = ""] = CUT_KEY.exec(body) ?? [];
  const isKey = ["c", ...KEYS].some((key) => key.startsWith(word.toLowerCase()));
  return isKey ? body.slice(0, body.length - cut.length) : body;
}

/** @param {string | undefined} raw - what stands behind the last key */
function isBrokenOff(raw) {
  // Half an escape, half a character, or nothing at all.
  return (
    raw !== undefined && (raw === "" || /%[0-9A-F]?$/i.test(raw) || decoded(raw).endsWith("\ufffd"))
  );
}

/**
 * @param {string} body - of a link
 * @returns {Mark[]} its keys, each with what stands behind it where it stands first
 */
function marksIn(body) {
  const found = [...body.matchAll(MARK)];
  /** @type {Map<string, string>} */
  const marks = new Map();
  for (const [place, { 0: sign, index, groups }] of found.entries()) {
    const key = (groups?.plain ?? groups?.escaped ?? "").toLowerCase();
    if (key !== "" && !marks.has(key)) {
      marks.set(key, body.slice(index + sign.length, found[place + 1]?.index));
    }
  }
  return [...marks];
}

/**
 * Undo what escaped a link from its first sign to its last, or only what parts it.
 *
 * @param {string} body - of a link without a check
 */
function unwrapped(body) {
  let text = body;
  while (!HAS_MARKS.test(text) && /%25[0-9A-F]{2}/i.test(text)) {
    text = decodedSigns(text, 1);
  }
  if (HAS_MARKS.test(text)) {
    return text;
  }
  return text.includes("+") ? withPlainKeys(text) : decodedSigns(text, 1);
}

/** @param {string} body - in which the signs around each key are escaped, and no others twice */
function withPlainKeys(body) {
  return body.replace(ESCAPED_KEY, (_, start, key) => `${start && "&"}${key}=`);
}

/**
 * Undo the "quoted-printable" of mails: `=3D` for "=", and a "=" at the end of each line.
 *
 * @param {string} body - of a link
 */
function unquoted(body) {
  return unbroken(
    body.replace(/=(3D|(?:20|%20|%0D|%0A)+)/gi, (_, code) => (code === "3D" ? "=" : "")),
  );
}

/**
 * Leave only the "=" behind a key: a line that a mail has broken ends in one, too.
 *
 * @param {string} body - of a link
 */
function unbroken(body) {
  return body.replace(/=(?:%0D)?%0A/gi, "").replace(/[^&;]+/g, (part) => {
    const plain = part.replaceAll("=", "");
    const names = /^c=/i.test(part) ? ["c"] : KEYS;
    const key = names.find((name) => plain.toLowerCase().startsWith(name));
    return key === undefined ? part : `${key}=${plain.slice(key.length)}`;
  });
}

/** @param {string} raw - what stands behind the last key: words with commas, and what is glued to it */
function withoutTail(raw) {
  return /^[a-z]*(?:(?:,|%(?:25)*2C)[a-z]+)*/i.exec(raw)?.[0] ?? "";
}

/**
 * Undo the escapes of signs below 128; those of letters beyond stay, in whatever depth.
 *
 * @param {string} text - of a link
 * @param {number} times - one after the other
 */
function decodedSigns(text, times) {
  let decoded_ = text;
  for (let time = 0; time < times; time += 1) {
    decoded_ = decoded_.replace(/%([2-7][0-9A-F])/gi, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
  return decoded_;
}

/** @param {string} raw - what stands behind a key */
function decoded(raw) {
  return new URLSearchParams(`text=${raw.replaceAll("&", "%26")}`).get("text") ?? "";
}

/**
 * Undo the escapes that were escaped once more: after decoding, no text has any left.
 *
 * @param {Part[]} parts - decoded once
 * @param {boolean} hasPlus - whether the link still writes a space as "+", so that others are signs
 * @returns {Part[]}
 */
function decodedAgain(parts, hasPlus) {
  let texts = parts;
  for (let times = 0; times < 3; times += 1) {
    const again = texts.map(([key, text]) => {
      const raw = hasPlus ? text.replaceAll("+", "%2B") : text;
      return /** @type {Part} */ ([key, decoded(raw)]);
    });
    const isEscaped = texts.some(([, text]) => /%(?!25)[0-9A-F]{2}|%25[0-9A-F]{2}/i.test(text));
    if (!isEscaped || again.some(([, text]) => text.includes("\ufffd"))) {
      return texts;
    }
    texts = again;
  }
  return texts;
}
