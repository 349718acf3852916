import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { glanceAtSourceMap, type MappedExtent, readSourceMap } from "../../src/modules/source-map.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";

const runs = Number(process.env.FUZZ_RUNS ?? 2_000);

const module = analyseModule("index.js", "export {};\n", "module");

function filesWith(map: string) {
  return createPackageFiles([
    ["index.js", module.source.text],
    ["index.js.map", map],
  ]);
}

function plain(extent: MappedExtent | null | undefined) {
  return extent && { path: extent.path, mappedLines: extent.mappedLines, lastColumn: extent.lastColumn };
}

const digits = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"];
const mappings = fc
  .array(
    fc.oneof(
      { weight: 40, arbitrary: fc.constantFrom(...digits, ...",,,,,,;;;;;;") },
      { weight: 1, arbitrary: fc.constantFrom("é", "€", "\\", '"') },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
const source = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    "\\u006dappings",
    "\\\\u007f",
    '"mappings":"AAAA;"',
    '{"mappings":"A',
    '"mappings"',
    "sourceMappingURL",
    '\\"mappings":"',
  ),
);
const usual = {
  version: fc.constant(3),
  file: source,
  sources: fc.array(source, { maxLength: 2 }),
  sourcesContent: fc.array(source, { maxLength: 2 }),
  mappings,
};
const odd = {
  ...usual,
  mappings: fc.oneof(mappings, fc.constant(null)),
  sections: fc.array(fc.record({ map: fc.record({ mappings }) }), { maxLength: 2 }),
  'a"mappings': mappings,
};
const map = fc.oneof(fc.record(usual), fc.record<object>(odd, { requiredKeys: [] }));
const written = fc
  .tuple(map, fc.constantFrom(0, 0, 0, 2), fc.boolean())
  .map(([data, space, isReversed]) =>
    JSON.stringify(isReversed ? Object.fromEntries(Object.entries(data).reverse()) : data, null, space),
  );

test("a glance tells what a reading tells, or nothing", () => {
  let told = 0;
  fc.assert(
    fc.property(written, (text) => {
      const files = filesWith(text);
      const glance = glanceAtSourceMap(module, files);
      const read = readSourceMap(module, files)?.extent;
      // Where only the maps of sections have mappings, the map itself has none that could say anything.
      if (!glance || read?.mappedLines === null) return;
      told += 1;
      expect(plain(glance)).toEqual(plain(read));
    }),
    { numRuns: runs },
  );
  expect(told).toBeGreaterThan(runs / 20);
});

test("a map that writes the property twice, in whichever way, is left to be read", () => {
  for (const name of ["\\u006dappings", "mapp\\u0069ngs", "mapping\\u0073"]) {
    const files = filesWith(`{"version":3,"mappings":"AAAA","${name}":"AAAA;AAAA;AAAA"}`);
    expect(glanceAtSourceMap(module, files)).toBeNull();
    expect(readSourceMap(module, files)?.extent.mappedLines).toBe(3);
  }
});

test("an embedded source that escapes letters itself leaves the map to a glance", () => {
  for (const embedded of ["/[\\u0000-\\u007f]/", "\\\\\\u006dappings", "u006d"]) {
    const files = filesWith(
      JSON.stringify({ version: 3, sourcesContent: [embedded], mappings: "AAAA;AAAA" }),
    );
    expect(glanceAtSourceMap(module, files)?.mappedLines).toBe(2);
  }
});

test("the last comment that names a map counts, wherever others and its name alone stand", () => {
  const beginning = fc.constantFrom("//# ", "/*@ ", "//#\t", "//#", "//", "# ", "");
  const name = fc.constantFrom("sourceMappingURL=", "sourceMappingURL", "sourceURL=");
  const end = fc.constantFrom("a.map", "b.map", "a.map */", "", " b.map");
  const line = fc.tuple(beginning, name, end).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      const text = lines.join("\n");
      const comments = [...text.matchAll(/\/[/*][#@]\s*sourceMappingURL=([^\s*]+)/g)];
      const named = comments.at(-1)?.[1];
      const files = createPackageFiles([
        ["index.js", text],
        ["a.map", JSON.stringify({ version: 3, mappings: "AAAA" })],
        ["b.map", JSON.stringify({ version: 3, mappings: "AAAA;AAAA" })],
      ]);
      const extent = glanceAtSourceMap(analyseModule("index.js", text, "module"), files);
      expect(extent?.path).toBe(named === "a.map" || named === "b.map" ? named : undefined);
    }),
    { numRuns: runs },
  );
});

/** Written down as the format is described, one digit at a time. */
function furthestColumn(line: string): number {
  let [column, furthest] = [0, 0];
  for (const segment of line.split(",")) {
    const bits: number[] = [];
    for (const digit of segment) {
      bits.push(digits.indexOf(digit));
      if (digits.indexOf(digit) < 32) break;
    }
    const value = bits.reduceRight((sum, digit) => sum * 32 + (digit % 32), 0);
    column += value % 2 === 1 ? -(value - 1) / 2 : value / 2;
    furthest = Math.max(furthest, column);
  }
  return furthest;
}

test("lines and the furthest column of the last one are counted as the format has them", () => {
  const segment = fc
    .array(fc.constantFrom(...digits), { minLength: 1, maxLength: 4 })
    .map((all) => all.join(""));
  const line = fc.array(segment, { maxLength: 5 }).map((all) => all.join(","));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      const files = filesWith(JSON.stringify({ version: 3, mappings: lines.join(";") }));
      while (lines.at(-1) === "") lines.pop();
      const expected = {
        path: "index.js.map",
        mappedLines: lines.length,
        lastColumn: furthestColumn(lines.at(-1) ?? ""),
      };
      expect(plain(glanceAtSourceMap(module, files))).toEqual(expected);
      expect(plain(readSourceMap(module, files)?.extent)).toEqual(expected);
    }),
    { numRuns: runs },
  );
});
