/**
 * Runs the core's own tests in Node inside Pyodide, the Python that the site starts. With `--next` as
 * the first argument it takes the next line of Pyodide, to which the site may move.
 *
 * The project's folder is mounted, and so are pytest, Hypothesis and what they need, as their RECORD
 * files list it. Nothing else of the environment is, because native code for this machine does not
 * load there. The exit status is pytest's.
 */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROJECT = "/project";
const PACKAGES = "/packages";
const DISTRIBUTIONS = [
  "hypothesis",
  "iniconfig",
  "packaging",
  "pluggy",
  "pygments",
  "pytest",
  "sortedcontainers",
  "xlsxwriter",
];
const OPTIONS = ["-o", "cache_dir=/tmp/pytest", "-m", "not needs_process"];

const RUN = `
import os, sys
os.environ.update(PYTHONDONTWRITEBYTECODE="1", HYPOTHESIS_STORAGE_DIRECTORY="/tmp/hypothesis")
sys.dont_write_bytecode = True
sys.path.insert(0, packages)
os.chdir(project)
import pytest
int(pytest.main(list(options)))
`;

/** Returns the environment's folder of packages. */
function sitePackages() {
  const lib = join(ROOT, ".venv", "lib");
  const version = readdirSync(lib).find((name) => name.startsWith("python3"));
  if (version === undefined) throw new Error("no Python in .venv: run `make test`");
  return join(lib, version, "site-packages");
}

/**
 * Returns the files and folders at the top of *site* that belong to the distribution *name*.
 *
 * @param {string} site
 * @param {string} name
 */
function topLevelOf(site, name) {
  const home = readdirSync(site).find((entry) => {
    return entry.startsWith(`${name}-`) && entry.endsWith(".dist-info");
  });
  if (home === undefined) throw new Error(`${name} is not in ${site}`);
  const record = readFileSync(join(site, home, "RECORD"), "utf8");
  const tops = record.split("\n").map((line) => line.split(",")[0]?.split("/")[0] ?? "");
  const unwanted = new Set(["", "..", "__pycache__"]);
  return [...new Set(tops)].filter((top) => !unwanted.has(top));
}

/**
 * Makes *source*, a file or folder of this machine, available in Pyodide as *target*.
 *
 * @param {Pick<import("pyodide").PyodideInterface, "FS" | "mountNodeFS">} pyodide
 * @param {string} source
 * @param {string} target
 */
function mount(pyodide, source, target) {
  if (statSync(source).isDirectory()) {
    pyodide.mountNodeFS(target, source);
  } else {
    pyodide.FS.writeFile(target, new Uint8Array(readFileSync(source)));
  }
}

async function main() {
  const given = process.argv.slice(2);
  const isNext = given[0] === "--next";
  const asked = isNext ? given.slice(1) : given;
  const { loadPyodide } = await (isNext ? import("pyodide-next") : import("pyodide"));
  const pyodide = await loadPyodide({ env: { HOME: "/tmp", ...longRun() } });
  const site = sitePackages();
  pyodide.FS.mkdirTree(PACKAGES);
  for (const part of DISTRIBUTIONS.flatMap((name) => topLevelOf(site, name))) {
    mount(pyodide, join(site, part), `${PACKAGES}/${part}`);
  }
  mount(pyodide, ROOT, PROJECT);
  const globals = pyodide.toPy({
    options: [...OPTIONS, ...(asked.length > 0 ? asked : ["tests/core"])],
    packages: PACKAGES,
    project: PROJECT,
  });
  console.log(
    `Python ${pyodide.runPython("import sys; sys.version.split()[0]")} in Pyodide ${pyodide.version}`,
  );
  process.exitCode = pyodide.runPython(RUN, { globals });
}

/**
 * Returns the variable that asks the tests for their long run, where it is set.
 *
 * @returns {Record<string, string>}
 */
function longRun() {
  const value = process.env.PAT_LONG;
  return value === undefined ? {} : { PAT_LONG: value };
}

await main();
