/**
 * A worker that says one word, to show that it runs.
 */

postMessage("here");
