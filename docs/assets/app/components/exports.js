/**
 * Files out of the desk and back into it: the group in its forms, the workspace, an earlier round.
 */

import { noAgenda } from "../lib/agenda.js";
import { find, onActions } from "../lib/elements.js";
import { explain } from "../lib/failures.js";
import { download, downloadBytes, readAsBase64 } from "../lib/files.js";
import { safeName } from "../lib/records.js";

/** @import { PythonClient } from "../bridge/client.js" */
/** @import { Desk, GroupDocument, State } from "../lib/desk.js" */
/** @import { Notices } from "../lib/notices.js" */

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

export class Exports {
  #root;

  #desk;

  #python;

  #notices;

  /** Opens the file that was read last, once nothing is lost by it. */
  #offered = () => {};

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices }} parts - that it works with
   */
  constructor(root, { desk, python, notices }) {
    this.#root = root;
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    const texts = Object.keys(TEXTS).map((action) => [action, () => this.#downloadText(action)]);
    onActions({
      ...Object.fromEntries(texts),
      "download-xlsx": () => this.#downloadWorkbook(),
      "download-workspace": () => this.#downloadWorkspace(),
      "open-workspace": () => this.#inputOf("workspace").click(),
      "open-group": () => this.#inputOf("group").click(),
      "open-earlier": () => this.#inputOf("earlier").click(),
      "drop-earlier": () => this.#dropEarlier(),
      "take-file": () => this.#decide(true),
      "leave-file": () => this.#decide(false),
      print: () => window.print(),
    });
    desk.follow(["earlier"], () => {
      find(root, '[data-action="drop-earlier"]', HTMLElement).hidden = desk.state.earlier === null;
    });
    for (const name of /** @type {const} */ (["workspace", "group", "earlier"])) {
      this.#inputOf(name).addEventListener("change", () => this.#open(name));
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
      this.#notices.tellProblem("There is no group to save yet. Close the collection first.");
      return;
    }
    await this.#attempt(async () => {
      const content = await make({ ...group, plan });
      const name = `${this.#stem(group)}${suffix}`;
      if (suffix.endsWith(".xlsx")) {
        downloadBytes(name, content);
      } else {
        download(name, content);
      }
      this.#notices.say(`${name} is in your downloads. Nothing has been sent.`);
    });
  }

  async #downloadWorkspace() {
    const { group, round } = this.#desk.state;
    const state = keptOf(this.#desk.state);
    await this.#attempt(async () => {
      const limit = { timeLimit: FILE_LIMIT };
      const reply = await this.#python.call("write_workspace", { state }, limit);
      const name = `${this.#stem(group ?? round ?? {})}.pat-workspace.json`;
      download(name, /** @type {{ text: string }} */ (reply).text);
      this.#notices.say(`${name} is in your downloads. It holds every answer: keep it safe.`);
    });
  }

  /** @param {"workspace" | "group" | "earlier"} what - which file was chosen */
  async #open(what) {
    const input = this.#inputOf(what);
    const chosen = [...(input.files ?? [])];
    if (chosen.length === 0) {
      return;
    }
    const named = chosen.length === 1 ? (chosen[0]?.name ?? "") : `${chosen.length} files`;
    this.#notices.clearProblem();
    this.#notices.say(`Reading ${named}`);
    await this.#attempt(async () => {
      const files = await Promise.all(
        chosen.map(async (file) => ({
          name: file.name,
          base64: await readAsBase64(file, MOST_BYTES),
        })),
      );
      // Only an earlier round can come in many files: one for each person.
      const payload = what === "earlier" ? { files } : files[0];
      const reply = await this.#python.call(READERS[what], payload, { timeLimit: FILE_LIMIT });
      const read = /** @type {Opened} */ (reply);
      const take = () => {
        this.#take(what, read);
        this.#tellOpened(what === "earlier" ? "The earlier round" : named, read);
      };
      const { entries, plan } = this.#desk.state;
      if (what === "earlier" || entries.length + plan.rows.length === 0) {
        take();
      } else {
        this.#offer(named, take);
      }
    });
    input.value = "";
  }

  /**
   * Ask before a file takes the place of what is here.
   *
   * @param {string} name - of the file
   * @param {() => void} take - what to do then
   */
  #offer(name, take) {
    this.#offered = take;
    this.#notices.say("");
    this.#question.hidden = false;
    find(this.#question, "[data-open-offered]", HTMLElement).textContent = name;
    find(this.#question, '[data-action="leave-file"]', HTMLElement).focus();
  }

  /** @param {boolean} isTaken - whether the file that was read is opened */
  #decide(isTaken) {
    const take = this.#offered;
    this.#question.hidden = true;
    this.#offered = () => {};
    find(this.#root, '[data-action="open-workspace"]', HTMLElement).focus();
    if (isTaken) {
      take();
    } else {
      this.#notices.say("Nothing was opened.");
    }
  }

  get #question() {
    return find(this.#root, "[data-open-choice]", HTMLElement);
  }

  /**
   * @param {"workspace" | "group" | "earlier"} what - which file it was
   * @param {Opened} reply - what it holds
   */
  #take(what, { state, group, tokens }) {
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
      this.#notices.tellProblem(`${opened} Before you rely on it, look at this:`, remarks);
    }
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
      this.#notices.tellProblem(explain(error));
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
