import { isRecord } from "../../entrypoints/manifest.js";
import { asBuffer } from "../../package-files/as-buffer.js";
import type { PackageFiles } from "../../package-files/package-files.js";
import { pathBeside } from "../../package-files/path-beside.js";
import { isBundled } from "./package-texts.js";

/** Maps without content longer than this are not read: parsing would take long, and they are rare. */
const longestMap = 20 * 1024 * 1024;

/** Source maps that lead to sources which are neither embedded nor shipped, so that they help nobody. */
export function findUselessMaps(files: PackageFiles): { readonly path: string; readonly source: string }[] {
  const useless: { path: string; source: string }[] = [];
  for (const path of files.paths) {
    if (!path.endsWith("js.map") || !/\.[cm]?js\.map$/.test(path) || files.size(path) > longestMap) continue;
    if (isBundled(path)) continue;
    const buffer = asBuffer(files.bytes(path));
    // Embedded sources make a map long, and good; those need not be parsed.
    const at = buffer.indexOf('"sourcesContent"');
    if (at !== -1 && !/^"sourcesContent"\s*:\s*\[\s*(null|\])/.test(buffer.toString("latin1", at, at + 60)))
      continue;
    const source = firstMissingSource(path, buffer.toString("utf8"), files);
    if (source !== null) useless.push({ path, source });
  }
  return useless;
}

/** The first source, when none of them is at hand. */
function firstMissingSource(path: string, text: string, files: PackageFiles): string | null {
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(map) || !Array.isArray(map.sources)) return null;
  const contents = Array.isArray(map.sourcesContent) ? map.sourcesContent : [];
  if (contents.some((content) => typeof content === "string")) return null;
  const root = typeof map.sourceRoot === "string" ? map.sourceRoot : "";
  const sources = map.sources.filter(
    (source): source is string => typeof source === "string" && source !== "",
  );
  const isShipped = (source: string) =>
    /^[a-z][\w+.-]+:/i.test(source) ||
    files.has(pathBeside(path, root === "" ? source : `${root}/${source}`));
  return sources.length > 0 && !sources.some(isShipped) ? (sources[0] ?? null) : null;
}
