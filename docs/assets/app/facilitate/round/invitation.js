/**
 * The texts of a round that a facilitator sends to people, and what its set-up still leaves open.
 */

import { dayText, MODE_NAMES, promiseOf } from "../../shared/terms.js";
import { peopleIn } from "../desk/round.js";

/** @import { Round } from "../desk/round.js" */

/** Some mail programs cut longer links in two. */
const LONG_LINK = 2_000;
const OWN_COMPUTER = /^(localhost|127\.|\[::1\])/;

const PURPOSES = new Map([
  ["developmental", "The partnership is new. We want to share what each of us hopes for."],
  ["routine", "This is a regular health check of how well we work together."],
  [
    "diagnostic",
    "The partnership has difficulties. We want to see where we agree and where we differ, and then put things right.",
  ],
]);

/**
 * @param {Round} round - with mode and partnership
 * @param {string} link - to the assessment
 * @param {boolean} [isAgain] - whether too few answered under other terms
 * @returns {string} the invitation, its subject in the first line
 */
export function invitationTo(round, link, isAgain = false) {
  const { partnership, context, purpose, mode } = round;
  return inParagraphs([
    `Subject: How well does ${partnership} work? Fifteen minutes of your time`,
    "Hello,",
    `you are invited to say how well ${partnership} works as a partnership.${roundText(round)} ${countText(round)}`.trim(),
    isAgain ? AGAIN : "",
    "You rate 36 short statements. It takes about fifteen minutes, and you can stop and come back. Nothing leaves your browser until you download a file and pass it on yourself.",
    `Start here:\n${link}`,
    byText(round, "Please answer by"),
    inLines(["Why we do this", PURPOSES.get(purpose) ?? "", context], 2),
    inLines(["How answers are shown", modeText(round), ...termLines(round)]),
    inLines([
      "How to pass your file on",
      `At the end, press "Download the file for the facilitator". You see first what is in it, and you can leave out comments, labels and your name. Then send the file to ${receiverIn(round)}. If you send it by mail, the reader sees from whom it comes.`,
      ...(mode === "confidential" ? [COLLECTOR] : []),
    ]),
    "Frank answers help most. Please do not name people in your comments.",
  ]);
}

const AGAIN =
  "Too few of us answered for the results to be shown as we had agreed. So we ask everybody again, on other terms: see “How answers are shown” below. If you have answered already, open the link in the same browser as before. You see the new terms. If you accept them, you can send your answers again at once. If you do not, they are not used.";

const COLLECTOR =
  "Our advice where answers are shown combined only: the files go to an independent collector, somebody who depends on none of the partners. The collector puts the files together and hands on only the group file, in which no single person's answers stand. That file is all that the workshop needs.";

/**
 * @param {Round} round - with mode and partnership
 * @param {string} link - to the assessment
 * @returns {string} the reminder, its subject in the first line
 */
export function reminderOf(round, link) {
  const { partnership, delete_on } = round;
  return inParagraphs([
    `Subject: Reminder: fifteen minutes for ${partnership}`,
    "Hello,",
    `this goes to everyone who was invited to assess ${partnership}.${roundText(round)} If you have passed your file on: thank you, there is nothing more to do.`,
    "If not, it is not too late. There are 36 short statements, and they take about fifteen minutes. If you have begun, open the same link in the same browser, and go on where you stopped.",
    `Go on here:\n${link}`,
    byText(round, "Please answer by"),
    modeText(round) + (delete_on ? ` The files are deleted on ${dayText(delete_on)}.` : ""),
    `At the end, press "Download the file for the facilitator" and send the file to ${receiverIn(round)}.`,
  ]);
}

/**
 * Return what a round promises about how answers are shown.
 *
 * @param {Round} round - with a mode
 */
export function modeText({ mode, threshold }) {
  const name = /** @type {Record<string, string>} */ (MODE_NAMES)[mode];
  return `${name}. ${promiseOf({ mode, threshold })}`;
}

/**
 * Return what a facilitator should consider before sending anything; none of it is an error.
 *
 * @param {Round} round - as far as it is set up
 * @param {string} link - to the assessment
 * @returns {string[]}
 */
export function openPoints(round, link) {
  const missing = [
    round.round ? "" : "the name of the round",
    round.date ? "" : "by when people answer",
    round.facilitator ? "" : "who facilitates",
    round.holder ? "" : "who holds the files",
    round.sees ? "" : "who sees what",
    round.delete_on ? "" : "when the files are deleted",
    round.ending ? "" : "how it will end",
  ].filter(Boolean);
  return [
    missing.length > 0 ? `People will not be told ${inWords(missing)}.` : "",
    link.length > LONG_LINK
      ? `The link has ${link.length} characters, and some mail programs cut such long ones. A shorter context makes it shorter.`
      : "",
    OWN_COMPUTER.test(new URL(link).hostname)
      ? "This page runs on your own computer, so the link works nowhere else. Open the page where others can reach it, and make the link there."
      : "",
  ].filter(Boolean);
}

/** @param {Round} round - perhaps with a name */
function roundText({ round }) {
  return round ? ` This round is called “${round}”.` : "";
}

/**
 * Return a sentence on how many people are invited; an empty text if that is not given.
 *
 * @param {Round} round - perhaps with numbers
 */
export function countText(round) {
  const people = peopleIn(round);
  const partners = round.invited.filter(({ partner }) => partner).length;
  const from = partners > 1 ? ` from ${partners} partners` : "";
  const counted = people === 1 ? "1 person" : `${people} people`;
  return people > 0 ? `${counted}${from} ${people === 1 ? "is" : "are"} invited.` : "";
}

/**
 * @param {Round} round - perhaps with a date
 * @param {string} start - of the sentence
 */
function byText({ date }, start) {
  return date ? `${start} ${dayText(date)}.` : "";
}

/** @param {Round} round - perhaps with a person who holds the files */
function receiverIn({ holder }) {
  return holder || "the person who invited you";
}

/** @param {Round} round - with its terms */
function termLines({ facilitator, holder, sees, delete_on, ending }) {
  const terms = [
    ["Who facilitates", facilitator],
    ["Who holds the files", holder],
    ["Who sees what", sees],
    ["The files are deleted on", delete_on && dayText(delete_on)],
    ["How it will end", ending],
  ];
  return terms.filter(([, text]) => text).map(([label, text]) => `- ${label}: ${text}`);
}

/**
 * @param {string[]} words - at least one
 * @returns {string} such as "a, b or c"
 */
function inWords(words) {
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${last}` : last;
}

/**
 * Return a heading with its lines; an empty text if there are too few.
 *
 * @param {string[]} lines - the heading first; empty lines are left out
 * @param {number} [least] - how many must be left
 */
function inLines(lines, least = 1) {
  const given = lines.filter(Boolean);
  return given.length < least ? "" : given.join("\n");
}

/** @param {string[]} paragraphs - empty ones are left out */
function inParagraphs(paragraphs) {
  return `${paragraphs.filter(Boolean).join("\n\n")}\n`;
}
