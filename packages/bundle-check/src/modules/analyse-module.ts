import type { Program } from "acorn";
import type { ModuleKind } from "../findings/finding.js";
import { callHandlers } from "./analysis/calls.js";
import { CommonjsExportCollector } from "./analysis/commonjs-exports.js";
import { declarationHandlers, isUseStrictDirective } from "./analysis/declarations.js";
import { FunctionsElsewhere } from "./analysis/functions-elsewhere.js";
import { guardHandlers } from "./analysis/guards.js";
import { readModuleExports } from "./analysis/module-exports.js";
import { findStarExports, ModuleRequestCollector } from "./analysis/module-requests.js";
import { referenceHandlers } from "./analysis/references.js";
import type { Reference, Scope } from "./analysis/scope.js";
import { type Handlers, Walk } from "./analysis/walk.js";
import { isCommonjsName } from "./global-names.js";
import type { FreeReference, ModuleFacts } from "./module-facts.js";
import { type ParseFailure, type ParseResult, parseModule } from "./parse.js";
import { SourceText } from "./source-text.js";

/** Three times the largest bundle met in a well-known package; reading more takes minutes and gigabytes. */
const maximumLength = 32_000_000;

/**
 * Reads one JavaScript text and tells what it declares, uses, exports and asks for. Pure: nothing of the
 * text is run, and the same text always gives the same facts.
 */
export function analyseModule(path: string, text: string, declaredKind: ModuleKind): ModuleFacts {
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

type ProgramFacts = Omit<ModuleFacts, "path" | "declaredKind" | "kind" | "source" | "failure" | "analysed">;

function analyseProgram(program: Program, kind: ModuleKind, text: string): ProgramFacts | ParseFailure {
  const globalPropertyNames = new Set<string>();
  const requests = new ModuleRequestCollector();
  const commonjs = new CommonjsExportCollector();
  const elsewhere = new FunctionsElsewhere(text);
  const globalAliases = new Set<string>();
  const references = referenceHandlers(globalPropertyNames, globalAliases);
  const handlers: Handlers = {
    ...declarationHandlers,
    ...guardHandlers,
    ...references,
    ...requests.handlers,
    ...callHandlers(requests, commonjs, elsewhere),
    AssignmentExpression(node, walk) {
      if (node.operator === "=") requests.dynamicNames.visitBinding(node.left, node.right);
      const inOpenScope = walk.context.inOpenScope || elsewhere.hasAssignment(node);
      walk.inContext({ inOpenScope }, () => {
        if (!commonjs.visitAssignment(node, walk)) declarationHandlers.AssignmentExpression?.(node, walk);
      });
    },
    LogicalExpression(node, walk) {
      commonjs.visitAnnotation(node);
      if (node.operator === "&&") commonjs.reads.visitCondition(node.left);
      guardHandlers.LogicalExpression?.(node, walk);
    },
    IfStatement(node, walk) {
      commonjs.reads.visitCondition(node.test);
      guardHandlers.IfStatement?.(node, walk);
    },
    ConditionalExpression(node, walk) {
      commonjs.reads.visitCondition(node.test);
      guardHandlers.ConditionalExpression?.(node, walk);
    },
    MemberExpression(node, walk) {
      commonjs.reads.visitMember(node);
      requests.dynamicNames.visitMember(node);
      references.MemberExpression?.(node, walk);
    },
    ThisExpression(node, walk) {
      commonjs.reads.visitThis(node.start, walk);
    },
    ForInStatement(node, walk) {
      const source = node.right.type === "Identifier" ? node.right.name : null;
      commonjs.inLoop(source, () => declarationHandlers.ForInStatement?.(node, walk));
    },
    VariableDeclarator(node, walk) {
      commonjs.locals.visitDeclarator(node);
      if (
        node.id.type === "Identifier" &&
        node.init?.type === "Identifier" &&
        node.init.name === "globalThis"
      ) {
        globalAliases.add(node.id.name);
      }
      const inOpenScope = walk.context.inOpenScope || elsewhere.hasDeclarator(node);
      walk.inContext({ inOpenScope }, () => requests.handlers.VariableDeclarator?.(node, walk));
    },
    FunctionDeclaration(node, walk) {
      if (node.id) commonjs.locals.visitFunction(node.id.name);
      const inOpenScope = walk.context.inOpenScope || elsewhere.hasDeclaration(node.id?.name ?? "");
      walk.inContext({ inOpenScope }, () => declarationHandlers.FunctionDeclaration?.(node, walk));
    },
    ClassDeclaration(node, walk) {
      commonjs.locals.visitClass(node);
      declarationHandlers.ClassDeclaration?.(node, walk);
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
    throwsAtLoad: program.body.some(({ type }) => type === "ThrowStatement"),
    exportedNames: exports.names,
    starExports: findStarExports(program),
    undeclaredExports: exports.undeclared,
    // The export model settles when getters run, so it comes before the references are described.
    commonjsExports: {
      ...commonjs.finish(free),
      ...(isExportsRedeclared(top, kind) ? { opaque: true } : {}),
    },
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

/** `var exports = exports || {}` is still the export object that the runtime passes, and hides what becomes of it. */
function isExportsRedeclared({ declarations }: Scope, kind: ModuleKind): boolean {
  return kind === "commonjs" && (declarations.has("exports") || declarations.has("module"));
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
    besideModuleTest: context.besideModuleTest,
    inDynamicScope: context.inOpenScope || reference.mayBeDeclaredByEval || evalAtTop,
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
