import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { analyseModule } from "../../src/modules/analyse-module.js";
import { ModuleKinds } from "../../src/modules/module-kind.js";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import { readWithOracle } from "./free-names-oracle.js";

/** Published packages in the output of many toolchains; all are dependencies of this one. */
const packages = [
  "acorn",
  "ajv",
  "esbuild",
  "eslint-scope",
  "fast-check",
  "globals",
  "jsonc-parser",
  "publint",
  "semver",
  "tar",
  "typescript",
  "vitest",
];

function packageFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  while (!folder.endsWith(join("node_modules", ...name.split("/")))) folder = dirname(folder);
  return folder;
}

function readPackage(name: string) {
  const folder = packageFolder(name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.([cm]?js|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(sep).includes("node_modules"));
  return createPackageFiles(
    files.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)] as const),
  );
}

describe("the free names of published files are those another implementation finds", () => {
  it.each(packages)("%s", (name) => {
    const files = readPackage(name);
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
