/**
 * Which build this is, and what Python is made of in it. The build of the site writes this file anew,
 * into the bundle; here it says that nothing has been built.
 */

/**
 * What a file of the build must be: how many bytes, and their SHA-256 in hexadecimal digits.
 *
 * @typedef {{ size: number, sha256: string }} BuiltFile
 */

/** Names the build: pages, scripts, worker and core of one build carry the same name. */
export const BUILD = "";

/**
 * The files of the runtime and of the worker, by their paths below the bundle's folder.
 *
 * @type {Readonly<Record<string, BuiltFile>>}
 */
export const FILES = Object.freeze({});

/**
 * Those of which the worker's script consists.
 *
 * @type {readonly string[]}
 */
export const WORKER_FILES = Object.freeze([]);
