/**
 * Adds a layer to the Python that runs: an archive with more of the core and of Python's library,
 * for calls that most pages never make. The worker does so, and the build when it tries layers out.
 */

/**
 * A layer as `lock.js` lists it: the archive's name, the Python module that answers its calls, and
 * the packages that began in an earlier layer and go on in this one.
 *
 * @typedef {{ file: string, module: string, packages: string[] }} Layer
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
