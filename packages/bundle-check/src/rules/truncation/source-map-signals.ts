import { posix } from "node:path";
import type { TruncationSignal } from "../../findings/finding.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { type MappedExtent, shareOfShorterLines } from "../../modules/source-map.js";
import type { PackageFacts } from "../../package-facts.js";

/** What a map says against its module, once the map is read as a whole: most maps need but a glance. */
function saidByMap(
  say: (map: MappedExtent, module: ModuleFacts, facts: PackageFacts) => TruncationSignal | null,
): (module: ModuleFacts, facts: PackageFacts) => TruncationSignal | null {
  return (module, facts) => {
    const glance = facts.sourceMapExtentOf(module);
    if (glance && say(glance, module, facts) === null) return null;
    const map = facts.sourceMapOf(module);
    return map && say(map.extent, module, facts);
  };
}

/** The map describes lines that the file no longer has. */
export const sourceMapLongerThanFile = saidByMap((map, module, facts) => {
  if (map.mappedLines === null) return null;
  const actualLines = module.source.lineCount;
  if (map.mappedLines <= actualLines || isForwarder(module, facts)) return null;
  // Somebody put it there in the place of the code, which is not to be loaded (a placeholder of Babel's).
  if (module.throwsAtLoad) return null;
  if (isWritten(module) && actualLines >= map.mappedLines * fullestShare) return null;
  if (isCompiledAgain(module, map, facts)) return null;
  return {
    signal: "source-map-longer-than-file",
    sourceMap: map.path,
    mappedLines: map.mappedLines,
    actualLines,
  };
});

/**
 * The file still ends in the comments that two tools put there, one behind the other: the second wrote it anew, and
 * the map is that of the first (mcp-handler).
 */
function isWritten({ source: { text } }: ModuleFacts): boolean {
  const end = text.slice(-mostOfComments).trimEnd().split("\n").slice(-2);
  return end.length === 2 && end.every((line) => line.startsWith("//# sourceMappingURL="));
}

/**
 * Another tool wrote the file anew, without a comment, and left the map of the first: the file is a little shorter, and
 * so are many of its lines (apollo-cache), or it was put into one line of which the map knows nothing (inject-loader).
 */
function isCompiledAgain(
  module: ModuleFacts,
  { mappedLines, firstColumn }: MappedExtent,
  { files }: PackageFacts,
): boolean {
  const { source } = module;
  if (mappedLines === null || source.text.includes("sourceMappingURL=")) return false;
  if (source.lineCount >= mappedLines * nearlyAll && shareOfShorterLines(module, files) > smallShare)
    return true;
  const first = source.lineAt(1)?.length ?? 0;
  return source.lineCount <= fewestLines && first > minifiedLineLength && firstColumn < first * smallShare;
}

/**
 * All but a few lines are there, to the comment behind the last of them: whoever wrote that may have left out what the
 * map still knows (preact 8).
 */
export function isNearlyWhole(signal: TruncationSignal, { source: { text } }: ModuleFacts): boolean {
  if (signal.signal !== "source-map-longer-than-file") return false;
  if (signal.actualLines < signal.mappedLines * nearlyAll) return false;
  return /\n\/\/[#@] sourceMappingURL=\S+\s*$/.test(text.slice(-mostOfComments));
}

/** Lines that a tool which writes everything into one may leave. */
const fewestLines = 2;

/** What is left of a file that lost more than its last function. */
const nearlyAll = 0.98;

/** A map describes more of a line that it was written for, and has fewer lines that are too short. */
const smallShare = 0.1;

/** In characters: two comments with addresses of source maps. */
const mostOfComments = 1_000;

/** Lines that people can read are sometimes edited after the map was written; longer ones are not. */
const minifiedLineLength = 500;

/** Banners, directives and comments that tools put into a file after its map was written. */
const mostLinesAdded = 30;

/** Tools that shorten a line after the map was written (markdown-to-jsx) leave more of it than this. */
const fullestShare = 0.9;

/** The map describes columns that its last line no longer has: how the loss shows in a minified file. */
export const sourceMapWiderThanFile = saidByMap((map, module, facts) => {
  if (!map.mappedLines) return null;
  // A file that lost its end has no lines that the map does not know; it is the map of another one (sockette).
  if (module.source.lineCount > map.mappedLines + mostLinesAdded) return null;
  const line = module.source.lineAt(map.mappedLines);
  if (line === null || map.lastColumn < minifiedLineLength) return null;
  // Some tools count bytes or code points, which comes to the same only for ASCII.
  if (map.lastColumn * fullestShare <= line.length || /[^\0-\x7f]/.test(line)) return null;
  // A directive or banner put in after the map was written moves the code down, whole.
  for (let number = map.mappedLines + 1; number <= module.source.lineCount; number++) {
    if ((module.source.lineAt(number)?.length ?? 0) >= map.lastColumn) return null;
  }
  if (isForwarder(module, facts)) return null;
  return {
    signal: "source-map-wider-than-file",
    sourceMap: map.path,
    line: map.mappedLines,
    mappedColumns: map.lastColumn,
    actualColumns: line.length,
  };
});

/** Characters of a file that does nothing but pass another one on. */
const longestForwarder = 1_000;

/**
 * Nothing but another file of the package under this name: the build put it in the place of what it had written, and
 * left the map (react-draggable, preact-render-to-string).
 */
function isForwarder(
  { kind, path, requests, source: { text } }: ModuleFacts,
  { graph }: PackageFacts,
): boolean {
  if (kind !== "commonjs" || text.length > longestForwarder || !/\bmodule\.exports ?= ?\w/.test(text))
    return false;
  return (
    requests.length === 1 &&
    requests.every((request) => {
      const resolution = graph.resolve(path, request);
      return resolution.kind === "file" && request.evaluatedAt === "load" && !request.conditional;
    })
  );
}

/** No source of the map has the entry's own name: the module it was built from is not in it. */
export function entryNotInSourceMap(module: ModuleFacts, facts: PackageFacts): TruncationSignal | null {
  const map = facts.sourceMapOf(module);
  if (!map || map.sources.length === 0) return null;
  const stem = stemOf(module.path);
  const stems = map.sources.map(stemOf);
  // `index.node.js` may be built from `index.node.ts` or from `index.ts`.
  if (stems.some((source) => source === stem || source === stem.split(".")[0])) return null;
  return { signal: "entry-not-in-source-map", sourceMap: map.extent.path, sources: map.sources.slice(0, 10) };
}

function stemOf(path: string): string {
  return posix.basename(path.replace(/[?#].*$/s, "")).replace(/\.[a-z]+$/i, "");
}
