import { afterEach, expect, it, vi } from "vitest";
import { analysePlainModule } from "../../src/modules/analyse-module.js";
import { CompiledReader } from "../../src/modules/plain-code/compiled-reader.js";
import { agrees } from "./agreement.js";

afterEach(() => void vi.restoreAllMocks());

const functions = (count: number, end: string): string =>
  Array.from({ length: count }, (_, n) => `function f${n}(e,t){e.p${n}=t;return t?f${n}(e,1):e}${end}`).join(
    "",
  );
const exporting = (name: string, end: string, count = 1_000): string =>
  `var ${name}={first:1,second:2};${end}${functions(count, end)}module.exports=${name};`;

it("what is exported under a name that every minified function has is not known", () => {
  const text = exporting("e", "");
  expect(agrees("index.js", text, "commonjs")).toBe(true);
  const { commonjsExports } = analysePlainModule("index.js", text, "commonjs") ?? {};
  expect(commonjsExports).toMatchObject({ names: new Set(), opaque: true });
});

it.each([
  ["a longer name", exporting("library", "")],
  ["lines as somebody writes them", exporting("_", "\n")],
  ["a short text", exporting("_", "", 10)],
])("it is known with %s", (_title, text) => {
  expect(agrees("index.js", text, "commonjs")).toBe(true);
  const { commonjsExports } = analysePlainModule("index.js", text, "commonjs") ?? {};
  expect(commonjsExports).toMatchObject({ names: new Set(["first", "second"]), opaque: false });
});

it("nothing is read for its sake by the slower reader", () => {
  let left = 0;
  const { readStatements } = CompiledReader.prototype;
  vi.spyOn(CompiledReader.prototype, "readStatements").mockImplementation(function (
    this: CompiledReader,
    ...args
  ) {
    const end = readStatements.apply(this, args);
    if (this.hasLeft) left++;
    return end;
  });
  analysePlainModule("index.js", exporting("e", ""), "commonjs");
  expect(left).toBeLessThan(5);
});
