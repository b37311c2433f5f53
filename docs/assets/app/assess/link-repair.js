/**
 * Reads the parameters of an invitation link from the text after the "#", and undoes the damage
 * that mail programs do to links. Without a check in the link, only what no whole link contains is
 * undone.
 */

import { checkIn, checkOf, KEYS, matchingParameters } from "../shared/link-check.js";

/** @import { Parameter } from "../shared/link-check.js" */

/**
 * What was read from a link.
 *
 * @typedef {object} Reading
 * @property {Parameter[]} parameters - decoded; from a damaged link, those that can be trusted
 * @property {boolean} isChecked - whether the link contains a check
 * @property {boolean} isDamaged - whether some of it was lost or changed
 */

/** @typedef {[key: string, raw: string]} RawParameter - not decoded yet */

const START = /^(?:#|%23|%2523)*setup(?:%20)*(?:\?|%(?:25)*3F|=3F|$)/i;

/** No real link is longer, however often it was escaped; a hostile one must not block the page. */
const MOST = 60_000;

/** A link that was cut off early; no other address of the page begins like this. */
const CUT_START = /^#s(?:e(?:tu?)?)?$/i;

const KEY = ["c", ...KEYS].join("|");

/**
 * Start of a parameter; it ends the one before. In a whole link, texts have such characters
 * escaped.
 */
const PARAMETER_START = new RegExp(
  [
    `(?:^|&(?:amp(?:;|%3B)|#0*38;|#x26;)*)(?<plain>${KEY})(?:=|%3D)`,
    `(?:;|%26)(?:amp(?:;|%3B))*(?<escaped>${KEY})=`,
    "&(?:amp;)*[\\w.-]{1,40}=",
  ].join("|"),
  "gi",
);

const ESCAPED_KEY = new RegExp(`(^|%26)(${KEY})%3D`, "gi");

/** Characters that every link has, unless all of it was escaped. */
const HAS_SEPARATORS = /[&=]/;

/** A word after the last "&", left over if the link was cut off within a key. */
const CUT_KEY = /(?:^|&(?:amp;)*|;(?=[a-z]))([a-z_]*)$/i;

/** Characters without width that some programs insert into long words. */
const HIDDEN = /%E2%80%8B|%E2%81%A0|%EF%BB%BF|%C2%AD/gi;
const HIDDEN_OR_JOINING = /%E2%80%(?:8[B-F]|A[A-E])|%E2%81%A[0-9A-F]|%EF%BB%BF|%C2%AD/gi;

/**
 * A link has "+" for a space: other spaces came with a line break or from a program that tidies up.
 */
const SPACES = /%20|%0D|%09|%C2%A0/gi;
const BREAKS = /%20|%0D|%09|%C2%A0|%0A/gi;

/**
 * Read an invitation link.
 *
 * @param {string} hash - of the address, including "#"
 * @returns {Reading | null} null if it is no invitation link
 */
export function readLink(hash) {
  const text = START.test(hash) ? hash : hash.replace(HIDDEN_OR_JOINING, "");
  if (!START.test(text)) {
    return CUT_START.test(text) ? { parameters: [], isChecked: false, isDamaged: true } : null;
  }
  const body = text.replace(START, "").slice(0, MOST);
  return readChecked(body) ?? readUnchecked(unwrapped(body).replace(HIDDEN, ""));
}

/**
 * @param {string} body - of a link
 * @returns {Reading | null} null if it contains no check
 */
function readChecked(body) {
  /** @type {Parameter[]} */
  let best = [];
  let isChecked = false;
  for (const candidate of candidatesOf(body)) {
    const sent = rawParametersIn(candidate);
    const check = sent.find(([key]) => key === "c");
    if (check) {
      isChecked = true;
      const repaired = tryRepairs(
        sent.filter(([key]) => key !== "c"),
        checkIn(decoded(check[1])),
      );
      if (repaired.isWhole) {
        return { parameters: repaired.parameters, isChecked, isDamaged: false };
      }
      best = repaired.parameters.length > best.length ? repaired.parameters : best;
    }
  }
  return isChecked ? { parameters: best, isChecked, isDamaged: true } : null;
}

/**
 * @param {string} body - of a link
 * @returns {Set<string>} what it may have been when it was sent
 */
function candidatesOf(body) {
  const plain = [withPlainKeys(body), decodedSigns(body, 1), decodedSigns(body, 2)];
  const whole = HAS_SEPARATORS.test(body) ? [body, withoutCutKey(body)] : plain;
  const seen = [HIDDEN, HIDDEN_OR_JOINING].flatMap((hidden) =>
    whole.map((text) => text.replace(hidden, "")),
  );
  const joined = [SPACES, BREAKS].flatMap((gaps) => seen.map((text) => text.replace(gaps, "")));
  const quoted = [...seen, ...joined].flatMap((text) => [unbroken(text), unquoted(text)]);
  return new Set([...whole, ...seen, ...joined, ...quoted]);
}

/**
 * Try each repair on the whole link, and then all repairs on each parameter, until the check
 * matches.
 *
 * @param {RawParameter[]} sent - of a link
 * @param {string} check - that came with it
 * @returns {{ parameters: Parameter[], isWhole: boolean }} all parameters, or those that match
 */
function tryRepairs(sent, check) {
  /** @type {Parameter[]} */
  let best = [];
  /** @type {Parameter[]} */
  const mixed = [];
  for (const repair of REPAIRS) {
    const parameters = sent.map(
      ([key, raw]) => /** @type {Parameter} */ ([key, decoded(repair(raw, key))]),
    );
    if (checkOf(parameters) === check) {
      return { parameters, isWhole: true };
    }
    const matches = matchingParameters(parameters, check);
    const matching = parameters.filter((_, place) => matches[place]);
    best = matching.length > best.length ? matching : best;
    for (const [place, parameter] of parameters.entries()) {
      if (matches[place]) {
        mixed[place] ??= parameter;
      }
    }
  }
  // Without gaps: what only looked like a parameter matches nothing.
  const all = Object.values(mixed);
  const isWhole = checkOf(all) === check;
  return { parameters: isWhole ? all : best, isWhole };
}

/** All ways to repair a value, starting with those that change it least. */
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
  const quoted = rawParametersIn(text);
  const isQuoted = quoted.length > 1 && quoted.every(([, raw]) => raw.startsWith("3D"));
  const sent = isQuoted ? rawParametersIn(unquoted(text)) : quoted;
  const isBroken = isBrokenOff(sent.at(-1)?.[1]);
  const whole = isBroken ? sent.slice(0, -1) : sent;
  const parameters = whole.map(
    ([key, raw]) =>
      /** @type {Parameter} */ ([key, decoded(key === "labels" ? withoutTail(raw) : raw)]),
  );
  return {
    parameters: decodedAgain(parameters, body.includes("+")),
    isChecked: false,
    isDamaged: body === "" || text !== body || isBroken,
  };
}

