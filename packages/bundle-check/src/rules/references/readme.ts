import type { PackageFiles } from "../../package-files/package-files.js";
import { readmeOf } from "../../package-files/readme.js";

/** What the README names that its readers bring along or find. */
interface ReadmeNames {
  /** The last parts of the addresses, as letters: the projects it links to, among others. */
  readonly projects: ReadonlySet<string>;
  /** Names that it writes as properties of `globalThis`. */
  readonly globals: ReadonlySet<string>;
}

const namedBy = new WeakMap<PackageFiles, ReadmeNames>();

/** Read once for all names. */
export function namesInReadme(files: PackageFiles): ReadmeNames {
  let names = namedBy.get(files);
  if (!names) {
    const text = readmeOf(files);
    names = {
      projects: new Set(
        [...text.matchAll(/https?:\/\/([^\s)"'<>#?]+)/g)].map(([, address = ""]) =>
          lettersOf(address.replace(/\/$/, "").split("/").slice(1).at(-1) ?? ""),
        ),
      ),
      globals: new Set([...text.matchAll(/\bglobalThis\.([\w$]+)/g)].map(([, name = ""]) => name)),
    };
    namedBy.set(files, names);
  }
  return names;
}

/** `chartjs` of `chart.js`, `chart` of `chart-js`, as globals are called. */
export function lettersOf(project: string): string {
  return project
    .replace(/[.-]?js$/i, "")
    .replaceAll(/\W/g, "")
    .toLowerCase();
}
