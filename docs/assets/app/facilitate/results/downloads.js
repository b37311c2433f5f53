/**
 * Files that leave the desk: the group in its forms, and the workspace.
 */

import { explain } from "../../python/failures.js";
import { onActions } from "../../shared/elements.js";
import { download, downloadBytes } from "../../shared/files.js";
import { safeName } from "../../storage/records.js";
import { IN_WORKSPACE } from "../desk/unsaved.js";
import { noteFaults, planFaults } from "../fields/limits.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { Desk, State } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

/** How long writing a large file may take on an old computer, in milliseconds. */
const FILE_LIMIT = 180_000;

const GROUP_ENDING = ".pat-group.json";

/** The text files that can be made of a group, by action: the call, and how the name ends. */
const TEXT_FILES = Object.freeze(
  /** @type {const} */ ({
    "download-group": { call: "write_group", ending: GROUP_ENDING },
    "download-csv": { call: "write_csv", ending: "-group.csv" },
    "download-plan": { call: "write_plan", ending: "-plan.csv" },
    "download-report": { call: "write_report", ending: "-report.html" },
  }),
);

export class Downloads {
  #desk;

  #python;

  #notices;

  #unsaved;

  /** @param {{ desk: Desk, python: PythonClient, notices: Notices, unsaved: Unsaved }} services */
  constructor({ desk, python, notices, unsaved }) {
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#unsaved = unsaved;
    const texts = Object.entries(TEXT_FILES).map(([action, { call, ending }]) => [
      action,
      () => this.#downloadText(call, ending),
    ]);
    onActions({
      ...Object.fromEntries(texts),
      "download-xlsx": () => this.#downloadWorkbook(),
      "download-workspace": () => this.#downloadWorkspace(),
      print: () => window.print(),
    });
  }

  /**
   * @param {"write_group" | "write_csv" | "write_plan" | "write_report"} call - makes the text
   * @param {string} ending - of the file's name
   */
  async #downloadText(call, ending) {
    await this.#write(ending, async (group) => (await this.#python.call(call, { group })).text);
  }

  async #downloadWorkbook() {
    this.#notices.say("Making the workbook. The first time takes a few seconds.");
    await this.#write("-group.xlsx", async (group) => {
      const options = { timeLimit: FILE_LIMIT };
      return (await this.#python.call("write_workbook", { group }, options)).base64;
    });
  }

  /**
   * @param {string} ending - of the file's name
   * @param {(group: object) => Promise<string>} make - makes its text, or its bytes in base64
   */
  async #write(ending, make) {
    const { group, plan } = this.#desk.state;
    if (!group) {
      this.#notices.showProblem("There is no group to save yet. Close the collection first.");
      return;
    }
    if (this.#refuses("The file", planFaults(plan))) {
      return;
    }
    const markSaved = this.#unsaved.seal(ending === GROUP_ENDING ? ["plan"] : []);
    await this.#attempt(async () => {
      const content = await make({ ...group, plan });
      const name = `${stemOf(group)}${ending}`;
      if (ending.endsWith(".xlsx")) {
        downloadBytes(name, content);
      } else {
        download(name, content);
      }
      markSaved();
      this.#notices.say(`${name} is in your downloads. Nothing has been sent.`);
    });
  }

  /**
   * Refuse to write a file that could not be opened again, or would lack something, and say why.
   *
   * @param {string} what - would be written
   * @param {string[]} faults - found in its content; with none nothing is refused
   * @returns {boolean} whether it is refused
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
    const state = inWorkspace(this.#desk.state);
    const markSaved = this.#unsaved.seal(IN_WORKSPACE);
    await this.#attempt(async () => {
      const options = { timeLimit: FILE_LIMIT };
      const { text } = await this.#python.call("write_workspace", { state }, options);
      const name = `${stemOf(group ?? round ?? {})}.pat-workspace.json`;
      download(name, text);
      markSaved();
      this.#notices.say(`${name} is in your downloads. It holds every answer: keep it safe.`);
    });
  }

  /** @param {() => Promise<void>} action - whose failure the page reports */
  async #attempt(action) {
    this.#python.retry();
    try {
      await action();
    } catch (error) {
      this.#notices.say("");
      this.#notices.showProblem(explain(error));
    }
  }
}

/**
 * @param {{ partnership?: string, round?: string }} named - gives the file its name
 * @returns {string} the start of the file's name
 */
function stemOf({ partnership = "", round = "" }) {
  return [safeName(partnership) || "partnership", safeName(round)].filter(Boolean).join("-");
}

/**
 * @param {Readonly<State>} state - of the desk
 * @returns {Partial<State>} what a workspace holds of it; the rest is worked out again on opening
 */
function inWorkspace({ round, entries, options, comments, plan, own, said, ...state }) {
  const { earlier, earlier_tokens, revealed, parts_shown, agenda } = state;
  return {
    ...{ round, entries, options, comments, plan, own, said },
    ...{ earlier, earlier_tokens, revealed, parts_shown, agenda },
  };
}
