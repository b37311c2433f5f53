/**
 * Which build this is, and what belongs to it. The build of the site writes this file anew, into the
 * bundle; here it says that nothing has been built.
 */

/**
 * What a file of the build must be: how many bytes, and their SHA-256 in hexadecimal digits.
 *
 * @typedef {{ size: number, sha256: string }} BuiltFile
 */

/** Names the build: pages, scripts, worker and core of one build carry the same name. */
export const BUILD = "";

/**
 * Every other file of the bundle, by its path below the bundle's folder.
 *
 * @type {Readonly<Record<string, BuiltFile>>}
 */
export const FILES = Object.freeze({});
