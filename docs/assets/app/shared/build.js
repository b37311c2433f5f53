/**
 * Which build this is, and which files Python consists of in it. The site's build writes its own
 * version of this file into the bundle; this one stands for "not built".
 */

/**
 * What a file of the build must be like: its size in bytes, and its SHA-256 in hexadecimal digits.
 *
 * @typedef {{ size: number, sha256: string }} BuiltFile
 */

/** The build's name, which its pages, scripts, worker and core share. */
export const BUILD = "";

/**
 * The files of the runtime and of the worker, by their paths below the bundle's folder.
 *
 * @type {Readonly<Record<string, BuiltFile>>}
 */
export const FILES = Object.freeze({});

/**
 * Those files that the worker's script consists of.
 *
 * @type {readonly string[]}
 */
export const WORKER_FILES = Object.freeze([]);
