// Starts the runtime in Node on a library archive, carries out the steps of a plan in it, and
// reports what Python imported, what it replied, and the versions. The layer of a step is added as
// in the browser; its archive lies beside the first. The build calls:
//
//     node trace_runtime.mjs <pyodide folder> <library archive> <exercise.py> <plan> <report>

import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { addLayer } from "../../docs/assets/app/python/layers.js";

const [folder = "", library = "", exercisePath = "", planPath = "", reportPath = ""] =
  process.argv.slice(2);

/** @param {string} line */
function logLine(line) {
  console.error(line);
}

async function carryOut() {
  const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    indexURL: folder,
    stdLibURL: library,
    packages: [],
    // Two runs are compared, so they must not differ by chance.
    env: { PYTHONHASHSEED: "0" },
    stdout: logLine,
    stderr: logLine,
  });
  try {
    // An exception that crosses into JavaScript is written out by modules that nothing else needs.
    pyodide.runPython("1 / 0");
  } catch {
    // It was raised on purpose.
  }
  const runStep = pyodide.runPython(`${await readFile(exercisePath, "utf8")}\nrun_step`);
  const reports = [];
  for (const { step, layer } of JSON.parse(await readFile(planPath, "utf8"))) {
    if (layer) {
      addLayer(pyodide, layer, await readFile(join(dirname(library), layer.file)));
    }
    reports.push(JSON.parse(runStep(JSON.stringify(step))));
  }
  const { python, magic } = reports[0];
  const report = { pyodide: pyodide.version, python, magic, steps: reports };
  await writeFile(reportPath, JSON.stringify(report));
}

// Pyodide keeps handles open, on which Node would wait for ever. And Node by itself would print the
// line of Pyodide's script that failed, which is a hundred thousand characters long.
carryOut().then(
  () => process.exit(0),
  (error) => {
    logLine(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
