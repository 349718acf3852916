import type { ModuleKind } from "../../findings/finding.js";
import { CommonjsExportCollector } from "../analysis/commonjs-exports.js";
import { EsModuleExportCollector } from "../analysis/es-module-exports.js";
import { ModuleRequestCollector } from "../analysis/module-requests.js";
import type { ProgramFacts } from "../analysis/program-facts.js";
import { minifiedNames } from "../minified-names.js";
import { findExportedVariables, handsOverExports } from "./exported-variables.js";
import { ModuleItems } from "./module-items.js";
import { Names } from "./names.js";
import { notPlain } from "./not-plain.js";
import type { Foreknowledge } from "./plain-reader.js";

/** Each pass teaches the next; code that needs more is left to the parser. */
const maximumPasses = 5;
/** One tree of the whole text costs less than so many of its statements, each read in every pass. */
const mostTreesToRepeat = 50_000;

export interface PlainCode {
  readonly facts: ProgramFacts;
  /** 0-based offset of the first import or export. */
  readonly moduleSyntaxAt: number | null;
  /** How many statements were read as syntax trees, each with a parser of its own. */
  readonly trees: number;
  /** How often the text was gone over. */
  readonly passes: number;
  /** The same for `import.meta` and top-level `await`, which CommonJS does not have either. */
  readonly importMetaAt: number | null;
  readonly topAwaitAt: number | null;
}

/**
 * Reads code in one pass over its text, without a syntax tree but for the statements whose shape counts. The facts
 * are those a syntax tree of the whole text gives. Null for everything that is not surely plain: syntax errors, rare
 * constructs, deep nesting; a syntax tree of the whole text then decides.
 */
export function readPlainCode(text: string, kind: ModuleKind): PlainCode | null {
  const foreknowledge: Foreknowledge = {
    called: new Map(),
    uncalled: new Set(),
    withoutHandler: new Set(),
    islands: new Set(),
    rereads: new Set(),
    wholeExports: new Set(),
    countsExports: false,
    left: { statements: new Set(), functions: new Set() },
  };
  const isAmbiguous = minifiedNames(text);
  if (kind === "commonjs" && text.includes("exports")) {
    foreknowledge.wholeExports = new Set(
      [...findExportedVariables(text)].filter((name) => !isAmbiguous(name)),
    );
    foreknowledge.countsExports = handsOverExports(text);
  }
  try {
    let trees = 0;
    for (let pass = 0; pass < maximumPasses && trees <= mostTreesToRepeat; pass++) {
      const requests = new ModuleRequestCollector();
      const commonjs =
        kind === "module" ? new EsModuleExportCollector() : new CommonjsExportCollector(isAmbiguous);
      const reader = new ModuleItems(
        text,
        kind === "module",
        new Names(text.length),
        foreknowledge,
        requests,
        commonjs,
      );
      const facts = reader.read();
      trees += reader.trees;
      if (facts !== null) {
        const { moduleSyntaxAt } = reader;
        const importMetaAt = finiteOrNull(reader.importMetaAt);
        const topAwaitAt = finiteOrNull(reader.topAwaitAt);
        return { facts, moduleSyntaxAt, importMetaAt, topAwaitAt, trees: reader.trees, passes: pass + 1 };
      }
    }
  } catch (error) {
    if (error !== notPlain && !(error instanceof RangeError)) throw error;
  }
  return null;
}

function finiteOrNull(offset: number): number | null {
  return Number.isFinite(offset) ? offset : null;
}
