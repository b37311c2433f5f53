/**
 * How the page came here: its address, what is around it, and the host's clock.
 */

import { addressOf, SITE } from "../shared/site-files.js";
import { outcome } from "./outcome.js";

/** @import { Probe } from "./outcome.js" */

/** Clocks that differ by less, in milliseconds, are taken to agree. */
const CLOSE = 5 * 60_000;

/** @type {Probe} */
export const address = {
  name: "address",
  run: async () => outcome(isSecureContext ? "secure" : "plain-http", SITE.href),
};

/** @type {Probe} */
export const frame = {
  name: "frame",
  run: async () => outcome(window.top === window ? "alone" : "framed"),
};

/** @type {Probe} */
export const clock = {
  name: "clock",
  async run() {
    const before = Date.now();
    const response = await fetch(addressOf("build.json"), { method: "HEAD", cache: "no-store" });
    const said = response.headers.get("Date");
    if (!said || Number.isNaN(Date.parse(said))) {
      return outcome("clock-unknown");
    }
    // A copy from a cache says how many seconds old it is.
    const there = Date.parse(said) + Number(response.headers.get("Age") ?? 0) * 1000;
    const apart = Math.round((before - there) / 1000);
    return outcome(Math.abs(before - there) < CLOSE ? "clock-right" : "clock-off", inWords(apart));
  },
};

/**
 * Say by how much a clock is off.
 *
 * @param {number} seconds - by which this computer is ahead of the host; negative where behind
 */
export function inWords(seconds) {
  const size = Math.abs(seconds);
  if (size < 2) {
    return "less than two seconds apart";
  }
  const [count, unit] =
    size < 120
      ? [size, "seconds"]
      : size < 7200
        ? [Math.round(size / 60), "minutes"]
        : size < 172_800
          ? [Math.round(size / 3600), "hours"]
          : [Math.round(size / 86_400), "days"];
  return `this computer is ${count} ${unit} ${seconds > 0 ? "ahead" : "behind"}`;
}
