import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createPackageFiles } from "../../src/package-files/create-package-files.js";
import type { PackageFiles } from "../../src/package-files/package-files.js";

/** Published packages in the output of many toolchains; all are dependencies of this one. */
export const publishedPackages = [
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

/** The files of an installed package whose names end as `wanted` says, and its manifests. */
export function readPublished(name: string, wanted: RegExp): PackageFiles {
  const folder = packageFolder(name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (wanted.test(entry.name) || entry.name.endsWith(".json")))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(sep).includes("node_modules"));
  return createPackageFiles(
    files.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path)] as const),
  );
}

function packageFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  while (!folder.endsWith(join("node_modules", ...name.split("/")))) folder = dirname(folder);
  return folder;
}
