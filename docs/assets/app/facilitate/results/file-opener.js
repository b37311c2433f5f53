/**
 * Opens files on the desk: a workspace, a group file, or an earlier round. Where something would be
 * lost by it, the facilitator is asked first.
 */

import { explain } from "../../python/failures.js";
import { find, onActions } from "../../shared/elements.js";
import { noAgenda } from "../desk/agenda.js";
import { IN_GROUP, IN_WORKSPACE } from "../desk/unsaved.js";
import { readItem } from "../fields/chosen-files.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { ReadEarlier, ReadGroup, ReadWorkspace } from "../../python/replies.d.ts" */
/** @import { GroupDocument } from "../../shared/documents.d.ts" */
/** @import { Desk, State } from "../desk/desk.js" */
/** @import { ReadFile } from "../fields/chosen-files.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { Turns } from "../desk/turns.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

/**
 * One byte more than the largest group or workspace file, so that the reader reports larger ones.
 */
const MOST_BYTES = 64_000_001;

/** How long reading a large file may take on an old computer, in milliseconds. */
const FILE_LIMIT = 180_000;

/** What of the page is replaced by opening each kind of file, and is then saved in that file. */
const REPLACED = Object.freeze({
  workspace: IN_WORKSPACE,
  group: IN_GROUP,
  earlier: /** @type {const} */ (["earlier"]),
});

/** @typedef {keyof typeof REPLACED} Openable */

/**
 * What the page reports about a file that was opened.
 *
 * @typedef {{ summary?: string, remarks: string[] }} Remarks
 */

/**
 * A step that waits for the facilitator's decision.
 *
 * @typedef {object} Offer
 * @property {string} name - of the file, or of what else it is about
 * @property {string} effect - of the step; the sentence continues the name
 * @property {string} yes - on the button that takes the step
 * @property {string} no - what the page says when it is not taken
 * @property {() => string} lost - what would be lost by it
 * @property {() => void} take - takes the step
 */

export class FileOpener {
  #root;

  #desk;

  #python;

  #notices;

  #turns;

  #unsaved;

  /**
   * The latest step that waits for a decision.
   *
   * @type {Offer | null}
   */
  #offered = null;

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices, turns: Turns, unsaved: Unsaved }}
   *   services - that it works with
   */
  constructor(root, { desk, python, notices, turns, unsaved }) {
    this.#root = root;
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#turns = turns;
    this.#unsaved = unsaved;
    onActions({
      "open-workspace": () => this.#inputFor("workspace").click(),
      "open-group": () => this.#inputFor("group").click(),
      "open-earlier": () => this.#inputFor("earlier").click(),
      "drop-earlier": () => this.#offerToDropEarlier(),
      "take-file": () => this.#decide(true),
      "leave-file": () => this.#decide(false),
    });
    desk.follow(["earlier"], () => {
      find(root, '[data-action="drop-earlier"]', HTMLElement).hidden = desk.state.earlier === null;
    });
    // More may have to be saved by the time the facilitator decides.
    desk.addEventListener("change", () => this.#showLoss());
    for (const kind of /** @type {const} */ (["workspace", "group", "earlier"])) {
      this.#inputFor(kind).addEventListener("change", () => this.#take(kind));
    }
  }

  /** @param {Openable} kind - of file */
  #inputFor(kind) {
    return find(this.#root, `input[type=file][name="${kind}"]`, HTMLInputElement);
  }

  /** @param {Openable} kind - of the file that was chosen */
  #take(kind) {
    const input = this.#inputFor(kind);
    const chosen = [...(input.files ?? [])];
    // Emptied, so that the same file can be chosen again after it has been corrected.
    input.value = "";
    if (chosen.length > 0) {
      // Files that are still being read must not be added to what is opened now.
      this.#turns.take(() => this.#read(kind, chosen));
    }
  }

  /**
   * @param {Openable} kind - of the files
   * @param {File[]} chosen - one; for an earlier round perhaps many
   */
  async #read(kind, chosen) {
    const name = chosen.length === 1 ? (chosen[0]?.name ?? "") : `${chosen.length} files`;
    this.#notices.clearProblem();
    this.#notices.say(`Reading ${name}`);
    this.#python.retry();
    try {
      const files = await Promise.all(chosen.map((file) => readItem(file, MOST_BYTES)));
      const { open, remarks } = await this.#prepare(kind, name, files);
      this.#offer({
        name,
        effect: "would take the place of what is on this page.",
        yes: "Open it",
        no: `${name} was not opened.`,
        lost: () => this.#unsaved.lost(REPLACED[kind]),
        take: () => {
          open();
          this.#unsaved.keep(REPLACED[kind]);
          this.#showOpened(kind === "earlier" ? "The earlier round" : name, remarks);
        },
      });
    } catch (error) {
      this.#notices.say("");
      this.#notices.showProblem(explain(error));
    }
  }

  /**
   * Let Python read the files. Only an earlier round may be several: one for each person.
   *
   * @param {Openable} kind - of the files
   * @param {string} name - of the file
   * @param {ReadFile[]} files - as chosen
   * @returns {Promise<{ open: () => void, remarks: Remarks }>} puts the content on the desk
   */
  async #prepare(kind, name, files) {
    const options = { timeLimit: FILE_LIMIT };
    if (kind === "earlier") {
      const read = await this.#python.call("read_earlier", { files }, options);
      return { open: () => this.#openEarlier(read), remarks: read };
    }
    const [file] = files;
    if (file && "unreadable" in file) {
      throw new Error(`${name}: ${file.unreadable}.`);
    }
    if (kind === "workspace") {
      const read = await this.#python.call("read_workspace", file, options);
      return { open: () => this.#openWorkspace(read), remarks: read };
    }
    const read = await this.#python.call("read_group", file, options);
    return { open: () => this.#openGroup(read), remarks: read };
  }

  /**
   * Take a step at once where nothing is lost by it; otherwise ask first.
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

  /** @param {boolean} isTaken - whether the step is taken */
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

  /** @param {ReadWorkspace} read - from its file */
  #openWorkspace({ state }) {
    const nothing = {
      ...{ group: null, opened: null, waiting: [], topics: [], tokens: {} },
      ...{ counted: [], parts_counted: "" },
    };
    this.#desk.set({ isClosed: false, ...nothing, .../** @type {Partial<State>} */ (state) });
  }

  /** @param {ReadEarlier} read - from its file or files */
  #openEarlier({ group, tokens }) {
    this.#desk.set({ earlier_tokens: tokens, earlier: group });
  }

  /** @param {ReadGroup} read - from its file */
  #openGroup({ group }) {
    const { rows = [], next_assessment = "" } = group.plan;
    const plan = { rows, next_assessment };
    const empty = {
      ...{ entries: [], revealed: [], parts_shown: "", waiting: [], tokens: {} },
      ...{ counted: [], parts_counted: "" },
    };
    const noNotes = { comments: {}, said: {}, agenda: noAgenda() };
    this.#desk.set({ ...empty, ...noNotes, group: null, plan, own: group.own });
    this.#desk.set({ opened: group });
  }

  /**
   * @param {string} what - was opened
   * @param {Remarks} remarks - to show
   */
  #showOpened(what, { summary = "", remarks }) {
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
}

/**
 * @param {GroupDocument | null} group - perhaps with the change since earlier rounds
 * @returns {GroupDocument | null}
 */
function withoutChange(group) {
  if (!group) {
    return null;
  }
  const { change: _, trend: __, ...others } = group;
  return others;
}
