/**
 * Checks of how the page is opened: its address, whether it is in a frame, and the host's clock.
 */

import { addressOf, SITE } from "../shared/site-files.js";
import { outcome } from "./outcome.js";

/** @import { Probe } from "./outcome.js" */

/** Clocks agree if they differ by less than this, in milliseconds. */
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
    const date = response.headers.get("Date");
    if (!date || Number.isNaN(Date.parse(date))) {
      return outcome("clock-unknown");
    }
    // A response from a cache states its age in seconds.
    const hostTime = Date.parse(date) + Number(response.headers.get("Age") ?? 0) * 1000;
    const apart = Math.round((before - hostTime) / 1000);
    return outcome(
      Math.abs(before - hostTime) < CLOSE ? "clock-right" : "clock-off",
      inWords(apart),
    );
  },
};

/**
 * Say how far the clocks are apart.
 *
 * @param {number} seconds - how far this computer is ahead of the host; negative if behind
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
