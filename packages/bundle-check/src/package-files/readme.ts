import type { PackageFiles } from "./package-files.js";

/** As npm finds it, with the extensions of the formats that people write one in. */
const readmeName = /^readme(\.(md|markdown|mdx|txt|rst|adoc|org))?$/i;

/** In bytes; larger ones are books. */
const longestReadme = 200_000;

const known = new WeakMap<PackageFiles, string>();

/** What the package tells its readers; empty without a README, or with one that nobody reads to its end. */
export function readmeOf(files: PackageFiles): string {
  let text = known.get(files);
  if (text === undefined) {
    const path = files.paths.find((candidate) => readmeName.test(candidate));
    text = path !== undefined && files.size(path) <= longestReadme ? files.text(path) : "";
    known.set(files, text);
  }
  return text;
}
