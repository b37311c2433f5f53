/**
 * What scripts ask of a page as soon as they are loaded, for those whose pure parts are tested
 * without one: import it before them.
 */

Object.assign(globalThis, { location: { hash: "" }, addEventListener: () => {} });
