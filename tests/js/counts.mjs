/**
 * A reporter that says how many cases the long tests have tried; beside it another one tells the
 * rest.
 */

/** @param {AsyncIterable<{ type: string, data: { message?: string } }>} events - of a run */
export default async function* tellCounts(events) {
  for await (const { type, data } of events) {
    if (type === "test:diagnostic" && / cases| interleavings/.test(data.message ?? "")) {
      yield `${data.message}\n`;
    }
  }
}
