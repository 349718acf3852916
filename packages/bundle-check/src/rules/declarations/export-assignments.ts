import type { ReachedDeclaration } from "../../declarations/declaration-graph.js";
import { DeclarationScanner } from "../../declarations/declaration-scanner.js";
import { DeclaredValues } from "../../declarations/declared-values.js";
import type { PackageFacts } from "../../package-facts.js";
import { isExcused } from "./foreign-requests.js";

/** `export =` that no compiler accepts. */
export interface RefusedAssignment {
  /** 0-based, of its first word. */
  readonly offset: number;
  /** An export beside it. */
  readonly exportedName: string;
}

/**
 * `export =` beside a value that the same file exports: TypeScript refuses it in every version (TS2309). Before
 * version 7 it also refuses it beside types and `export *`, which is not told.
 */
export function findRefusedAssignment(
  { path, file }: ReachedDeclaration,
  { files, declarations }: PackageFacts,
): RefusedAssignment | null {
  if (file.exportAssignment === null || file.exports.size === 0 || !/\.d\.[cm]?ts$/.test(path)) return null;
  const declared = new DeclaredValues(declarations, path, file);
  const exportedName = [...file.exports.keys()].find((name) => declared.kindOf(name) !== null);
  if (exportedName === undefined) return null;
  const text = files.text(path);
  const offset = offsetOfAssignment(text);
  return isUnchecked(text) || isExcused(text, offset) ? null : { offset, exportedName };
}

/** Where `export =` stands outside of all braces. */
function offsetOfAssignment(text: string): number {
  const scanner = new DeclarationScanner(text);
  while (scanner.toStatement()) {
    const offset = scanner.position;
    if (scanner.next().text === "export" && scanner.peek().text === "=") return offset;
  }
  return 0;
}

/** In characters. What counts is in the comments at the beginning, behind a licence at most. */
const longestHead = 5_000;

function isUnchecked(text: string): boolean {
  return /@ts-nocheck\b/.test(text.slice(0, longestHead));
}
