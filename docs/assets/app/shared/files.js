/**
 * Saves files from the page and reads files into it. Only Python knows what is in them.
 */

/** The largest result file, in bytes, that is read here and on the command line. */
export const MOST_BYTES = 2_000_000;

/**
 * Let the browser save a text file. The file's type keeps the browser from showing it instead.
 *
 * @param {string} name - of the file
 * @param {string} text - its content
 */
export function download(name, text) {
  save(name, text);
}

/**
 * Let the browser save a binary file.
 *
 * @param {string} name - of the file
 * @param {string} base64 - its content
 */
export function downloadBytes(name, base64) {
  save(
    name,
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
  );
}

/**
 * @param {string} name - of the file
 * @param {BlobPart} content - its content
 */
function save(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser may read the address later than this; within a minute it surely has.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Return the file in a form that the device can share; null if it can share neither form.
 *
 * @param {string} name - of the file
 * @param {string} text - its content
 * @returns {File | null}
 */
export function shareable(name, text) {
  // Some browsers do not share files whose names end in .json, but share any text file.
  const files = [
    new File([text], name, { type: "application/json" }),
    new File([text], `${name}.txt`, { type: "text/plain" }),
  ];
  return files.find((file) => navigator.canShare?.({ files: [file] })) ?? null;
}

/**
 * Return the bytes of a file as Base64. By default one byte more than a reader accepts is read, so
 * that the reader itself reports a file that is too large.
 *
 * @param {File} file - chosen by a person
 * @param {number} [limit] - how many bytes are read
 * @returns {Promise<string>}
 */
export function readAsBase64(file, limit = MOST_BYTES + 1) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file.slice(0, limit));
  });
}
