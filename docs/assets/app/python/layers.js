/**
 * Adds a layer to the running Python: an archive with more of the core and of Python's library, for
 * calls that most pages never make. The worker uses this, and the build when it tries out the
 * layers.
 */

/**
 * A layer as `lock.js` lists it: the archive's name, the Python module that answers its calls, and
 * the packages that an earlier layer began and this one continues.
 *
 * @typedef {{ file: string, module: string, packages: string[] }} Layer
 */

/**
 * What this script and the worker use of Pyodide and of Python's modules.
 *
 * @typedef {{ append: (place: string) => void }} PythonList
 * @typedef {(name: string, payload: string) => string} AnswerCall
 * @typedef {{ path: PythonList, __path__: PythonList, answer_call: AnswerCall }} PythonModule
 * @typedef {object} Extensible
 * @property {{ writeFile: (path: string, content: Uint8Array) => void }} FS - Python's files
 * @property {(module: string) => PythonModule} pyimport - imports a Python module
 */

/**
 * Let Python import the archive's modules. The archive stays packed: unpacking would take longer,
 * and needs more of Python's library than the first layer has.
 *
 * @param {Extensible} pyodide - with all earlier layers
 * @param {Layer} layer - the next one
 * @param {Uint8Array} content - of its archive
 */
export function addLayer(pyodide, { file, packages }, content) {
  const place = `/lib/${file}`;
  pyodide.FS.writeFile(place, content);
  pyodide.pyimport("sys").path.append(place);
  for (const name of packages) {
    pyodide.pyimport(name).__path__.append(`${place}/${name.replaceAll(".", "/")}`);
  }
}
