import { afterEach, expect, it, vi } from "vitest";
import { analysePlainModule } from "../../src/modules/analyse-module.js";
import { CompiledReader } from "../../src/modules/plain-code/compiled-reader.js";

afterEach(() => void vi.restoreAllMocks());

/** A large function, with what the compiled reader leaves at its end: the promise of a request. */
const large = `var cache;
var Library = function (lost) {
${"  function part(first, second) { return first + second; }\n".repeat(200)}
  var loading = Promise.resolve().then(() => wrap(require(/* webpackIgnore: true */ 'module')));
  return { part, loading };
}({});`;

/** Reads the text; tells of each time that the compiled reader has read nothing to its end, and whether it gave up. */
function readingsInVain(text: string): { readonly asked: string; readonly isInVain: boolean }[] {
  const readings: { asked: string; isInVain: boolean }[] = [];
  for (const method of ["readStatements", "readFunction"] as const) {
    const read = CompiledReader.prototype[method];
    vi.spyOn(CompiledReader.prototype, method).mockImplementation(function (
      this: CompiledReader,
      start,
      ...circumstances
    ) {
      const end = read.call(this, start, ...circumstances);
      if (end <= start) readings.push({ asked: `${method} ${start}`, isInVain: this.isInVain });
      return end;
    });
  }
  analysePlainModule("index.js", text, "commonjs");
  return readings;
}

it("what the compiled reader has left it is not asked again, in a later pass neither", () => {
  const asked = readingsInVain(large).map((reading) => reading.asked);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked).toEqual([...new Set(asked)]);
});

it("a large function that is left at its end does not make the rest of the file slow", () => {
  expect(readingsInVain(large).filter(({ isInVain }) => isInVain)).toEqual([]);
});
