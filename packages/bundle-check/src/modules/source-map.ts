import { posix } from "node:path";
import { isRecord } from "../entrypoints/manifest.js";
import { asBuffer } from "../package-files/as-buffer.js";
import type { PackageFiles } from "../package-files/package-files.js";
import type { ModuleFacts } from "./module-facts.js";

/** How much of a bundle its source map describes. */
export interface MappedExtent {
  /** Path of the map, or "inline". */
  readonly path: string;
  /** Number of generated lines the map describes, up to the last one with a mapping; null for indexed maps. */
  readonly mappedLines: number | null;
  /** The furthest column that it describes in the first and in the last of these lines, 0-based, as the tool counted. */
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** What a bundle's source map tells about its completeness. */
export interface SourceMapFacts {
  readonly sources: readonly string[];
  readonly extent: MappedExtent;
}

/** Reads the map a file names in its last lines, or the shipped `<file>.map`. Null when there is none to read. */
export function readSourceMap(module: ModuleFacts, files: PackageFiles): SourceMapFacts | null {
  const located = locate(module, files);
  if (!located) return null;
  let data: unknown;
  try {
    data = JSON.parse(located.text());
  } catch {
    return null;
  }
  if (!isRecord(data)) return null;
  const sources = Array.isArray(data.sources)
    ? data.sources.filter((source) => typeof source === "string")
    : [];
  return {
    sources,
    extent: extentOf(located.path, typeof data.mappings === "string" ? data.mappings : null),
  };
}

/**
 * Of the lines that both have, the share that is shorter than what the map describes of it: nothing of a file that
 * lost its end, and much of one that another tool wrote anew. The map is read as a whole.
 */
export function shareOfShorterLines(module: ModuleFacts, files: PackageFiles): number {
  const mappings = mappingsOf(locate(module, files)?.text());
  const lines = mappings === null ? [] : mappedLinesOf(mappings).slice(0, module.source.lineCount);
  if (lines.length === 0) return 0;
  const isShorter = (mapped: string, index: number) =>
    furthestColumnOf(mapped) > (module.source.lineAt(index + 1)?.length ?? 0);
  return lines.filter(isShorter).length / lines.length;
}

function mappingsOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && typeof data.mappings === "string" ? data.mappings : null;
  } catch {
    return null;
  }
}

const property = '"mappings"';

/** Behind the name of the property; no tool writes more space than this. */
const beginning = /^\s{0,2}:\s{0,2}"/;
const longestBeginning = 6;

/** How JSON escapes letters, behind `\u`: the name of the property may be written with these, too. */
const escapedLetters = ["006", "007"];
const [backslash, letterU] = [92, 117];

/**
 * What `readSourceMap` says of a map whose mappings are written as tools write them, found without reading the rest,
 * of which a map may have megabytes. Null when they are not found like that, or more than once. Neither a map that is
 * not JSON nor one of sections, of which only a part has mappings, is told from others.
 */
export function glanceAtSourceMap(module: ModuleFacts, files: PackageFiles): MappedExtent | null {
  const located = locate(module, files);
  if (!located || located.path === "inline") return null;
  const bytes = asBuffer(files.bytes(located.path));
  const name = bytes.indexOf(property);
  if (name === -1) return null;
  const behind = name + property.length;
  const between = beginning.exec(bytes.toString("latin1", behind, behind + longestBeginning))?.[0];
  if (between === undefined) return null;
  const start = behind + between.length;
  const end = bytes.indexOf('"', start);
  if (end === -1 || bytes.includes(property, end) || escapesLetters(bytes)) return null;
  const mappings = bytes.toString("latin1", start, end);
  // In a text it would have backslashes, and all that is escaped would have to be read.
  return mappings.includes("\\") ? null : extentOf(located.path, mappings);
}

/** By their digits, which are found several times faster than backslashes: embedded sources have many of those. */
function escapesLetters(bytes: Buffer): boolean {
  return escapedLetters.some((digits) => {
    let at = bytes.indexOf(digits);
    while (at !== -1 && !(bytes[at - 1] === letterU && isEscape(bytes, at - 2))) {
      at = bytes.indexOf(digits, at + 1);
    }
    return at !== -1;
  });
}

