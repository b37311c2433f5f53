// Drives Firefox for a program that writes commands to it, one line of JSON each, and reads one line
// of JSON for each: `{"value": …}`, or `{"error": …}`. `firefox.py` starts it:
//
//     node firefox.mjs <program> <folder for downloads>
//
// It ends with its input. The commands are the methods below, by name; `at` says in which page.

import { createInterface } from "node:readline";

import { launch } from "puppeteer-core";

/** @import { Browser, Page } from "puppeteer-core" */
/** @typedef {{ do: string, at: number, text?: string, argument?: unknown }} Command */

/** A page, and what it has reported as an error since it was last asked. */
class Tab {
  /** @type {string[]} */
  faults = [];

  /** @param {Page} page - just opened */
  constructor(page) {
    this.page = page;
    page.on("console", (said) => {
      if (said.type() === "error") {
        this.faults.push(said.text());
      }
    });
    page.on("pageerror", (error) => this.faults.push(`uncaught: ${error}`));
  }
}

/** @type {Map<number, Tab>} */
const tabs = new Map();

/** @type {Record<string, (browser: Browser, command: Command) => Promise<unknown>>} */
const COMMANDS = {
  async open(browser) {
    tabs.set(tabs.size, new Tab(await browser.newPage()));
    return tabs.size - 1;
  },
  async goto(_browser, { at, text = "" }) {
    await tabOf(at).page.goto(text, { waitUntil: "load" });
  },
  async reload(_browser, { at }) {
    await tabOf(at).page.reload({ waitUntil: "load" });
  },
  async evaluate(_browser, { at, text, argument }) {
    return tabOf(at).page.evaluate(`(${text})(${JSON.stringify(argument ?? null)})`);
  },
  async click(_browser, { at, text = "" }) {
    await tabOf(at).page.click(text);
  },
  async faults(_browser, { at }) {
    return tabOf(at).faults.splice(0);
  },
  async close(_browser, { at }) {
    await tabOf(at).page.close();
  },
  async version(browser) {
    return browser.version();
  },
};

/**
 * @param {number} number - of a page that was opened
 * @returns {Tab}
 */
function tabOf(number) {
  const tab = tabs.get(number);
  if (!tab) {
    throw new RangeError(`There is no page ${number}`);
  }
  return tab;
}

/** @param {object} reply - to the program */
function say(reply) {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

const [program = "", downloads = ""] = process.argv.slice(2);
const browser = await launch({
  browser: "firefox",
  executablePath: program,
  headless: true,
  extraPrefsFirefox: {
    // A peer connection to this computer is nothing that Firefox allows on its own; tests ask for it.
    "media.peerconnection.ice.loopback": true,
    "browser.download.dir": downloads,
    "browser.download.folderList": 2,
    "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
  },
});
say({ value: await browser.version() });
for await (const line of createInterface({ input: process.stdin })) {
  const command = /** @type {Command} */ (JSON.parse(line));
  try {
    say({ value: (await COMMANDS[command.do]?.(browser, command)) ?? null });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
}
await browser.close();
