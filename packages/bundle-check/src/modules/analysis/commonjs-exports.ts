import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  Expression,
  MemberExpression,
  ObjectExpression,
} from "acorn";
import type { CommonjsExports } from "../module-facts.js";
import { readExportTable } from "./export-table.js";
import { constantTruth } from "./guards.js";
import { staticPropertyName } from "./references.js";
import type { CodeContext, Reference } from "./scope.js";
import type { Walk } from "./walk.js";

/** An export that counts only if the `exports` or `module` it goes through is the runtime's own. */
interface PendingExport {
  readonly access: Reference | null;
  readonly names: readonly string[];
  readonly reexports: readonly string[];
  readonly opaque: boolean;
  /** A table of getters that is exported under this variable's name, once the table is known. */
  readonly tableName?: string;
}

interface ExportTable {
  readonly names: string[];
  readonly contexts: CodeContext[];
  readonly reexports: string[];
}

/**
 * Models what a CommonJS module exports without running it: `exports.a = …`, `module.exports = { … }`, the
 * getter tables of esbuild, Bun, rolldown and webpack (`__export(target, { a: () => a })` handed to
 * `module.exports = __toCommonJS(target)`), `Object.defineProperty(exports, …)` and the re-export helpers.
 * Every use of `exports` or `module` that is none of these makes the module opaque.
 */
export class CommonjsExportCollector {
  readonly #pending: PendingExport[] = [];
  readonly #tables = new Map<string, ExportTable>();
  readonly #annotated: string[] = [];

  finish(freeReferences: readonly Reference[]): CommonjsExports {
    const names = new Set(this.#annotated);
    const reexports: string[] = [];
    let opaque = freeReferences.some(
      ({ name, isExportAccess, isTypeofOperand }) =>
        (name === "exports" || name === "module") && !isExportAccess && !isTypeofOperand,
    );
    for (const pending of this.#pending) {
      if (pending.access && !pending.access.isFree) continue;
      for (const name of pending.names) names.add(name);
      reexports.push(...pending.reexports);
      if (pending.opaque) opaque = true;
      if (pending.tableName === undefined) continue;
      const table = this.#tables.get(pending.tableName);
      if (!table) {
        opaque = true;
        continue;
      }
      for (const name of table.names) names.add(name);
      reexports.push(...table.reexports);
      // The getters of this table are what consumers read.
      for (const context of table.contexts) context.evaluatedAt = "export-getter";
    }
    return { names, reexports, opaque };
  }

  /** `exports.a = …`, `module.exports = …`. Returns true when it visited the node itself. */
  visitAssignment(node: AssignmentExpression, walk: Walk): boolean {
    if (node.operator !== "=") return false;
    const chain: (Expression | MemberExpression)[] = [];
    let value: Expression = node;
    while (value.type === "AssignmentExpression" && value.operator === "=") {
      if (value.left.type !== "MemberExpression" && value.left.type !== "Identifier") return false;
      chain.push(value.left);
      value = value.right;
    }
    if (!chain.some((target) => isWholeExports(target) || exportedProperty(target) !== null)) return false;
    for (const target of chain) {
      const property = exportedProperty(target);
      if (property !== null) {
        const access = this.#access(target, walk);
        this.#pending.push({ access, names: [property], reexports: [], opaque: false });
      } else if (isWholeExports(target)) {
        const access = this.#access(target, walk);
        // A bare `exports = …` changes nothing for consumers unless `module.exports` is in the same chain.
        if (target.type === "MemberExpression") this.#pending.push(this.#describeValue(value, access));
      } else if (target.type === "Identifier") {
        walk.reference(target.name, target.start, "assignment");
      } else {
        walk.visit(target);
      }
    }
    walk.visit(value);
    return true;
  }

  /** The helpers bundlers and compilers emit. Returns true when it visited the node itself. */
  visitCall(node: CallExpression, walk: Walk): boolean {
    const name = calleeName(node);
    const [first, second, third] = node.arguments;
    if (name === "defineProperty" && first && isWholeExports(first) && isLiteralString(second)) {
      this.#pending.push({
        access: this.#access(first, walk),
        names: [second.value],
        reexports: [],
        opaque: false,
      });
      walk.visit(node.callee);
      walk.inContext({ evaluatedAt: "export-getter", exportedName: second.value }, () => walk.visit(third));
      return true;
    }
    const table = readExportTable(node);
    if (table) {
      this.#visitTable(node, table, walk);
      return true;
    }
    if (/^_*(exportStar|reExport|export)\d*$/.test(name ?? "")) {
      const specifier = node.arguments.map(requiredSpecifier).find((required) => required !== null);
      const target = node.arguments.find(
        (argument) => argument.type !== "SpreadElement" && isWholeExports(argument),
      );
      if (specifier !== undefined) {
        const variable = first?.type === "Identifier" ? this.#tables.get(first.name) : undefined;
        if (variable) variable.reexports.push(specifier);
        else this.#pending.push({ access: null, names: [], reexports: [specifier], opaque: false });
        for (const argument of node.arguments) {
          if (argument === target && argument.type !== "SpreadElement") this.#access(argument, walk);
          else walk.visit(argument);
        }
        walk.visit(node.callee);
        return true;
      }
    }
    return false;
  }

  /** esbuild's annotation for cjs-module-lexer: `0 && (module.exports = { a, b })`. Never runs, names the exports. */
  visitAnnotation(node: {
    readonly left: Expression;
    readonly operator: string;
    readonly right: Expression;
  }): void {
    if (node.operator !== "&&" || constantTruth(node.left) !== false) return;
    const { right } = node;
    if (right.type !== "AssignmentExpression" || !isWholeExports(right.left)) return;
    if (right.right.type === "ObjectExpression") this.#annotated.push(...objectKeys(right.right).names);
  }

  #visitTable(node: CallExpression, table: ReturnType<typeof readExportTable> & object, walk: Walk): void {
    walk.visit(node.callee);
    const recorded: ExportTable = { names: [], contexts: [], reexports: [] };
    const target = node.arguments.length > 1 ? node.arguments[0] : undefined;
    if (target?.type === "Identifier") {
      const access = walk.reference(target.name, target.start);
      if (target.name === "exports" && access) {
        access.isExportAccess = true;
        this.#pending.push({ access, names: [], reexports: [], opaque: false, tableName: target.name });
      }
      const known = this.#tables.get(target.name);
      if (known) {
        recorded.names.push(...known.names);
        recorded.contexts.push(...known.contexts);
      }
      this.#tables.set(target.name, recorded);
    } else {
      walk.visit(target);
    }
    for (const getter of table.getters) {
      recorded.names.push(getter.name);
      const evaluatedAt = table.isKnownHelper ? "export-getter" : "function";
      walk.inContext({ evaluatedAt, exportedName: getter.name, inTry: false }, () => {
        recorded.contexts.push(walk.context);
        walk.visit(getter.value);
      });
    }
  }

  #describeValue(value: Expression, access: Reference | null): PendingExport {
    const required = requiredSpecifier(value);
    if (required !== null) return { access, names: [], reexports: [required], opaque: false };
    if (value.type === "ObjectExpression") return { access, ...objectKeys(value) };
    if (
      value.type === "CallExpression" &&
      value.arguments.length === 1 &&
      value.arguments[0]?.type === "Identifier"
    ) {
      return { access, names: [], reexports: [], opaque: false, tableName: value.arguments[0].name };
    }
    return { access, names: [], reexports: [], opaque: true };
  }

  /** Records the `exports` or `module` an export goes through, as understood. */
  #access(target: AnyNode, walk: Walk): Reference | null {
    let node = target;
    while (node.type === "MemberExpression") node = node.object;
    if (node.type !== "Identifier") return null;
    const reference = walk.reference(node.name, node.start);
    if (reference) reference.isExportAccess = true;
    return reference;
  }
}

