/**
 * Files out of the desk and back into it: the group in its forms, the workspace, an earlier round.
 */

import { explain } from "../../python/failures.js";
import { find, onActions } from "../../shared/elements.js";
import { download, downloadBytes } from "../../shared/files.js";
import { safeName } from "../../storage/records.js";
import { noAgenda } from "../desk/agenda.js";
import { IN_GROUP, IN_WORKSPACE } from "../desk/unsaved.js";
import { readItem } from "../fields/chosen-files.js";
import { noteFaults, planFaults } from "../fields/limits.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { Desk, GroupDocument, State } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { Turns } from "../desk/turns.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

/** The largest group or workspace file that is read, and one more, so that the reader says so. */
const MOST_BYTES = 64_000_001;

/** Reading or writing a large workspace on an old machine may take this long, in milliseconds. */
const FILE_LIMIT = 180_000;

/** @type {Record<string, { call: "write_group" | "write_csv" | "write_plan" | "write_report", suffix: string }>} */
const TEXTS = Object.freeze({
  "download-group": { call: "write_group", suffix: ".pat-group.json" },
  "download-csv": { call: "write_csv", suffix: "-group.csv" },
  "download-plan": { call: "write_plan", suffix: "-plan.csv" },
  "download-report": { call: "write_report", suffix: "-report.html" },
});

/**
 * What a file holds that was opened; each kind has its own part of this.
 *
 * @typedef {object} Opened
 * @property {Partial<State>} state - of a workspace
 * @property {GroupDocument} group - of a group file, or of an earlier round
 * @property {Record<string, string>} tokens - of an earlier round: marks of those who gave one
 * @property {string} [summary] - of an earlier round: what became of its results
 * @property {string[]} remarks - what must be known of it
 */

const READERS = Object.freeze(
  /** @type {const} */ ({
    workspace: "read_workspace",
    group: "read_group",
    earlier: "read_earlier",
  }),
);

/** What goes from the page when such a file is opened, and lies in that file then. */
const REPLACED = Object.freeze({
  workspace: IN_WORKSPACE,
  group: IN_GROUP,
  earlier: /** @type {const} */ (["earlier"]),
});

/** @typedef {keyof typeof READERS} Openable */

/**
 * What waits for an answer.
 *
 * @typedef {object} Offer
 * @property {string} name - of the file, or of what else is to be done
 * @property {string} effect - that it would have, to follow the name
 * @property {string} yes - on the button that does it
 * @property {string} no - said in passing where it is not done
 * @property {() => string} lost - what would be lost by it
 * @property {() => void} take - does it
 */

export class Exports {
  #root;

  #desk;

  #python;

  #notices;

  #turns;

  #unsaved;

  /**
   * The file that was read last, while something would be lost by it.
   *
   * @type {Offer | null}
   */
  #offered = null;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices, turns: Turns, unsaved: Unsaved }}
   *   parts - that it works with
   */
  constructor(root, { desk, python, notices, turns, unsaved }) {
    this.#root = root;
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#turns = turns;
    this.#unsaved = unsaved;
    const texts = Object.keys(TEXTS).map((action) => [action, () => this.#downloadText(action)]);
    onActions({
      ...Object.fromEntries(texts),
      "download-xlsx": () => this.#downloadWorkbook(),
      "download-workspace": () => this.#downloadWorkspace(),
      "open-workspace": () => this.#inputOf("workspace").click(),
      "open-group": () => this.#inputOf("group").click(),
      "open-earlier": () => this.#inputOf("earlier").click(),
      "drop-earlier": () => this.#offerToDropEarlier(),
      "take-file": () => this.#decide(true),
      "leave-file": () => this.#decide(false),
      print: () => window.print(),
    });
    desk.follow(["earlier"], () => {
      find(root, '[data-action="drop-earlier"]', HTMLElement).hidden = desk.state.earlier === null;
    });
    // What would be lost may grow while somebody thinks about it.
    desk.addEventListener("change", () => this.#showLoss());
    for (const name of /** @type {const} */ (["workspace", "group", "earlier"])) {
      this.#inputOf(name).addEventListener("change", () => this.#take(name));
    }
  }

  /** @param {string} name - of the field */
  #inputOf(name) {
    return find(this.#root, `input[type=file][name="${name}"]`, HTMLInputElement);
  }

  /** @param {string} action - of the button */
  async #downloadText(action) {
    const form = TEXTS[action];
    await this.#write(form?.suffix ?? "", async (group) => {
      const reply = await this.#python.call(form?.call ?? "write_group", { group });
      return /** @type {{ text: string }} */ (reply).text;
    });
  }

