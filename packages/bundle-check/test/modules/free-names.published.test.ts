import { describe, expect, it } from "vitest";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { ModuleKinds } from "../../src/modules/module-kind.js";
import { readWithOracle } from "./free-names-oracle.js";
import { publishedPackages, readPublished } from "./published-files.js";

describe("the free names of published files are those another implementation finds", () => {
  it.each(publishedPackages)("%s", (name) => {
    const files = readPublished(name, /\.[cm]?js$/);
    const kinds = new ModuleKinds(files);
    const scripts = files.paths.filter((path) => /\.[cm]?js$/.test(path));
    expect(scripts.length).toBeGreaterThan(0);
    for (const path of scripts) {
      const text = files.text(path);
      const facts = analyseModule(path, text, kinds.kindOf(path));
      expect(facts.analysed, path).toBe(true);
      const oracle = readWithOracle(text, facts.kind);
      const found = new Set(facts.freeReferences.map(({ name, offset }) => `${name}@${offset}`));
      const nameOf = (occurrence: string) => occurrence.replace(/@.*/, "");
      const missed = [...oracle.free].filter(
        (occurrence) => !found.has(occurrence) && !oracle.blockFunctions.has(nameOf(occurrence)),
      );
      // What a script's wrapper passes in is free here and declared there.
      const invented = [...found].filter(
        (occurrence) =>
          !oracle.free.has(occurrence) &&
          !oracle.maybeDead.has(occurrence) &&
          !(facts.kind === "commonjs" && nameOf(occurrence) === "arguments"),
      );
      expect({ path, missed, invented }).toEqual({ path, missed: [], invented: [] });
      expect([...facts.typeofNames].filter((tested) => !oracle.typeofNames.has(tested))).toEqual([]);
    }
  });
});
