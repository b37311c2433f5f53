// Replaces the Python sources in an archive by bytecode, compiled by the runtime itself. The build
// calls this where its own Python is another version than the runtime's:
//
//     node compile_sources.mjs <pyodide folder> <compile_sources.py> <archive>

import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder = "", compilerPath = "", archive = ""] = process.argv.slice(2);
const MOUNTED = "/archive";

async function compileArchive() {
  const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({
    indexURL: folder,
    packages: [],
    // The order of a set must not show in the bytecode.
    env: { PYTHONHASHSEED: "0" },
  });
  pyodide.FS.mkdir(MOUNTED);
  pyodide.mountNodeFS(MOUNTED, dirname(archive));
  const compiler = await readFile(compilerPath, "utf8");
  pyodide.runPython(`${compiler}\ncompile_archive`)(`${MOUNTED}/${basename(archive)}`);
}

// Pyodide keeps handles open, on which Node would wait for ever.
compileArchive().then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
