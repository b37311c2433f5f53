/**
 * Setting up a round: what is made from its fields as they change, and its file. Nothing is kept.
 */

import { explain } from "../../python/failures.js";
import { find, make, onActions } from "../../shared/elements.js";
import { download } from "../../shared/files.js";
import { blankRound, fileNameOf, linkOf, titleOf } from "../desk/round.js";
import { readItem } from "../fields/chosen-files.js";
import { checkFields, watchFields } from "../fields/field-faults.js";
import { ProblemSummary } from "../fields/problem-summary.js";
import { countText, invitationTo, modeText, openPoints, reminderOf } from "./invitation.js";
import { RoundFields } from "./round-fields.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Round } from "../desk/round.js" */
/** @import { Turns } from "../desk/turns.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

const WAITING =
  "Choose confidential or open, and name the partnership. Invitation, reminder, link and code then stand here, and follow whatever you change above.";

/**
 * A set-up file that was read.
 *
 * @typedef {{ round: Round, remarks: string[] }} Loaded
 */

export class RoundSetup {
  #form;

  #desk;

  #python;

  #fields;

  #problems;

  #turns;

  #unsaved;

  /**
   * A file that was read while something else stands in the fields.
   *
   * @type {Loaded | null}
   */
  #offered = null;

  /** Whether it is this part that is just setting the desk's round. */
  #isMine = false;

  /**
   * @param {HTMLElement} form - the part of the page
   * @param {{ desk: Desk, python: PythonClient, turns: Turns, unsaved: Unsaved }} parts - that it
   *   works with
   */
  constructor(form, { desk, python, turns, unsaved }) {
    this.#form = form;
    this.#desk = desk;
    this.#python = python;
    this.#turns = turns;
    this.#unsaved = unsaved;
    this.#fields = new RoundFields(form);
    this.#problems = new ProblemSummary(form);
    onActions({
      "load-round": () => this.#input.click(),
      "take-round": () => this.#take(),
      "leave-round": () => this.#offer(null),
      "download-round": () => this.#downloadRound(),
      "add-partner": () => this.#fields.addRow().partner.focus(),
      "copy-invitation": () => this.#copy("invitation"),
      "copy-reminder": () => this.#copy("reminder"),
      "copy-link": () => this.#copy("link"),
      "download-invitation": () => this.#downloadText("invitation"),
      "download-reminder": () => this.#downloadText("reminder"),
    });
    watchFields(form);
    unsaved.watch("round", {
      now: () => this.#fields.text,
      lost: (now, kept) => (now === kept ? "" : "the set-up of a round"),
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.#follow(event.target));
    form.addEventListener("click", (event) => this.#handleClick(event.target));
    this.#input.addEventListener("change", () => this.#load());
    desk.follow(["round"], () => this.#followDesk());
    // A browser that comes back to the page may have filled the fields in its own way.
    window.addEventListener("pageshow", () => this.#show(this.#fields.read()));
    this.#fill(desk.round ?? blankRound());
  }

  get #input() {
    return find(this.#form, "input[name=load-round]", HTMLInputElement);
  }

  /** @param {Round} round - to put into the fields, in place of all that stands there */
  #fill(round) {
    this.#fields.fill(round);
    this.#unsaved.keep(["round"]);
    this.#desk.setUpFaults = [];
    this.#problems.show([]);
    checkFields(this.#form);
    this.#show(round);
  }

  /** @param {EventTarget | null} target - what was changed */
  #follow(target) {
    if (target instanceof HTMLInputElement && target.name === "by" && target.value) {
      // Whoever wants to look by a label wants to ask for it.
      this.#fields.askFor(target.value);
    }
    this.#handOn();
  }

  /** @param {EventTarget | null} target - what was clicked */
  #handleClick(target) {
    const button = target instanceof Element ? target.closest("[data-remove-row]") : null;
    if (button) {
      this.#fields.removeRow(button);
      this.#handOn();
    }
  }

  /** Show what the fields make, and give the round to the other parts. */
  #handOn() {
    this.#show(this.#fields.read());
    this.#share(this.#fields.readSound());
    this.#desk.setUpFaults = this.#fields.unsound().map(({ text }) => `Set-up: ${text}`);
  }

  /** @param {Round} round - for the other parts */
  #share(round) {
    this.#isMine = true;
    this.#desk.setRound(round);
    this.#isMine = false;
  }

  /** Another part has set the round, such as one that opens a workspace. */
  #followDesk() {
    if (!this.#isMine) {
      this.#fill({ ...blankRound(), ...this.#desk.round });
    }
  }

