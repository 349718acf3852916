import { describe, expect, it } from "vitest";
import { readDeclarationFile } from "../../src/declarations/read-declaration-file.js";
import { publishedPackages, readPublished } from "../modules/published-files.js";
import { readWithParser } from "./declarations-oracle.js";

const isDeclaration = /\.d\.[cm]?ts$/;

/** What the scanner finds, in the form of the oracle. */
function scan(text: string, namespaces: ReadonlySet<string>) {
  const { exports, values, stars, imports } = readDeclarationFile(text);
  const isPlain = (name: string) => !namespaces.has(name);
  return {
    exports: [...exports.keys()].filter(isPlain).sort(),
    values: [...values.keys()].filter(isPlain).sort(),
    stars: [...new Set(stars)].sort(),
    imports: [...imports].map(([local, { from, imported }]) => `${local} = ${imported} from ${from}`).sort(),
  };
}

function parse(text: string) {
  const { namespaces, ...facts } = readWithParser(text);
  const isPlain = (name: string) => !namespaces.has(name);
  return {
    namespaces,
    facts: {
      exports: [...facts.exports].filter(isPlain).sort(),
      values: [...facts.values].filter(isPlain).sort(),
      stars: [...facts.stars].sort(),
      imports: [...facts.imports].sort(),
    },
  };
}

describe("declarations are read without a parser as a parser reads them", () => {
  it.each(publishedPackages)("%s", (name) => {
    const files = readPublished(name, isDeclaration);
    for (const path of files.paths.filter((candidate) => isDeclaration.test(candidate))) {
      const text = files.text(path);
      const { namespaces, facts } = parse(text);
      expect({ path, ...scan(text, namespaces) }).toEqual({ path, ...facts });
    }
  });

  it("there is something to compare", () => {
    const names = publishedPackages.flatMap((name) => {
      const files = readPublished(name, isDeclaration);
      return files.paths
        .filter((path) => isDeclaration.test(path))
        .flatMap((path) => parse(files.text(path)).facts.exports);
    });
    expect(names.length).toBeGreaterThan(1_000);
  });
});
