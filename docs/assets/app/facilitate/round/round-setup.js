/**
 * Sets up a round: shows what is made from its fields as they change, and saves and loads its file.
 * The page keeps nothing of it.
 */

import { explain } from "../../python/failures.js";
import { find, make, onActions } from "../../shared/elements.js";
import { download } from "../../shared/files.js";
import { Latest } from "../../shared/latest.js";
import { blankRound, fileNameOf, linkOf, peopleIn, titleOf } from "../desk/round.js";
import { readItem } from "../fields/chosen-files.js";
import { checkFields, watchFields } from "../fields/field-faults.js";
import { ProblemSummary } from "../fields/problem-summary.js";
import { countText, invitationTo, modeText, openPoints, reminderOf } from "./invitation.js";
import { RoundFields } from "./round-fields.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { ReadRound } from "../../python/replies.d.ts" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Round } from "../desk/round.js" */
/** @import { Turns } from "../desk/turns.js" */
/** @import { Unsaved } from "../desk/unsaved.js" */

const WAITING =
  "Choose how answers are shown, and name the partnership. Invitation, reminder, link and code then stand here, and follow whatever you change above.";

export class RoundSetup {
  #form;

  #desk;

  #python;

  #fields;

  #problems;

  #turns;

  #unsaved;

  /**
   * A file that was read while the fields hold something else.
   *
   * @type {ReadRound | null}
   */
  #offered = null;

  #latest = new Latest();

  /** Whether everybody is asked again because too few answered under the former terms. */
  #isAgain = false;

  /** Whether this component is setting the desk's round at the moment. */
  #isSharing = false;

