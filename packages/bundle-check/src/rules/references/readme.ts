import type { PackageFiles } from "../../package-files/package-files.js";

/** In bytes; larger ones are books. */
const longestReadme = 200_000;

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
    const readme = files.paths.find((path) => /^readme\.(md|markdown)$/i.test(path));
    const text = readme !== undefined && files.size(readme) <= longestReadme ? files.text(readme) : "";
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
