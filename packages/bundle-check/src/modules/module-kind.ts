import { posix } from "node:path";
import { isRecord } from "../entrypoints/manifest.js";
import type { ModuleKind } from "../findings/finding.js";
import type { PackageFiles } from "../package-files/package-files.js";

/** Decides what runtimes take a file for: by extension, then by the nearest package.json, never by syntax. */
export class ModuleKinds {
  readonly #files: PackageFiles;
  readonly #typeByFolder = new Map<string, unknown>();

  constructor(files: PackageFiles) {
    this.#files = files;
  }

  kindOf(path: string): ModuleKind {
    if (path.endsWith(".mjs")) return "module";
    if (path.endsWith(".cjs")) return "commonjs";
    return this.#typeFor(posix.dirname(path)) === "module" ? "module" : "commonjs";
  }

  /** True when a package.json states the kind, so that no runtime guesses it from the syntax. */
  isStated(path: string): boolean {
    return /\.[cm]js$/.test(path) || this.#typeFor(posix.dirname(path)) !== undefined;
  }

  /** The nearest package.json, on which the kind of a `.js` file depends. */
  manifestOf(path: string): string {
    let folder = path;
    do {
      folder = posix.dirname(folder);
      if (folder !== "." && this.#files.has(`${folder}/package.json`)) return `${folder}/package.json`;
    } while (folder !== ".");
    return "package.json";
  }

  #typeFor(folder: string): unknown {
    if (this.#typeByFolder.has(folder)) return this.#typeByFolder.get(folder);
    const manifest = folder === "." ? "package.json" : `${folder}/package.json`;
    const type = this.#files.has(manifest)
      ? readType(this.#files.text(manifest))
      : folder === "."
        ? undefined
        : this.#typeFor(posix.dirname(folder));
    this.#typeByFolder.set(folder, type);
    return type;
  }
}

function readType(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) ? data.type : undefined;
  } catch {
    return undefined;
  }
}
