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

/** Names of other files that are looked up, per package: each may lead through a thousand files. */
const mostLookedUp = 1_000;

/**
 * `export =` beside a value that the same file exports: TypeScript refuses it in every version (TS2309). Before
 * version 7 it also refuses it beside types and `export *`, which is not told.
 */
export class ExportAssignments {
  readonly #facts: PackageFacts;
  #lookedUp = 0;

  constructor(facts: PackageFacts) {
    this.#facts = facts;
  }

  /** What is refused in a file; null when nothing surely is. */
  refusedIn(reached: ReachedDeclaration): RefusedAssignment | null {
    const { path, file } = reached;
    if (file.exportAssignment === null || file.exports.size === 0 || !/\.d\.[cm]?ts$/.test(path)) return null;
    const exportedName = this.#exportedValueOf(reached);
    if (exportedName === undefined) return null;
    const text = this.#facts.files.text(path);
    const offset = offsetOfAssignment(text);
    return isUnchecked(text) || isExcused(text, offset) ? null : { offset, exportedName };
  }

  /** One that the file declares itself, if there is one: it need not be looked up. */
  #exportedValueOf({ path, file }: ReachedDeclaration): string | undefined {
    for (const [name, exported] of file.exports) {
      if ("kind" in exported || ("local" in exported && file.values.has(exported.local))) return name;
    }
    const declared = new DeclaredValues(this.#facts.declarations, path, file);
    for (const name of file.exports.keys()) {
      if (this.#lookedUp >= mostLookedUp) return undefined;
      this.#lookedUp++;
      if (declared.kindOf(name) !== null) return name;
    }
    return undefined;
  }
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

/** The author told the compiler to leave the whole file unchecked. */
function isUnchecked(text: string): boolean {
  return /^\/\/\/?[ \t]*@ts-(no)?check\b/m.exec(text.slice(0, longestHead))?.[1] === "no";
}
