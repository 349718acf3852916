import type { Program } from "acorn";
import type { ModuleKind } from "../../findings/finding.js";
import { isCommonjsName } from "../global-names.js";
import type { FreeReference, ModuleFacts } from "../module-facts.js";
import type { CommonjsExportCollector } from "./commonjs-exports.js";
import type { ModuleRequestCollector } from "./module-requests.js";
import type { Reference } from "./scope.js";

/** What a text tells by itself, wherever it stands. */
export type ProgramFacts = Omit<
  ModuleFacts,
  "path" | "declaredKind" | "kind" | "source" | "failure" | "analysed"
>;

/** What was found in a program, by whichever way it was read. */
export interface Collected {
  /** In the order of the text. */
  readonly free: readonly Reference[];
  readonly evalAtTop: boolean;
  readonly requests: ModuleRequestCollector;
  readonly commonjs: CommonjsExportCollector;
  readonly globalPropertyNames: ReadonlySet<string>;
  readonly hasModuleSyntax: boolean;
  /** The names that the text itself declares at its top. */
  readonly topNames: { has(name: string): boolean };
}

/** The facts that come from the names a program uses. */
export function factsFromNames(
  kind: ModuleKind,
  { free, evalAtTop, requests, commonjs, globalPropertyNames, hasModuleSyntax, topNames }: Collected,
): Pick<
  ProgramFacts,
  "commonjsExports" | "freeReferences" | "requests" | "isModular" | "typeofNames" | "globalPropertyNames"
> {
  return {
    // The export model settles when getters run, so it comes before the references are described.
    commonjsExports: {
      ...commonjs.finish(free),
      // `var exports = exports || {}` is still the object that the runtime passes, and hides what becomes of it.
      ...(kind === "commonjs" && (topNames.has("exports") || topNames.has("module")) ? { opaque: true } : {}),
    },
    freeReferences: free
      .filter(({ isTypeofOperand }) => !isTypeofOperand)
      .map((reference) => describeReference(reference, evalAtTop)),
    requests: requests.finish(),
    isModular: kind === "module" ? hasModuleSyntax : free.some(({ name }) => isCommonjsName(name)),
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
    besideModuleTest: context.besideModuleTest,
    inDynamicScope: context.inOpenScope || reference.mayBeDeclaredByEval || evalAtTop,
  };
}

export function isModuleSyntax({ type }: Program["body"][number]): boolean {
  return /^(Import|Export)/.test(type);
}

/** Anything a consumer could notice: not a directive, not `;`, not `export {}`. */
export function isCode(statement: Program["body"][number]): boolean {
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
