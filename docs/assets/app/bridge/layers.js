/**
 * Adds a layer to the Python that runs: an archive with more of the core and of Python's library,
 * for calls that most pages never make. The worker does so, and the build when it tries layers out.
 */

import { StartError, wordsOf } from "./protocol.js";

/**
 * A layer as `lock.js` lists it: the archive's name, the Python module that answers its calls, and
 * the packages that began in an earlier layer and go on in this one.
 *
 * @typedef {{ file: string, door: string, packages: string[] }} Layer
 */

/**
 * What of Pyodide and of Python's modules is used here, and by the worker.
 *
 * @typedef {{ append: (place: string) => void }} PythonList
 * @typedef {(name: string, payload: string) => string} AnswerCall
 * @typedef {{ path: PythonList, __path__: PythonList, answer_call: AnswerCall }} PythonModule
 * @typedef {object} Extensible
 * @property {{ writeFile: (path: string, content: Uint8Array) => void }} FS - Python's files
 * @property {(module: string) => PythonModule} pyimport - imports a Python module
 */

/** How every zip archive begins that holds something. */
const ZIP_START = [0x50, 0x4b, 0x03, 0x04];

/**
 * Fetch an archive.
 *
 * @param {URL} address - on this site
 * @returns {Promise<Uint8Array>} rejected with a StartError where it does not arrive whole
 */
export async function fetchLayer(address) {
  try {
    const response = await fetch(address);
    if (!response.ok) {
      throw new Error(`the server answers ${response.status}`);
    }
    const content = new Uint8Array(await response.arrayBuffer());
    if (!ZIP_START.every((byte, place) => content[place] === byte)) {
      throw new Error("something else came in its place");
    }
    return content;
  } catch (error) {
    throw new StartError("blocked", `${address.pathname} cannot be fetched: ${wordsOf(error)}`);
  }
}

/**
 * Let Python import what the archive holds. It stays packed: unpacking would need more of Python's
 * library than the first layer has, and takes longer.
 *
 * @param {Extensible} pyodide - the runtime, with all earlier layers
 * @param {Layer} layer - the next one
 * @param {Uint8Array} content - its archive
 */
export function addLayer(pyodide, { file, packages }, content) {
  const place = `/lib/${file}`;
  pyodide.FS.writeFile(place, content);
  pyodide.pyimport("sys").path.append(place);
  for (const name of packages) {
    pyodide.pyimport(name).__path__.append(`${place}/${name.replaceAll(".", "/")}`);
  }
}