  /**
   * @param {HTMLElement} form - with the fields
   * @param {{ desk: Desk, python: PythonClient, turns: Turns, unsaved: Unsaved }} services -
   *   that it works with
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
      "extend-date": () => this.#extendDate(),
      "ask-partner": () => this.#askAgain("partner"),
      "ask-open": () => this.#askAgain("open"),
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
    // A browser that comes back to the page may have filled in the fields itself.
    window.addEventListener("pageshow", () => this.#show(this.#fields.read()));
    this.#fill(desk.round ?? blankRound());
  }

  get #input() {
    return find(this.#form, "input[name=load-round]", HTMLInputElement);
  }

  /** @param {Round} round - replaces everything in the fields */
  #fill(round) {
    this.#isAgain = false;
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
      // A group can be looked at by a label only if people are asked for it.
      this.#fields.askFor(target.value);
    }
    if (target instanceof HTMLInputElement && target.name === "mode") {
      this.#fields.followMode();
    }
    this.#update();
  }

  /** @param {EventTarget | null} target - what was clicked */
  #handleClick(target) {
    const button = target instanceof Element ? target.closest("[data-remove-row]") : null;
    if (button) {
      this.#fields.removeRow(button);
      this.#update();
    }
  }

  /** Show what the fields make, and share the round with the other components. */
  #update() {
    this.#show(this.#fields.read());
    this.#share(this.#fields.readValid());
    this.#desk.setUpFaults = this.#fields.invalid().map(({ text }) => `Set-up: ${text}`);
  }

  /** Lead to the day by which people answer. */
  #extendDate() {
    this.#goTo("date");
    this.#say("Choose a later day, and send the reminder with it.");
  }

  /**
   * Change the terms, and lead to the new invitation.
   *
   * @param {string} mode - in which answers will be shown
   */
  #askAgain(mode) {
    this.#isAgain = true;
    this.#fields.chooseMode(mode);
    this.#update();
    this.#goTo(this.#fields.missing().length > 0 ? "partnership" : "invitation");
    this.#say("The invitation has the new terms and a new link. Send it to everybody.");
  }

  /** @param {string} name - of the field to lead to, which may be folded away */
  #goTo(name) {
    this.#form.closest("details")?.toggleAttribute("open", true);
    this.#fields.first(name).focus();
  }

  /** @param {Round} round - for the other components */
  #share(round) {
    this.#isSharing = true;
    this.#desk.setRound(round);
    this.#isSharing = false;
  }

  /** Fill in the round that another component has set, such as one that opens a workspace. */
  #followDesk() {
    if (!this.#isSharing) {
      this.#fill({ ...blankRound(), ...this.#desk.round });
    }
  }

  /** @param {Round} round - as far as it is set up */
  #show(round) {
    const wrong = this.#fields.wrongTexts().map(({ text }) => text);
    const isReady = round.mode !== "" && round.partnership !== "" && wrong.length === 0;
    const waiting = find(this.#form, "[data-round-waiting]", HTMLElement);
    waiting.hidden = isReady;
    waiting.textContent =
      wrong.length > 0
        ? `Invitation, reminder, link and code stand here once this is put right. ${wrong.join(" ")}`
        : WAITING;
    find(this.#form, "[data-round-made]", HTMLElement).hidden = !isReady;
    find(this.#form, "[data-round-invited]", HTMLElement).textContent = countText(round);
    this.#preview();
    if (isReady) {
      this.#make(round);
    }
  }

  /** Say what the people invited will allow to be shown, once a mode and numbers are given. */
  async #preview() {
    const isLatest = this.#latest.begin();
    const round = this.#fields.readValid();
    const place = find(this.#form, "[data-round-preview]", HTMLElement);
    if (round.mode === "" || peopleIn(round) === 0) {
      place.hidden = true;
      return;
    }
    try {
      const { seen, changes, warning } = await this.#python.call("preview_round", { round });
      if (isLatest()) {
        find(place, "[data-preview-seen]", HTMLElement).textContent = seen;
        find(place, "ul", HTMLElement).replaceChildren(
          ...changes.map((change) => make("li", change)),
        );
        const caution = find(place, "[data-preview-warning]", HTMLElement);
        caution.hidden = warning === "";
        caution.textContent = warning;
        place.hidden = false;
      }
    } catch (error) {
      // The set-up works without Python; only this help is missing then.
      console.warn("What will be shown could not be worked out:", error);
      place.hidden = true;
    }
  }

  /** @param {Round} round - with mode and partnership */
  #make(round) {
    const assess = new URL(this.#form.dataset.assess ?? "", location.href).href;
    const link = linkOf(round, assess);
    this.#fields.first("invitation").value = invitationTo(round, link, this.#isAgain);
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

  /**
   * @returns {Round | null} the round; null if something must be put right first, which is then
   *   shown
   */
  #checked() {
    const problems = [...this.#fields.missing(), ...this.#fields.faults()];
    this.#problems.show(problems);
    checkFields(this.#form);
    return problems.length === 0 ? this.#fields.read() : null;
  }

  /** @param {string} name - of a text to pass on */
  async #copy(name) {
    if (!this.#checked()) {
      return;
    }
    const field = this.#fields.first(name);
    try {
      await navigator.clipboard.writeText(field.value);
      this.#say(`The ${name} is copied.`);
    } catch {
      // Not every browser lets a page copy, and none does so on plain http.
      field.select();
      this.#say(`The ${name} is marked. Copy it with the keys or the menu of your browser.`);
    }
  }

  /** @param {string} name - of a text to pass on */
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
    // Emptied, so that the same file can be chosen again after it has been corrected.
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
      this.#offer(reply);
    } catch (error) {
      this.#say("");
      this.#problems.showTexts(explain(error));
    }
  }

  /**
   * Take over a file at once if nothing is lost by it; otherwise ask first.
   *
   * @param {ReadRound | null} loaded - to decide on; null takes the question away
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
        this.#problems.showTexts(...remarks);
      }
    }
  }

  /** @param {string} text - for the status line */
  #say(text) {
    find(this.#form, "[data-round-status]", HTMLElement).textContent = text;
  }
}
