import type { Program } from "acorn";
import type { ModuleKind } from "../findings/finding.js";
import { callHandlers } from "./analysis/calls.js";
import { CommonjsExportCollector } from "./analysis/commonjs-exports.js";
import { declarationHandlers, isUseStrictDirective } from "./analysis/declarations.js";
import { guardHandlers } from "./analysis/guards.js";
import { readModuleExports } from "./analysis/module-exports.js";
import { findStarExports, ModuleRequestCollector } from "./analysis/module-requests.js";
import { referenceHandlers } from "./analysis/references.js";
import type { Reference } from "./analysis/scope.js";
import { type Handlers, Walk } from "./analysis/walk.js";
import { isCommonjsName } from "./global-names.js";
import type { FreeReference, ModuleFacts } from "./module-facts.js";
import { type ParseFailure, type ParseResult, parseModule } from "./parse.js";
import { SourceText } from "./source-text.js";

/**
 * Reads one JavaScript text and tells what it declares, uses, exports and asks for. Pure: nothing of the
 * text is run, and the same text always gives the same facts.
 */
export function analyseModule(path: string, text: string, declaredKind: ModuleKind): ModuleFacts {
  const asDeclared = parseModule(text, declaredKind);
  const otherKind = declaredKind === "module" ? "commonjs" : "module";
  const asOther = asDeclared.program || asDeclared.failure.tooDeep ? null : parseModule(text, otherKind);
  const kind = asOther?.program ? otherKind : declaredKind;
  const parsed: ParseResult = asOther?.program ? asOther : asDeclared;
  const failure = asDeclared.failure ?? null;
  const source = new SourceText(text);
  const facts = parsed.program ? analyseProgram(parsed.program, kind) : null;
  if (facts && "reason" in facts) return { ...unreadable(path, declaredKind, source), failure: facts };
  return {
    ...unreadable(path, declaredKind, source),
    failure,
    ...(facts ? { kind, analysed: true, ...facts } : {}),
  };
}

function unreadable(path: string, declaredKind: ModuleKind, source: SourceText): ModuleFacts {
  return {
    path,
    declaredKind,
    kind: declaredKind,
    source,
    failure: null,
    analysed: false,
    hasCode: true,
    exportedNames: new Set(),
    starExports: [],
    undeclaredExports: [],
    freeReferences: [],
    requests: [],
    commonjsExports: { names: new Set(), reexports: [], opaque: true },
    isModular: true,
    typeofNames: new Set(),
    globalPropertyNames: new Set(),
  };
}

type ProgramFacts = Omit<ModuleFacts, "path" | "declaredKind" | "kind" | "source" | "failure" | "analysed">;

function analyseProgram(program: Program, kind: ModuleKind): ProgramFacts | ParseFailure {
  const globalPropertyNames = new Set<string>();
  const requests = new ModuleRequestCollector();
  const commonjs = new CommonjsExportCollector();
  const handlers: Handlers = {
    ...declarationHandlers,
    ...guardHandlers,
    ...referenceHandlers(globalPropertyNames),
    ...requests.handlers,
    ...callHandlers(requests, commonjs),
    AssignmentExpression(node, walk) {
      if (!commonjs.visitAssignment(node, walk)) declarationHandlers.AssignmentExpression?.(node, walk);
    },
    LogicalExpression(node, walk) {
      commonjs.visitAnnotation(node);
      guardHandlers.LogicalExpression?.(node, walk);
    },
  };
  const walk = new Walk(handlers, kind === "module" || program.body.some(isUseStrictDirective));
  try {
    walk.visitAll(program.body);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { reason: "The code is nested too deeply to be read", offset: 0, tooDeep: true };
  }
  const top = walk.scope;
  top.close();
  const free = top.references.filter(({ isFree }) => isFree);
  const exports = readModuleExports(program, top.declarations);
  return {
    hasCode: program.body.some(isCode),
    exportedNames: exports.names,
    starExports: findStarExports(program),
    undeclaredExports: exports.undeclared,
    // The export model settles when getters run, so it comes before the references are described.
    commonjsExports: commonjs.finish(free),
    freeReferences: free
      .filter(({ isTypeofOperand }) => !isTypeofOperand)
      .map((reference) => describeReference(reference, top.hasDirectEval)),
    requests: requests.finish(),
    isModular:
      kind === "module" ? program.body.some(isModuleSyntax) : free.some(({ name }) => isCommonjsName(name)),
    typeofNames: new Set(free.filter(({ isTypeofOperand }) => isTypeofOperand).map(({ name }) => name)),
    globalPropertyNames,
  };
}

function describeReference(reference: Reference, evalAtTop: boolean): FreeReference {
  const { context } = reference;
  return {
    name: reference.name,
    offset: reference.offset,
    evaluatedAt: context.evaluatedAt,
    ...(context.exportedName === undefined ? {} : { exportedName: context.exportedName }),
    isAssignment: reference.isAssignment,
    inStrictCode: context.strict,
    inTry: context.inTry,
    conditional: context.conditional,
    inDynamicScope: context.inWith || reference.mayBeDeclaredByEval || evalAtTop,
  };
}

function isModuleSyntax({ type }: Program["body"][number]): boolean {
  return /^(Import|Export)/.test(type);
}

/** Anything a consumer could notice: not a directive, not `;`, not `export {}`. */
function isCode(statement: Program["body"][number]): boolean {
  switch (statement.type) {
    case "EmptyStatement":
      return false;
    case "ExpressionStatement":
      return typeof statement.directive !== "string";
    case "ExportNamedDeclaration":
      return Boolean(statement.declaration) || statement.specifiers.length > 0 || Boolean(statement.source);
    default:
      return true;
  }
}
