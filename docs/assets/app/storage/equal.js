/**
 * Whether two values that were kept are the same.
 */

import { isObject } from "./records.js";

/**
 * @param {unknown} one - a value as JSON knows them, or undefined
 * @param {unknown} other - another one
 * @returns {boolean} whether both say the same, in whatever order their parts stand
 */
export function isEqual(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, place) => isEqual(each, other[place]));
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
    );
  }
  return one === other;
}
