/**
 * Closes the collection and shows the group, or reopens it. Nothing is shown until it is closed:
 * anybody who saw the figures before and after one more file would know what that file holds.
 */

import { explain } from "../../python/failures.js";
import { cleanText } from "../../shared/clean-text.js";
import { find, findAll, make, onActions } from "../../shared/elements.js";
import { Latest } from "../../shared/latest.js";
import { insertSafely } from "../../shared/safe-insert.js";
import { now } from "../../storage/ids-and-times.js";

/** @import { PythonClient } from "../../python/client.js" */
/** @import { Replies, ShownGroup } from "../../python/replies.d.ts" */
/** @import { LabelKind } from "../../shared/documents.d.ts" */
/** @import { Desk } from "../desk/desk.js" */
/** @import { Notices } from "../../shared/notices.js" */
/** @import { FileList } from "../intake/file-list.js" */

/** How long ten thousand files may take on an old computer, in milliseconds. */
const SHOW_LIMIT = 180_000;

/** The kind of label that names partners. */
const ORGANISATION = "organisation";

export class GroupView {
  #root;

  #place;

  #desk;

  #python;

  #notices;

  #fileList;

  #latest = new Latest();

  /**
   * @param {HTMLElement} root - the facilitator's desk
   * @param {{ desk: Desk, python: PythonClient, notices: Notices, fileList: FileList }} services -
   *   that it works with
   */
  constructor(root, { desk, python, notices, fileList }) {
    this.#root = root;
    this.#place = find(root, "#pat-group", HTMLElement);
    this.#desk = desk;
    this.#python = python;
    this.#notices = notices;
    this.#fileList = fileList;
    onActions({
      reveal: () => this.#reveal(),
      reopen: () => this.reopen(),
    });
    fileList.addEventListener("sorted", () => {
      this.#refuse("");
      this.#follow();
    });
    desk.follow(["comments", "own", "earlier", "opened"], () => this.#showAnew());
    desk.follow(["isClosed", "group", "options", "revealed"], () => this.#follow());
    root.addEventListener("change", (event) => this.#takeOption(event.target));
    this.#follow();
  }

  async #reveal() {
    this.#notices.clearProblem();
    if (!(await this.#fileList.hasUsed())) {
      const { summary } = this.#fileList.sorted;
      const why = summary || "Add at least one file or code.";
      this.#notices.showProblem(`There is nothing to show yet. ${why}`);
      return;
    }
    const { entries, round, revealed, options, parts_shown, ...state } = this.#desk.state;
    const { comments, own, earlier, earlier_tokens } = state;
    const shown = await this.#call("show_group", {
      ...{ entries, round, revealed, options, parts_shown, comments, own, earlier, earlier_tokens },
      made_at: now(),
    });
    if (shown && "html" in shown) {
      this.#take(shown);
      this.#refuse("");
      this.#goToGroup();
    } else if (shown) {
      this.#place.replaceChildren();
      this.#refuse(shown.refusal);
    }
  }

  #goToGroup() {
    const heading = find(this.#root, "#see", HTMLElement);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }

  /**
   * Hide the group, even one that is still being worked out, until the collection is closed again.
   */
  reopen() {
    this.#latest.drop();
    this.#place.setAttribute("aria-busy", "false");
    this.#place.replaceChildren();
    find(this.#root, "#pat-profiles", HTMLElement).replaceChildren();
    const nothing = { group: null, opened: null, waiting: [], topics: [], tokens: {} };
    this.#desk.set({ isClosed: false, counted: [], parts_counted: "", ...nothing });
    this.#notices.say("The collection is open again. The group is hidden until you close it.");
  }

  /** Show the group again with what was decided since; the answers are not counted again. */
  async #showAnew() {
    const { opened, group, waiting, comments, ...state } = this.#desk.state;
    const document_ = group ?? opened;
    if (document_) {
      const { own, earlier, earlier_tokens, tokens } = state;
      const shown = await this.#call("show_document", {
        ...{ group: document_, waiting, comments, own, earlier, earlier_tokens, tokens },
      });
      if (shown) {
        const open = this.#folds.map((fold) => fold.open);
        insertSafely(shown.html, this.#place);
        for (const [place, fold] of this.#folds.entries()) {
          fold.open = open[place] ?? fold.open;
        }
        const { group: group_, topics } = shown;
        this.#desk.set({ isClosed: true, group: group_, topics });
      }
    }
  }

  get #folds() {
    return [...this.#place.querySelectorAll("details")];
  }

  /**
   * Make a call to Python; what is shown stays until the reply arrives.
   *
   * @template {"show_group" | "show_document"} N
   * @param {N} name - of the call
   * @param {object} payload - for it
   * @returns {Promise<Replies[N] | null>} null where it failed, or where a later call was made
   */
  async #call(name, payload) {
    const isLatest = this.#latest.begin();
    this.#python.retry();
    this.#place.setAttribute("aria-busy", "true");
    if (!this.#place.hasChildNodes()) {
      this.#place.append(make("p", "Working it out. The first time takes a few seconds."));
    }
    try {
      const reply = await this.#python.call(name, payload, { timeLimit: SHOW_LIMIT });
      return isLatest() ? reply : null;
    } catch (error) {
      if (isLatest()) {
        if (!this.#desk.state.group) {
          this.#place.replaceChildren();
        }
        this.#notices.showProblem(explain(error));
      }
      return null;
    } finally {
      if (isLatest()) {
        this.#place.setAttribute("aria-busy", "false");
      }
    }
  }

