import { child, type SourceDocument, textOf } from "../documents/document.ts";
import type { PackageManagerRequest } from "./repository.ts";
import type { RepositoryFiles } from "./repository-files.ts";

/** Which package manager the repository asks for: `packageManager`, `devEngines.packageManager`, `.bun-version`. */
export function readPackageManagers(
  files: RepositoryFiles,
  manifest: SourceDocument,
): PackageManagerRequest[] {
  const requests: PackageManagerRequest[] = [];
  const written = textOf(child(manifest.root, "packageManager"));
  if (written !== null) {
    const [name = "", version] = written.split("@");
    requests.push({
      name,
      version: version?.replace(/\+.*$/, "") ?? null,
      file: manifest.path,
      keyPath: ["packageManager"],
    });
  }
  const engine = child(child(manifest.root, "devEngines"), "packageManager");
  const engines = engine?.kind === "list" ? engine.items : engine === undefined ? [] : [engine];
  for (const item of engines) {
    const name = textOf(child(item, "name"));
    if (name === null) continue;
    requests.push({
      name,
      version: textOf(child(item, "version")),
      file: manifest.path,
      keyPath: ["devEngines", "packageManager"],
    });
  }
  const bunVersion = files.read(".bun-version", 10_000);
  if (bunVersion !== null) {
    const version = new TextDecoder().decode(bunVersion).trim().replace(/^v/, "");
    requests.push({ name: "bun", version, file: ".bun-version", keyPath: [] });
  }
  return requests;
}