/** A backslash that an even number of others precedes; the second of two is one that the embedded source has. */
function isEscape(bytes: Buffer, at: number): boolean {
  let first = at;
  while (bytes[first] === backslash) first--;
  return (at - first) % 2 === 1;
}

function extentOf(path: string, mappings: string | null): MappedExtent {
  const lines = mappings === null ? null : mappedLinesOf(mappings);
  const mappedLines = lines === null ? null : lines.length;
  const [first, last] = [furthestColumn(lines?.[0]), furthestColumn(lines?.at(-1))];
  return {
    path,
    mappedLines,
    get firstColumn() {
      return first();
    },
    get lastColumn() {
      return last();
    },
  };
}

/** Read when it is asked for. Facts are kept as long as the package is judged; the mappings of all its maps are not. */
function furthestColumn(line: string | undefined): () => number {
  let unread: string | null = line ?? "";
  let column = 0;
  return () => {
    if (unread !== null) {
      column = furthestColumnOf(unread);
      unread = null;
    }
    return column;
  };
}

/** Where the map is: in a file, whose text is left to read, or in the module. */
function locate(module: ModuleFacts, files: PackageFiles): { path: string; text: () => string } | null {
  const url = sourceMapUrl(module.source.text);
  const inline = url === null ? null : /^data:application\/json[^,]*;base64,(.*)$/s.exec(url)?.[1];
  if (inline !== null && inline !== undefined) {
    return { path: "inline", text: () => Buffer.from(inline, "base64").toString("utf8") };
  }
  const named = url === null ? null : posix.join(posix.dirname(module.path), url);
  const path = [named, `${module.path}.map`].find((candidate) => candidate !== null && files.has(candidate));
  return path === undefined || path === null ? null : { path, text: () => files.text(path) };
}

/** In characters: where the comment is looked for, and how far its name stands behind its beginning. */
const [longestTail, longestHead] = [100_000, 100];

const comment = "sourceMappingURL=";

/**
 * What the last comment of its kind in a file says; null when there is none. Looked for from the end, where tools put
 * it: an expression that looks from the front takes milliseconds for the first file of a run.
 */
function sourceMapUrl(text: string): string | null {
  const tail = text.slice(-longestTail);
  for (let end = tail.length; end >= 0; ) {
    const at = tail.lastIndexOf(comment, end);
    if (at === -1) return null;
    if (/\/[/*][#@]\s*$/.test(tail.slice(Math.max(0, at - longestHead), at))) {
      const url = /^[^\s*]+/.exec(tail.slice(at + comment.length))?.[0];
      if (url !== undefined) return url;
    }
    end = at - 1;
  }
  return null;
}

/** Lines are separated by semicolons; trailing ones without mappings describe nothing. */
function mappedLinesOf(mappings: string): string[] {
  let end = mappings.length;
  while (mappings[end - 1] === ";") end--;
  return end === 0 ? [] : mappings.slice(0, end).split(";");
}

const base64Digits = new Map(
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, value) => [
    digit.charCodeAt(0),
    value,
  ]),
);

/** The first number of each segment is the distance to the column before; the furthest column is what counts. */
function furthestColumnOf(line: string): number {
  let column = 0;
  let furthest = 0;
  for (let start = 0, end = 0; end !== -1; start = end + 1) {
    column += numberAt(line, start);
    if (column > furthest) furthest = column;
    end = line.indexOf(",", start);
  }
  return furthest;
}

/** A base 64 VLQ: five bits per digit, the lowest first; the very lowest is the sign. */
function numberAt(line: string, start: number): number {
  let value = 0;
  let scale = 1;
  for (let at = start; at < line.length; at++) {
    const bits = base64Digits.get(line.charCodeAt(at));
    value += ((bits ?? 0) & 31) * scale;
    if (bits === undefined || bits < 32) break;
    scale *= 32;
  }
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
}
