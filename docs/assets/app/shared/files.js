/**
 * Files out of the page and into it. What is in them is Python's business.
 */

/** The largest result file, in bytes, that is read here and on the command line. */
export const MOST_BYTES = 2_000_000;

/**
 * Give a file to the browser to save. Its type keeps a browser from showing it instead.
 *
 * @param {string} name - of the file
 * @param {string} text - what it holds
 */
export function download(name, text) {
  save(name, text);
}

/**
 * Give a file of bytes to the browser to save.
 *
 * @param {string} name - of the file
 * @param {string} base64 - what it holds
 */
export function downloadBytes(name, base64) {
  save(
    name,
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
  );
}

/**
 * @param {string} name - of the file
 * @param {BlobPart} content - what it holds
 */
function save(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser may read the address after this turn; a minute later it surely has.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Return the file in a form that this device's own sheet can share; null where there is none.
 *
 * @param {string} name - of the file
 * @param {string} text - what it holds
 * @returns {File | null}
 */
export function shareable(name, text) {
  // Some browsers share no JSON by its name, but any text.
  const files = [
    new File([text], name, { type: "application/json" }),
    new File([text], `${name}.txt`, { type: "text/plain" }),
  ];
  return files.find((file) => navigator.canShare?.({ files: [file] })) ?? null;
}

/**
 * Return the bytes of a file as Base64, at most one more than a reader takes; it then says so itself.
 *
 * @param {File} file - chosen by a person
 * @param {number} [limit] - most bytes that are read
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
