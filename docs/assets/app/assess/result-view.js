/**
 * Shows the result that Python worked out, or explains why there is none.
 */

import { explain } from "../python/failures.js";
import { find, make } from "../shared/elements.js";
import { Latest } from "../shared/latest.js";
import { insertSafely } from "../shared/safe-insert.js";

/** @import { PythonClient, PythonError } from "../python/client.js" */
/** @import { FailureCause } from "../python/protocol.js" */
/** @import { ResultDocument } from "../shared/documents.d.ts" */
/** @import { Session } from "../storage/session.js" */
/** @import { Steps } from "./steps.js" */

/** @type {Record<FailureCause, string>} */
const CAUSES = {
  "no-wasm":
    "This browser has WebAssembly switched off, and the result is worked out with it. A strict security setting often does this.",
  blocked:
    "A part of the program did not arrive: the connection failed, or a filter on the way blocks it.",
  mixed:
    "A part of the program is not the one that belongs to this page, so it was not used. Either the site has been renewed since you opened this page, or a filter on the way changes it. Load the page again. If you then read this once more, wait a few minutes or try another network.",
  timeout: "Working out the result took too long on this device.",
  crashed: "The program that works out the result stopped. The device may be short of memory.",
};

const STILL_WORKS =
  "Your answers are safe. You can still download your file below and print this page. The file can be scored elsewhere: on another computer with this page, or by whoever leads the assessment.";

const ON_THIS_PAGE_ONLY =
  "This browser keeps nothing, so your answers are on this page only: download your copy before you load the page again. You can then load the copy here, or on another computer with this page. You can also print this page.";

export class ResultView {
  #place;

  #comparison;

  #codeSection;

  #session;

  #python;

  #steps;

  /**
   * An earlier result, shown beside this one.
   *
   * @type {ResultDocument | null}
   */
  #earlier = null;

  /** Id of the result that it is compared with; for another result the comparison is dropped. */
  #comparedId = "";

  #latest = new Latest();

  /**
   * @param {HTMLFormElement} form - the assessment
   * @param {{ session: Session, steps: Steps, python: PythonClient }} services - that it works with
   */
  constructor(form, { session, steps, python }) {
    this.#place = find(form, "#pat-result", HTMLElement);
    this.#comparison = find(form, "#pat-compare", HTMLElement);
    this.#codeSection = find(form, "[data-code-part]", HTMLElement);
    this.#session = session;
    this.#python = python;
    this.#steps = steps;
    steps.addEventListener("step", () => this.#refresh());
    session.addEventListener("change", () => this.#refresh());
    session.addEventListener("replaced", () => {
      if (session.get("result_id") !== this.#comparedId) {
        this.#earlier = null;
      }
      this.#refresh();
    });
  }

  /**
   * Show an earlier result beside this one.
   *
   * @param {ResultDocument} earlier - as read from its file
   */
  compareWith(earlier) {
    this.#earlier = earlier;
    this.#comparedId = this.#session.get("result_id");
    this.#steps.goTo("result");
  }

  async #refresh() {
    if (this.#steps.current !== "result") {
      return;
    }
    const isLatest = this.#latest.begin();
    this.#place.setAttribute("aria-busy", "true");
    if (!this.#place.hasChildNodes()) {
      this.#place.append(make("p", "Working out your result. The first time takes a few seconds."));
    }
    try {
      const record = this.#session.document();
      const shown = await this.#python.call("show_result", { record });
      const compared = this.#earlier
        ? await this.#python.call("compare_results", { record, earlier: this.#earlier })
        : { html: "" };
      if (isLatest()) {
        insertSafely(shown.html, this.#place);
        insertSafely(compared.html, this.#comparison);
        this.#showCode(shown.code);
      }
    } catch (error) {
      if (isLatest()) {
        this.#showFailure(/** @type {PythonError} */ (error));
      }
    }
    if (isLatest()) {
      this.#place.setAttribute("aria-busy", "false");
    }
  }

  /** @param {string} [code] - of the result; without one its section is hidden */
  #showCode(code = "") {
    find(this.#codeSection, "[data-result-code]", HTMLElement).textContent = code;
    this.#codeSection.hidden = code === "";
  }

  /** @param {PythonError} error - from the bridge, or from Python */
  #showFailure(error) {
    const cause = explain(error, CAUSES);
    const retry = make("button", "Try again");
    retry.type = "button";
    retry.className = "md-button";
    retry.addEventListener("click", () => {
      this.#place.replaceChildren();
      this.#python.retry();
      this.#refresh();
    });
    const heading = make("h3", "The result cannot be worked out here");
    const still = this.#session.kind === "page" ? ON_THIS_PAGE_ONLY : STILL_WORKS;
    this.#place.replaceChildren(heading, make("p", cause), make("p", still), retry);
    this.#comparison.replaceChildren();
    this.#showCode();
  }
}
