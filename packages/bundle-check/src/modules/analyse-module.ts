import type { Program } from "acorn";
import type { ModuleKind } from "../findings/finding.js";
import { CommonjsExportCollector } from "./analysis/commonjs-exports.js";
import { isUseStrictDirective } from "./analysis/declarations.js";
import { EsModuleExportCollector } from "./analysis/es-module-exports.js";
import { FunctionsElsewhere } from "./analysis/functions-elsewhere.js";
import { createHandlers } from "./analysis/handlers.js";
import { readModuleExports } from "./analysis/module-exports.js";
import { findStarExports, ModuleRequestCollector } from "./analysis/module-requests.js";
import { factsFromNames, isCode, isModuleSyntax, type ProgramFacts } from "./analysis/program-facts.js";
import { Walk } from "./analysis/walk.js";
import { minifiedNames } from "./minified-names.js";
import type { ModuleFacts } from "./module-facts.js";
import {
  importMetaInScript,
  moduleSyntaxInScript,
  type ParseFailure,
  type ParseResult,
  parseModule,
} from "./parse.js";
import { type PlainCode, readPlainCode } from "./plain-code/read-plain-code.js";
import { SourceText } from "./source-text.js";

/** Three times the largest bundle met in a well-known package; reading more takes minutes and gigabytes. */
export const maximumLength = 32_000_000;

/**
 * Reads one JavaScript text and tells what it declares, uses, exports and asks for. Pure: nothing of the
 * text is run, and the same text always gives the same facts.
 */
export function analyseModule(path: string, text: string, declaredKind: ModuleKind): ModuleFacts {
  return analysePlainModule(path, text, declaredKind) ?? analyseParsedModule(path, text, declaredKind);
}

/** The fast way, for code that is surely plain; null for all other code. */
export function analysePlainModule(path: string, text: string, declaredKind: ModuleKind): ModuleFacts | null {
  if (text.length > maximumLength) return null;
  const base = { path, declaredKind, source: new SourceText(text), analysed: true };
  // Reading a long text as what it is not shows only where its exports stand, which may be the last line.
  const isModule = declaredKind === "commonjs" && isLikelyModule(text);
  const asDeclared = isModule ? null : readPlainCode(text, declaredKind);
  if (asDeclared) return { ...base, kind: declaredKind, failure: null, ...asDeclared.facts };
  if (declaredKind === "module" || !/\b(import|export)\b/.test(text)) return null;
  const asModule = readPlainCode(text, "module");
  const failure = asModule && failureAsScript(asModule, text);
  if (failure) return { ...base, kind: "module", failure, ...asModule.facts };
  const asScript = isModule ? readPlainCode(text, declaredKind) : null;
  return asScript && { ...base, kind: declaredKind, failure: null, ...asScript.facts };
}

/** Longer lists of exports at the end of a file are rare. */
const longestEnd = 20_000;

function isLikelyModule(text: string): boolean {
  return (
    /^(?:import|export)[\s{*"']/m.test(text) ||
    /[;)}]export\s*\{/.test(text.slice(-longestEnd)) ||
    text.includes("import.meta.")
  );
}

/** The parser reads no further than to the first thing that scripts do not have, but that may be far. */
const longestScriptPart = 1_000_000;

/** What CommonJS has against an ES module. Null when that is not clear without reading all of it. */
function failureAsScript(
  { moduleSyntaxAt, importMetaAt, topAwaitAt }: PlainCode,
  text: string,
): ParseFailure | null {
  const first = Math.min(moduleSyntaxAt ?? text.length, importMetaAt ?? text.length);
  // In a script `await` is a name, with which the code may go on otherwise.
  if (topAwaitAt === null || topAwaitAt > first) {
    if (first === moduleSyntaxAt) return { reason: moduleSyntaxInScript, offset: first, tooDeep: false };
    if (first === importMetaAt) return { reason: importMetaInScript, offset: first, tooDeep: false };
    return null;
  }
  if (first > longestScriptPart) return null;
  const failure = parseModule(text, "commonjs").failure ?? null;
  return failure?.tooDeep ? null : failure;
}

/** By a syntax tree of the whole text: what it says is final. */
export function analyseParsedModule(path: string, text: string, declaredKind: ModuleKind): ModuleFacts {
  if (text.length > maximumLength) {
    const reason = `The file is larger than ${maximumLength / 1_000_000} million characters and was not read`;
    return unreadableModule(path, declaredKind, new SourceText(text), { reason, offset: 0, tooDeep: true });
  }
  const asDeclared = parseModule(text, declaredKind);
  const otherKind = declaredKind === "module" ? "commonjs" : "module";
  const asOther = asDeclared.program || asDeclared.failure.tooDeep ? null : parseModule(text, otherKind);
  const kind = asOther?.program ? otherKind : declaredKind;
  const parsed: ParseResult = asOther?.program ? asOther : asDeclared;
  const failure = asDeclared.failure ?? null;
  const source = new SourceText(text);
  const facts = parsed.program ? analyseProgram(parsed.program, kind, text) : null;
  if (facts && "reason" in facts) return unreadableModule(path, declaredKind, source, facts);
  return {
    ...unreadableModule(path, declaredKind, source, failure),
    ...(facts ? { kind, analysed: true, ...facts } : {}),
  };
}

/** A module of which nothing is known but that, and why, it cannot be read. */
export function unreadableModule(
  path: string,
  declaredKind: ModuleKind,
  source: SourceText,
  failure: ParseFailure | null,
): ModuleFacts {
  return {
    path,
    declaredKind,
    kind: declaredKind,
    source,
    failure,
    analysed: false,
    hasCode: true,
    exportedNames: new Set(),
    starExports: [],
    undeclaredExports: [],
    freeReferences: [],
    requests: [],
    commonjsExports: { names: new Set(), reexports: [], opaque: true, isWholeValue: true },
    isModular: true,
    throwsAtLoad: false,
    typeofNames: new Set(),
    globalPropertyNames: new Set(),
  };
}

function analyseProgram(program: Program, kind: ModuleKind, text: string): ProgramFacts | ParseFailure {
  const globalPropertyNames = new Set<string>();
  const requests = new ModuleRequestCollector();
  const commonjs =
    kind === "module" ? new EsModuleExportCollector() : new CommonjsExportCollector(minifiedNames(text));
  const handlers = createHandlers({
    requests,
    commonjs,
    globalPropertyNames,
    globalAliases: new Set(),
    elsewhere: new FunctionsElsewhere(text),
  });
  const walk = new Walk(handlers, kind === "module" || program.body.some(isUseStrictDirective));
  try {
    walk.visitAll(program.body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { reason: "The code is nested too deeply to be read", offset: 0, tooDeep: true };
  }
  const top = walk.scope;
  top.close();
  const exports = readModuleExports(program, top.declarations);
  const hasModuleSyntax = program.body.some(isModuleSyntax);
  const free = top.references
    .filter(({ isFree }) => isFree)
    .sort((left, right) => left.offset - right.offset);
  return {
    hasCode: program.body.some(isCode),
    throwsAtLoad: program.body.some(({ type }) => type === "ThrowStatement"),
    exportedNames: exports.names,
    starExports: findStarExports(program),
    undeclaredExports: exports.undeclared,
    ...factsFromNames(kind, {
      free,
      evalAtTop: top.hasDirectEval,
      requests,
      commonjs,
      globalPropertyNames,
      hasModuleSyntax,
      topNames: top.declarations,
    }),
  };
}
