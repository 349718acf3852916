import { posix } from "node:path";
import { isRecord } from "../entrypoints/manifest.js";
import type { PackageFiles } from "../package-files/package-files.js";
import type { ModuleFacts } from "./module-facts.js";

/** What a bundle's source map tells about its completeness. */
export interface SourceMapFacts {
  /** Path of the map, or "inline". */
  readonly path: string;
  readonly sources: readonly string[];
  /** Number of generated lines the map describes, up to the last one with a mapping; null for indexed maps. */
  readonly mappedLines: number | null;
}

/** Reads the map a file names in its last lines, or the shipped `<file>.map`. Null when there is none to read. */
export function readSourceMap(module: ModuleFacts, files: PackageFiles): SourceMapFacts | null {
  const located = locate(module, files);
  if (!located) return null;
  let data: unknown;
  try {
    data = JSON.parse(located.text);
  } catch {
    return null;
  }
  if (!isRecord(data)) return null;
  const sources = Array.isArray(data.sources)
    ? data.sources.filter((source) => typeof source === "string")
    : [];
  const { mappings } = data;
  return {
    path: located.path,
    sources,
    mappedLines: typeof mappings === "string" ? countMappedLines(mappings) : null,
  };
}

function locate(module: ModuleFacts, files: PackageFiles): { path: string; text: string } | null {
  const url = /\/[/*][#@]\s*sourceMappingURL=([^\s*]+)/.exec(module.source.text.slice(-100_000))?.[1];
  const inline = url === undefined ? null : /^data:application\/json[^,]*;base64,(.*)$/s.exec(url)?.[1];
  if (inline !== null && inline !== undefined) {
    return { path: "inline", text: Buffer.from(inline, "base64").toString("utf8") };
  }
  const named = url === undefined ? null : posix.join(posix.dirname(module.path), url);
  const path = [named, `${module.path}.map`].find((candidate) => candidate !== null && files.has(candidate));
  return path === undefined || path === null ? null : { path, text: files.text(path) };
}

/** Lines are separated by semicolons; trailing ones without mappings describe nothing. */
function countMappedLines(mappings: string): number {
  const described = mappings.replace(/;+$/, "");
  return described === "" ? 0 : described.split(";").length;
}