/** `module.exports` or a bare `exports`. */
function isWholeExports(node: AnyNode): boolean {
  if (node.type === "Identifier") return node.name === "exports";
  return (
    node.type === "MemberExpression" &&
    node.object.type === "Identifier" &&
    node.object.name === "module" &&
    staticPropertyName(node) === "exports"
  );
}

/** The name in `exports.name` and `module.exports.name`. */
function exportedProperty(node: AnyNode): string | null {
  if (node.type !== "MemberExpression" || !isWholeExports(node.object)) return null;
  return staticPropertyName(node);
}

function objectKeys(node: ObjectExpression): { names: string[]; reexports: string[]; opaque: boolean } {
  const names: string[] = [];
  const reexports: string[] = [];
  let opaque = false;
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      const required = requiredSpecifier(property.argument);
      if (required === null) opaque = true;
      else reexports.push(required);
    } else if (property.key.type === "Identifier" && !property.computed) {
      names.push(property.key.name);
    } else if (property.key.type === "Literal" && typeof property.key.value === "string") {
      names.push(property.key.value);
    } else {
      opaque = true;
    }
  }
  return { names, reexports, opaque };
}

/** The specifier of `require("x")`, also when wrapped once (`__importStar(require("x"))`). */
function requiredSpecifier(node: AnyNode): string | null {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return null;
  const [argument] = node.arguments;
  if (node.callee.name === "require" && isLiteralString(argument)) return argument.value;
  return argument?.type === "CallExpression" && node.callee.name !== "require"
    ? requiredSpecifier(argument)
    : null;
}

function calleeName(node: CallExpression): string | null {
  if (node.callee.type === "Identifier") return node.callee.name;
  return node.callee.type === "MemberExpression" ? staticPropertyName(node.callee) : null;
}

function isLiteralString(
  node: AnyNode | undefined,
): node is Extract<AnyNode, { type: "Literal" }> & { value: string } {
  return node?.type === "Literal" && typeof node.value === "string";
}