  /** @param {ShownGroup} shown - from Python */
  #take({ html, profiles, group, topics, waiting, used, ...shown }) {
    insertSafely(html, this.#place);
    insertSafely(profiles, find(this.#root, "#pat-profiles", HTMLElement));
    const { parts_shown, tokens } = shown;
    this.#desk.set({
      ...{ isClosed: true, opened: null, group, topics, waiting, tokens },
      ...{ counted: used, parts_counted: parts_shown },
    });
  }

  /** @param {string} why - the group is not shown; empty hides the box */
  #refuse(why) {
    const box = find(this.#root, "[data-reveal-refusal]", HTMLElement);
    const text = find(box, "[data-refusal-text]", HTMLElement);
    box.hidden = why === "";
    text.textContent = why;
    if (why) {
      text.focus();
    }
  }

  /** Bring buttons, options and hints up to date. */
  #follow() {
    const { isClosed, group, revealed } = this.#desk.state;
    find(this.#root, '[data-action="reveal"]', HTMLElement).hidden = isClosed;
    find(this.#root, '[data-action="reopen"]', HTMLElement).hidden = !isClosed;
    find(this.#root, "[data-group-hint]", HTMLElement).hidden = isClosed;
    for (const element of findAll(this.#root, "[data-with-group]")) {
      element.hidden = group === null;
    }
    for (const field of findAll(this.#root, "fieldset[data-options]")) {
      // Once the group has been shown, another way of looking at it could reveal single answers.
      field.toggleAttribute("disabled", isClosed || revealed.length > 0);
    }
    find(this.#root, "[data-group-stale]", HTMLElement).hidden = !(isClosed && this.#isStale());
    this.#showOptions();
    this.#offerMerging();
  }

  /** Whether other entries are used now than when the group was shown. */
  #isStale() {
    const { entries, counted, opened } = this.#desk.state;
    const { lines } = this.#fileList.sorted;
    const used = entries.filter((_, place) => lines[place]?.status === "used");
    const shown = new Set(counted);
    return (
      !opened &&
      lines.length > 0 &&
      (used.length !== counted.length || used.some(({ digest }) => !shown.has(digest)))
    );
  }

  /** Show how the group will be looked at; the mode and what was promised leave less choice. */
  #showOptions() {
    const { mode, promised, threshold } = this.#fileList.sorted;
    for (const radio of findAll(this.#root, '[data-options] [name="kind"]')) {
      if (radio instanceof HTMLInputElement) {
        radio.checked = radio.value === this.#kind;
        radio.disabled = mode === "partner" && !["", ORGANISATION].includes(radio.value);
      }
    }
    const select = find(this.#root, "[data-options] [name=threshold]", HTMLSelectElement);
    for (const option of select.options) {
      option.disabled = Number(option.value) < promised;
    }
    select.value = `${threshold}`;
    find(this.#root, "[data-threshold]", HTMLElement).hidden = !["", "confidential"].includes(mode);
  }

  /** @returns {LabelKind | ""} the kind of label that makes parts */
  get #kind() {
    const { mode, kind } = this.#fileList.sorted;
    return mode === "" ? this.#desk.state.options.kind : kind;
  }

  /** @param {EventTarget | null} target - what was changed */
  #takeOption(target) {
    const { options } = this.#desk.state;
    if (!(target instanceof Element && target.closest("[data-options]"))) {
      return;
    }
    if (target instanceof HTMLInputElement && target.name === "kind") {
      const kind = /** @type {LabelKind | ""} */ (target.value);
      this.#desk.set({ options: { ...options, kind, merged: {} } });
    } else if (target instanceof HTMLSelectElement && target.name === "threshold") {
      this.#desk.set({ options: { ...options, threshold: Number(target.value) } });
    } else if (target instanceof HTMLInputElement && target.dataset.merge !== undefined) {
      const label = target.dataset.merge;
      const key = target.dataset.kind === ORGANISATION ? "partners" : "merged";
      const { [label]: _, ...others } = options[key];
      const other = cleanText(target.value).trim();
      const merged = other && other !== label ? { ...others, [label]: other } : others;
      this.#desk.set({ options: { ...options, [key]: merged } });
    }
  }

  /**
   * Offer to count labels as one: those of the kind that makes subgroups, and organisations always,
   * since each is a partner.
   */
  #offerMerging() {
    const { merged, partners } = this.#desk.state.options;
    const kind = this.#kind;
    const place = find(this.#root, "[data-merging]", HTMLElement);
    const fields = [
      ...(kind === ORGANISATION ? [] : this.#mergeFields(kind, merged)),
      ...this.#mergeFields(ORGANISATION, partners),
    ];
    place.hidden = fields.length === 0;
    find(place, "[data-merge-fields]", HTMLElement).replaceChildren(...fields);
  }

  /**
   * @param {string} kind - of labels
   * @param {Record<string, string>} merged - labels that count as another one, by label
   * @returns {HTMLElement[]} a field for each label, with its number of people
   */
  #mergeFields(kind, merged) {
    const labels = Object.entries(this.#fileList.sorted.labels[kind] ?? {});
    return labels.length < 2
      ? []
      : labels.map(([label, people]) => {
          const field = make("label");
          const input = make("input");
          field.className = "pat-merge";
          input.type = "text";
          input.dataset.merge = label;
          input.dataset.kind = kind;
          input.value = merged[label] ?? label;
          input.autocomplete = "off";
          field.append(make("bdi", label), ` (${people}) counts as `, input);
          return field;
        });
  }
}
