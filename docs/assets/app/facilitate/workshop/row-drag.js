/**
 * Lets the rows of a list be dragged by a grip, with mouse, pen or finger alike. For the keyboard,
 * the rows need buttons of their own.
 */

/** How near a dragged row must come to an edge to scroll the list, in pixels. */
const EDGE = 56;

/** How far the list scrolls per animation frame, in pixels. */
const STEP = 8;

/**
 * A row that is being dragged.
 *
 * @typedef {object} Held
 * @property {HTMLElement} row - the row itself
 * @property {number} pointer - which pointer holds it
 * @property {number} y - the pointer's distance from the top of the window, in pixels
 * @property {AbortController} end - removes the listeners
 */

export class RowDrag {
  #list;

  #scroller;

  #drop;

  /** @type {Held | null} */
  #held = null;

  /**
   * @param {HTMLElement} list - whose children are the rows
   * @param {HTMLElement} scroller - the element that scrolls when the list is longer than the
   *   screen
   * @param {(row: HTMLElement, place: number) => void} drop - receives the row and its new place
   *   among the rows, from 0; not called if the row stays in its place
   */
  constructor(list, scroller, drop) {
    this.#list = list;
    this.#scroller = scroller;
    this.#drop = drop;
  }

  /**
   * @param {HTMLElement} grip - by which a row is dragged
   * @param {HTMLElement} row - that it belongs to
   */
  addGrip(grip, row) {
    grip.addEventListener("pointerdown", (event) => {
      if (event.isPrimary && event.button === 0 && !this.#held) {
        // Otherwise the mouse would select text.
        event.preventDefault();
        this.#take(event, grip, row);
      }
    });
  }

  /** Stop dragging; the row stays where it was. */
  cancel() {
    const held = this.#held;
    if (held) {
      this.#held = null;
      held.end.abort();
      delete held.row.dataset.dragged;
      this.#mark(null);
    }
  }

  /**
   * @param {PointerEvent} event - on the grip
   * @param {HTMLElement} grip - receives all events of the pointer from now on
   * @param {HTMLElement} row - that is dragged
   */
  #take({ pointerId: pointer, clientY: y }, grip, row) {
    const end = new AbortController();
    const { signal } = end;
    this.#held = { row, pointer, y, end };
    row.dataset.dragged = "";
    grip.setPointerCapture(pointer);
    grip.addEventListener("pointermove", (event) => this.#follow(event), { signal });
    grip.addEventListener("pointerup", (event) => this.#letGo(event), { signal });
    grip.addEventListener("pointercancel", () => this.cancel(), { signal });
    grip.addEventListener("lostpointercapture", () => this.cancel(), { signal });
    // Captured before all other listeners, so that Escape ends the drag and nothing else.
    window.addEventListener("keydown", (event) => this.#stop(event), { signal, capture: true });
    requestAnimationFrame(() => this.#roll());
  }

  /** @param {PointerEvent} event - of any pointer on the grip */
  #follow({ pointerId, clientY }) {
    if (this.#held?.pointer === pointerId) {
      this.#held.y = clientY;
      this.#mark(this.#place);
    }
  }

  /** @param {PointerEvent} event - of any pointer on the grip */
  #letGo({ pointerId }) {
    const held = this.#held;
    if (held?.pointer === pointerId) {
      const place = this.#place;
      this.cancel();
      if (place !== null) {
        this.#drop(held.row, place);
      }
    }
  }

  /** @param {KeyboardEvent} event - anywhere */
  #stop(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.cancel();
    }
  }

  /** @returns {HTMLElement[]} all rows but the one that is dragged */
  get #others() {
    const rows = [...this.#list.children].filter((row) => row instanceof HTMLElement);
    return rows.filter((row) => row !== this.#held?.row);
  }

  /** @returns {number | null} where the row would go; null if that is its present place */
  get #place() {
    const { row, y } = /** @type {Held} */ (this.#held);
    const place = this.#others.filter((other) => middleOf(other) < y).length;
    return place === [...this.#list.children].indexOf(row) ? null : place;
  }

  /** @param {number | null} place - where a line shows that the row would go; null for no line */
  #mark(place) {
    const others = this.#others;
    for (const row of this.#list.querySelectorAll("[data-drop]")) {
      row.removeAttribute("data-drop");
    }
    if (place !== null) {
      const isLast = place === others.length;
      others[isLast ? place - 1 : place]?.setAttribute("data-drop", isLast ? "after" : "before");
    }
  }

  /** Scroll while a row is held near an edge, since a finger that drags cannot scroll as well. */
  #roll() {
    if (this.#held) {
      const { top, bottom } = this.#scroller.getBoundingClientRect();
      const { y } = this.#held;
      const by = y < top + EDGE ? -STEP : y > bottom - EDGE ? STEP : 0;
      if (by !== 0) {
        this.#scroller.scrollBy(0, by);
        this.#mark(this.#place);
      }
      requestAnimationFrame(() => this.#roll());
    }
  }
}

/** @param {Element} row - of the list */
function middleOf(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return (top + bottom) / 2;
}
