import type { Options, Parser, Program } from "acorn";
import type { ModuleKind } from "../findings/finding.js";
import { correctedParser } from "./corrected-parser.js";

/** Why a text is not a program of the kind asked for. */
export interface ParseFailure {
  /** The parser's reason without its position suffix. */
  readonly reason: string;
  /** 0-based offset. */
  readonly offset: number;
  /** The nesting exceeds the stack: neither valid nor invalid, it could not be read. */
  readonly tooDeep: boolean;
}

export type ParseResult =
  | { readonly program: Program; readonly failure?: undefined }
  | { readonly program?: undefined; readonly failure: ParseFailure };

/** More names than this in one scope are looked up in a set; fewer are found faster without one. */
const mostListed = 64;

/** The names of a scope, as acorn keeps them. A file may declare hundreds of thousands. */
class NameList extends Array<string> {
  #names: Set<string> | undefined;

  override push(name: string): number {
    this.#names?.add(name);
    return super.push(name);
  }

  override indexOf(name: string): number {
    if (this.length <= mostListed) return super.indexOf(name);
    this.#names ??= new Set(this);
    return this.#names.has(name) ? 0 : -1;
  }
}

let lenientExportParser: typeof Parser | undefined;

/**
 * Acorn stops at the first export of an undeclared name. The bindings analysis reports all of them with
 * their positions, so the parser's own check is switched off.
 */
function createParser(): typeof Parser {
  lenientExportParser ??= correctedParser().extend(
    (Base) =>
      class extends Base {
        declare readonly scopeStack: object[];

        checkLocalExport(): void {}

        enterScope(flags: number): void {
          const names = { var: new NameList(), lexical: new NameList(), functions: new NameList() };
          this.scopeStack.push({ flags, ...names });
        }
      },
  );
  return lenientExportParser;
}

const parserOptions: Record<ModuleKind, Options> = {
  module: { ecmaVersion: "latest", sourceType: "module", allowHashBang: true },
  commonjs: { ecmaVersion: "latest", sourceType: "commonjs", allowHashBang: true },
};

/** acorn's reason where a script imports or exports. */
export const moduleSyntaxInScript = "'import' and 'export' may appear only with 'sourceType: module'";

/** And where one has `import.meta`. */
export const importMetaInScript = "Cannot use 'import.meta' outside a module";

/** Parses a text as what the runtime would take it for. Never throws on any text. */
export function parseModule(text: string, kind: ModuleKind): ParseResult {
  try {
    return { program: createParser().parse(text, parserOptions[kind]) };
  } catch (error) {
    return { failure: describeFailure(error) };
  }
}

/**
 * In characters. Longer texts are read as a tree in a thread with bounds, if at all: dense code fills memory with a
 * hundred times its length.
 */
const longestReadAgain = 6_000_000;

/** Reads a text that is surely a program once more, for a question that the facts do not answer. Null when it is too long. */
export function parseAgain(text: string, kind: ModuleKind): ParseResult | null {
  return text.length > longestReadAgain ? null : parseModule(text, kind);
}

function describeFailure(error: unknown): ParseFailure {
  if (error instanceof RangeError) {
    return { reason: "The code is nested too deeply to be read", offset: 0, tooDeep: true };
  }
  if (!(error instanceof SyntaxError)) throw error;
  const offset = "pos" in error && typeof error.pos === "number" ? error.pos : 0;
  const reason = error.message.replace(/ \(\d+:\d+\)$/, "");
  if (reason === "Not enough stack space to parse input") {
    return { reason: "The code is nested too deeply to be read", offset, tooDeep: true };
  }
  return { reason, offset, tooDeep: false };
}
