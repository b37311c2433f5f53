// Drives Firefox for a program that writes commands to it, one line of JSON each, and reads one line
// of JSON for each: `{"value": …}`, or `{"error": …}`. `firefox.py` starts it:
//
//     node firefox.mjs <program> <folder for downloads>
//
// It ends with its input. A command is "open", "faults" or a method of a page, by its name; `at` says
// which page, counted from 0.

import { createInterface } from "node:readline";

import { launch } from "puppeteer-core";

/** @import { Page } from "puppeteer-core" */
/** @typedef {{ do: string, at: number, given: unknown[] }} Command */

const [program = "", downloads = ""] = process.argv.slice(2);
const browser = await launch({
  browser: "firefox",
  executablePath: program,
  headless: true,
  extraPrefsFirefox: {
    // Firefox allows no peer connection to its own computer unless it is asked to; tests need one.
    "media.peerconnection.ice.loopback": true,
    "browser.download.dir": downloads,
    "browser.download.folderList": 2,
    "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
  },
});

/** @type {{ page: Page, faults: string[] }[]} */
const tabs = [];

/** Opens a page that notes the errors it reports, and returns its number. */
async function open() {
  const page = await browser.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("console", (said) => {
    if (said.type() === "error") {
      faults.push(said.text());
    }
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error}`));
  return tabs.push({ page, faults }) - 1;
}

/** @param {Command} command - from the program */
async function run({ do: name, at, given }) {
  if (name === "open") {
    return open();
  }
  const tab = tabs[at];
  if (!tab) {
    throw new RangeError(`There is no page ${at}`);
  }
  if (name === "faults") {
    return tab.faults.splice(0);
  }
  /** @type {(...given: unknown[]) => Promise<unknown>} */
  const method = Reflect.get(tab.page, name);
  const value = await method.apply(tab.page, given);
  return name === "evaluate" ? (value ?? null) : null;
}

/** @param {object} reply - to the program */
function say(reply) {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

say({ value: await browser.version() });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    say({ value: await run(JSON.parse(line)) });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
}
await browser.close();
