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
  /** The furthest column that it describes in the last of these lines, 0-based, as the tool counted. */
  readonly lastColumn: number;
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
  const lines = typeof data.mappings === "string" ? mappedLinesOf(data.mappings) : null;
  return {
    path: located.path,
    sources,
    mappedLines: lines === null ? null : lines.length,
    lastColumn: lastColumnOf(lines?.at(-1) ?? ""),
  };
}

function locate(module: ModuleFacts, files: PackageFiles): { path: string; text: string } | null {
  const url = sourceMapUrl(module.source.text);
  const inline = url === null ? null : /^data:application\/json[^,]*;base64,(.*)$/s.exec(url)?.[1];
  if (inline !== null && inline !== undefined) {
    return { path: "inline", text: Buffer.from(inline, "base64").toString("utf8") };
  }
  const named = url === null ? null : posix.join(posix.dirname(module.path), url);
  const path = [named, `${module.path}.map`].find((candidate) => candidate !== null && files.has(candidate));
  return path === undefined || path === null ? null : { path, text: files.text(path) };
}

/** What the last comment of its kind in a file says; null when there is none. */
function sourceMapUrl(text: string): string | null {
  const comments = text.slice(-100_000).matchAll(/\/[/*][#@]\s*sourceMappingURL=([^\s*]+)/g);
  return [...comments].at(-1)?.[1] ?? null;
}

/** Lines are separated by semicolons; trailing ones without mappings describe nothing. */
function mappedLinesOf(mappings: string): string[] {
  const described = mappings.replace(/;+$/, "");
  return described === "" ? [] : described.split(";");
}

const base64Digits = new Map(
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, value) => [
    digit,
    value,
  ]),
);

/** The first number of each segment is the distance to the column before; the furthest column is what counts. */
function lastColumnOf(line: string): number {
  let column = 0;
  let furthest = 0;
  for (const segment of line.split(",")) {
    column += firstNumberOf(segment);
    furthest = Math.max(furthest, column);
  }
  return furthest;
}

/** A base 64 VLQ: five bits per digit, the lowest first; the very lowest is the sign. */
function firstNumberOf(segment: string): number {
  let value = 0;
  let scale = 1;
  for (const digit of segment) {
    const bits = base64Digits.get(digit) ?? 0;
    value += (bits & 31) * scale;
    if (bits < 32) break;
    scale *= 32;
  }
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
}