  async #downloadWorkbook() {
    this.#notices.say("Making the workbook. The first time takes a few seconds.");
    await this.#write("-group.xlsx", async (group) => {
      const options = { timeLimit: FILE_LIMIT };
      const reply = await this.#python.call("write_workbook", { group }, options);
      return /** @type {{ base64: string }} */ (reply).base64;
    });
  }

  /**
   * @param {string} suffix - of the file's name
   * @param {(group: object) => Promise<string>} make - its text, or its bytes in base64
   */
  async #write(suffix, make) {
    const { group, plan } = this.#desk.state;
    if (!group) {
      this.#notices.showProblem("There is no group to save yet. Close the collection first.");
      return;
    }
    if (this.#refuses("The file", planFaults(plan))) {
      return;
    }
    const keep = this.#unsaved.seal(suffix === TEXTS["download-group"]?.suffix ? ["plan"] : []);
    await this.#attempt(async () => {
      const content = await make({ ...group, plan });
      const name = `${this.#stem(group)}${suffix}`;
      if (suffix.endsWith(".xlsx")) {
        downloadBytes(name, content);
      } else {
        download(name, content);
      }
      keep();
      this.#notices.say(`${name} is in your downloads. Nothing has been sent.`);
    });
  }

  /**
   * @param {string} what - would be written
   * @param {string[]} faults - for which it could not be opened again, or would lack something
   * @returns {boolean} whether it is not written, as is told then
   */
  #refuses(what, faults) {
    this.#notices.clearProblem();
    if (faults.length > 0) {
      this.#notices.say("");
      this.#notices.showProblem(
        `${what} was not written yet. Put this right first; it is all still here:`,
        faults,
      );
    }
    return faults.length > 0;
  }

  async #downloadWorkspace() {
    const { group, round, plan, said } = this.#desk.state;
    const faults = [...this.#desk.setUpFaults, ...planFaults(plan), ...noteFaults(said)];
    if (this.#refuses("The workspace", faults)) {
      return;
    }
    const state = keptOf(this.#desk.state);
    const keep = this.#unsaved.seal(IN_WORKSPACE);
    await this.#attempt(async () => {
      const limit = { timeLimit: FILE_LIMIT };
      const reply = await this.#python.call("write_workspace", { state }, limit);
      const name = `${this.#stem(group ?? round ?? {})}.pat-workspace.json`;
      download(name, /** @type {{ text: string }} */ (reply).text);
      keep();
      this.#notices.say(`${name} is in your downloads. It holds every answer: keep it safe.`);
    });
  }

  /** @param {Openable} what - which file was chosen */
  #take(what) {
    const input = this.#inputOf(what);
    const chosen = [...(input.files ?? [])];
    // The same file may be chosen again, after a correction.
    input.value = "";
    if (chosen.length > 0) {
      // What is on its way to the desk must not come to lie on what is opened in its place.
      this.#turns.take(() => this.#read(what, chosen));
    }
  }

  /**
   * @param {Openable} what - which file was chosen
   * @param {File[]} chosen - one; of an earlier round perhaps many
   */
  async #read(what, chosen) {
    const name = chosen.length === 1 ? (chosen[0]?.name ?? "") : `${chosen.length} files`;
    this.#notices.clearProblem();
    this.#notices.say(`Reading ${name}`);
    await this.#attempt(async () => {
      const files = await Promise.all(chosen.map((file) => readItem(file, MOST_BYTES)));
      const [first] = files;
      if (what !== "earlier" && first && "unreadable" in first) {
        throw new Error(`${name}: ${first.unreadable}.`);
      }
      // Only an earlier round can come in many files: one for each person.
      const payload = what === "earlier" ? { files } : first;
      const reply = await this.#python.call(READERS[what], payload ?? {}, {
        timeLimit: FILE_LIMIT,
      });
      const read = /** @type {Opened} */ (reply);
      this.#offer({
        name,
        effect: "would take the place of what is on this page.",
        yes: "Open it",
        no: `${name} was not opened.`,
        lost: () => this.#unsaved.lost(REPLACED[what]),
        take: () => {
          this.#open(what, read);
          this.#unsaved.keep(REPLACED[what]);
          this.#tellOpened(what === "earlier" ? "The earlier round" : name, read);
        },
      });
    });
  }

  /**
   * Do something at once where nothing is lost by it, and ask otherwise.
   *
   * @param {Offer} offer - to decide on
   */
  #offer(offer) {
    if (offer.lost() === "") {
      offer.take();
      return;
    }
    this.#notices.say(this.#offered?.no ?? "");
    this.#offered = offer;
    this.#question.hidden = false;
    find(this.#question, "[data-open-offered]", HTMLElement).textContent = offer.name;
    find(this.#question, "[data-open-effect]", HTMLElement).textContent = offer.effect;
    find(this.#question, '[data-action="take-file"]', HTMLElement).textContent = offer.yes;
    this.#showLoss();
    find(this.#question, '[data-action="leave-file"]', HTMLElement).focus();
  }

  #showLoss() {
    if (this.#offered) {
      find(this.#question, "[data-open-lost]", HTMLElement).textContent = this.#offered.lost();
    }
  }

  /** @param {boolean} isTaken - whether what was offered is done */
  #decide(isTaken) {
    const offer = this.#offered;
    this.#offered = null;
    this.#question.hidden = true;
    find(this.#root, '[data-action="open-workspace"]', HTMLElement).focus();
    if (isTaken) {
      offer?.take();
    } else {
      this.#notices.say(offer?.no ?? "");
    }
  }

  get #question() {
    return find(this.#root, "[data-open-choice]", HTMLElement);
  }

  /**
   * @param {Openable} what - which file it was
   * @param {Opened} reply - what it holds
   */
  #open(what, { state, group, tokens }) {
    if (what === "workspace") {
      const nothing = { group: null, opened: null, waiting: [], topics: [], tokens: {} };
      this.#desk.set({ isClosed: false, ...nothing, ...state });
    } else if (what === "earlier") {
      this.#desk.set({ earlier_tokens: tokens, earlier: group });
    } else {
      const { rows = [], next_assessment = "" } = group.plan;
      const plan = { rows, next_assessment };
      const empty = { entries: [], revealed: [], parts_shown: "", waiting: [], tokens: {} };
      const noted = { comments: {}, said: {}, agenda: noAgenda() };
      this.#desk.set({ ...empty, ...noted, group: null, plan });
      this.#desk.set({ opened: group });
    }
  }

  /**
   * @param {string} what - was opened
   * @param {Opened} read - what is told of it
   */
  #tellOpened(what, { summary = "", remarks }) {
    const opened = `${what} is open.`;
    this.#notices.say(summary === "" ? opened : `${opened} Of its results: ${summary}`);
    if (remarks.length > 0) {
      this.#notices.showProblem(`${opened} Before you rely on it, look at this:`, remarks);
    }
  }

  #offerToDropEarlier() {
    this.#offer({
      name: "The earlier round",
      effect: "goes, and with it what was marked in its plan.",
      yes: "Take it away",
      no: "The earlier round is still here.",
      lost: () => this.#unsaved.lost(["earlier"]),
      take: () => this.#dropEarlier(),
    });
  }

  #dropEarlier() {
    const { group, opened } = this.#desk.state;
    this.#desk.set({
      group: withoutChange(group),
      opened: withoutChange(opened),
      earlier: null,
      earlier_tokens: {},
    });
  }

  /** @param {() => Promise<void>} action - whose failure is told */
  async #attempt(action) {
    this.#python.retry();
    try {
      await action();
    } catch (error) {
      this.#notices.say("");
      this.#notices.showProblem(explain(error));
    }
  }

  /** @param {{ partnership?: string, round?: string }} named - after which the file is called */
  #stem({ partnership = "", round = "" }) {
    return [safeName(partnership) || "partnership", safeName(round)].filter(Boolean).join("-");
  }
}

/**
 * @param {GroupDocument | null} group - perhaps with the change since an earlier round
 * @returns {GroupDocument | null}
 */
function withoutChange(group) {
  if (!group) {
    return null;
  }
  const { change: _, ...others } = group;
  return others;
}

/**
 * @param {Readonly<State>} state - of the desk
 * @returns {Partial<State>} what a workspace holds of it; the rest is worked out anew
 */
function keptOf({ round, entries, options, comments, plan, said, ...state }) {
  const { earlier, earlier_tokens, revealed, parts_shown, agenda } = state;
  return {
    ...{ round, entries, options, comments, plan, said },
    ...{ earlier, earlier_tokens, revealed, parts_shown, agenda },
  };
}