/**
 * @param {string} body - of a link that may have been cut off within a key
 * @returns {string} everything before that key
 */
function withoutCutKey(body) {
  const [cut = "", word = ""] = CUT_KEY.exec(body) ?? [];
  const isKey = ["c", ...KEYS].some((key) => key.startsWith(word.toLowerCase()));
  return isKey ? body.slice(0, body.length - cut.length) : body;
}

/** @param {string | undefined} raw - value of the last parameter */
function isBrokenOff(raw) {
  // Half an escape, half a character, or nothing at all.
  return (
    raw !== undefined && (raw === "" || /%[0-9A-F]?$/i.test(raw) || decoded(raw).endsWith("\ufffd"))
  );
}

/**
 * @param {string} body - of a link
 * @returns {RawParameter[]} the first value of each key
 */
function rawParametersIn(body) {
  const starts = [...body.matchAll(PARAMETER_START)];
  /** @type {Map<string, string>} */
  const first = new Map();
  for (const [place, { 0: sign, index, groups }] of starts.entries()) {
    const key = (groups?.plain ?? groups?.escaped ?? "").toLowerCase();
    if (key !== "" && !first.has(key)) {
      first.set(key, body.slice(index + sign.length, starts[place + 1]?.index));
    }
  }
  return [...first];
}

/**
 * Undo the escapes if all of a link was escaped, or only its separators.
 *
 * @param {string} body - of a link without a check
 */
function unwrapped(body) {
  let text = body;
  while (!HAS_SEPARATORS.test(text) && /%25[0-9A-F]{2}/i.test(text)) {
    text = decodedSigns(text, 1);
  }
  if (HAS_SEPARATORS.test(text)) {
    return text;
  }
  return text.includes("+") ? withPlainKeys(text) : decodedSigns(text, 1);
}

/** @param {string} body - in which only the characters around each key are escaped once more */
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
 * Remove every "=" that does not follow a key: lines broken by a mail program end in one, too.
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

/**
 * @param {string} raw - value of the last parameter: words with commas, and perhaps text stuck to
 *   it
 */
function withoutTail(raw) {
  return /^[a-z]*(?:(?:,|%(?:25)*2C)[a-z]+)*/i.exec(raw)?.[0] ?? "";
}

/**
 * Undo the escapes of ASCII characters; those of other characters stay, however often they were
 * escaped.
 *
 * @param {string} text - of a link
 * @param {number} times - how often to do so
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

/** @param {string} raw - value of a parameter */
function decoded(raw) {
  return new URLSearchParams(`text=${raw.replaceAll("&", "%26")}`).get("text") ?? "";
}

/**
 * Undo escapes that were escaped again: a decoded text of a whole link contains none.
 *
 * @param {Parameter[]} parameters - decoded once
 * @param {boolean} hasPlus - whether the link has "+" for spaces, so that a decoded "+" is a real
 *   plus
 * @returns {Parameter[]}
 */
function decodedAgain(parameters, hasPlus) {
  let texts = parameters;
  for (let times = 0; times < 3; times += 1) {
    const again = texts.map(([key, text]) => {
      const raw = hasPlus ? text.replaceAll("+", "%2B") : text;
      return /** @type {Parameter} */ ([key, decoded(raw)]);
    });
    const isEscaped = texts.some(([, text]) => /%(?!25)[0-9A-F]{2}|%25[0-9A-F]{2}/i.test(text));
    if (!isEscaped || again.some(([, text]) => text.includes("\ufffd"))) {
      return texts;
    }
    texts = again;
  }
  return texts;
}