  /** @param {Round} round - as far as it was set up */
  #show(round) {
    const unfit = this.#fields.unfit().map(({ text }) => text);
    const isReady = round.mode !== "" && round.partnership !== "" && unfit.length === 0;
    const waiting = find(this.#form, "[data-round-waiting]", HTMLElement);
    waiting.hidden = isReady;
    waiting.textContent =
      unfit.length > 0
        ? `Invitation, reminder, link and code stand here once this is put right. ${unfit.join(" ")}`
        : WAITING;
    find(this.#form, "[data-round-made]", HTMLElement).hidden = !isReady;
    find(this.#form, "[data-round-invited]", HTMLElement).textContent = countText(round);
    if (isReady) {
      this.#make(round);
    }
  }

  /** @param {Round} round - with mode and partnership */
  #make(round) {
    const assess = new URL(this.#form.dataset.assess ?? "", location.href).href;
    const link = linkOf(round, assess);
    this.#fields.first("invitation").value = invitationTo(round, link);
    this.#fields.first("reminder").value = reminderOf(round, link);
    this.#fields.first("link").value = link;
    find(this.#form, "[data-round-title]", HTMLElement).textContent = titleOf(round);
    find(this.#form, "[data-round-mode-text]", HTMLElement).textContent = modeText(round);
    const points = openPoints(round, link);
    const open = find(this.#form, "[data-round-open]", HTMLElement);
    open.hidden = points.length === 0;
    find(open, "ul", HTMLElement).replaceChildren(...points.map((point) => make("li", point)));
    const addresses = [link, linkOf({ ...round, context: "" }, assess)];
    const detail = { addresses, name: fileNameOf(round, "svg") };
    const code = find(this.#form, "[data-qr]", HTMLElement);
    code.dispatchEvent(new CustomEvent("address", { detail }));
  }

  /** @returns {Round | null} the round; null where something must be put right first, as is told */
  #checked() {
    const problems = [...this.#fields.missing(), ...this.#fields.faults()];
    this.#problems.show(problems);
    checkFields(this.#form);
    return problems.length === 0 ? this.#fields.read() : null;
  }

  /** @param {string} name - of a text to hand on */
  async #copy(name) {
    if (!this.#checked()) {
      return;
    }
    const field = this.#fields.first(name);
    try {
      await navigator.clipboard.writeText(field.value);
      this.#say(`The ${name} is copied.`);
    } catch {
      // Not every browser lets a page do it, and none on plain http.
      field.select();
      this.#say(`The ${name} is marked. Copy it with the keys or the menu of your browser.`);
    }
  }

  /** @param {string} name - of a text to hand on */
  #downloadText(name) {
    const round = this.#checked();
    if (round) {
      download(fileNameOf(round, `${name}.txt`), this.#fields.first(name).value);
      this.#say(`The ${name} is in your downloads.`);
    }
  }

  #downloadRound() {
    const round = this.#checked();
    if (round) {
      download(fileNameOf(round, "pat-round.json"), `${JSON.stringify(round, null, 1)}\n`);
      this.#unsaved.keep(["round"]);
      this.#say("The set-up file is in your downloads.");
    }
  }

  #load() {
    const [file] = this.#input.files ?? [];
    // The same file may be chosen again, after a correction.
    this.#input.value = "";
    if (file) {
      this.#turns.take(() => this.#read(file));
    }
  }

  /** @param {File} file - that was chosen */
  async #read(file) {
    this.#say(`Reading ${file.name}`);
    this.#python.retry();
    try {
      const read = await readItem(file);
      if ("unreadable" in read) {
        throw new Error(`${file.name}: ${read.unreadable}.`);
      }
      const reply = await this.#python.call("read_round", read);
      this.#say("");
      this.#offer(/** @type {Loaded} */ (reply));
    } catch (error) {
      this.#say("");
      this.#problems.tell(explain(error));
    }
  }

  /**
   * Take a file at once where nothing is lost by it, and ask otherwise.
   *
   * @param {Loaded | null} loaded - to decide on; null ends the question
   */
  #offer(loaded) {
    const former = this.#offered;
    const question = find(this.#form, "[data-round-choice]", HTMLElement);
    const isSafe = this.#unsaved.lost(["round"]) === "";
    this.#offered = loaded;
    question.hidden = loaded === null || isSafe;
    if (loaded && isSafe) {
      this.#take();
    } else if (loaded) {
      this.#say(former ? `The file for ${titleOf(former.round)} was not taken.` : "");
      find(question, "[data-round-offered]", HTMLElement).textContent = titleOf(loaded.round);
      find(question, '[data-action="take-round"]', HTMLElement).focus();
    } else {
      find(this.#form, '[data-action="load-round"]', HTMLElement).focus();
    }
  }

  #take() {
    const loaded = this.#offered;
    if (loaded) {
      const { round, remarks } = loaded;
      this.#offer(null);
      this.#fill(round);
      this.#share(round);
      this.#say(`Loaded: ${titleOf(round)}.`);
      if (remarks.length > 0) {
        this.#problems.tell(...remarks);
      }
    }
  }

  /** @param {string} text - in passing */
  #say(text) {
    find(this.#form, "[data-round-status]", HTMLElement).textContent = text;
  }
}
