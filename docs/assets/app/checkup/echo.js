/**
 * A worker that sends one message, to show that it runs.
 */

postMessage("here");
