import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  Expression,
  MemberExpression,
  ObjectExpression,
} from "acorn";
import type { CommonjsExports } from "../module-facts.js";
import { CommonjsNotes } from "./commonjs-notes.js";
import { describeValue, type PendingExport } from "./commonjs-pending.js";
import {
  calleeName,
  copiedInLoop,
  exportedProperty,
  isComputedExport,
  isLiteralString,
  isSymbolKey,
  isWholeExports,
  objectKeys,
  requiredSpecifier,
  rootOf,
} from "./commonjs-shapes.js";
import { filledFromVariable, readExportTable } from "./export-table.js";
import { constantTruth } from "./guards.js";
import type { CodeContext, Reference } from "./scope.js";
import type { Walk } from "./walk.js";

/**
 * Models what a CommonJS module exports without running it: `exports.a = …`, `module.exports = { … }`, the
 * getter tables of esbuild, Bun, rolldown and webpack (`__export(target, { a: () => a })` handed to
 * `module.exports = __toCommonJS(target)`), `Object.defineProperty(exports, …)`, the re-export helpers and loops,
 * universal modules that fill the `exports` they are given, and variables exported as a whole.
 * Every use of `exports` or `module` that is none of these makes the module opaque.
 */
export class CommonjsExportCollector extends CommonjsNotes {
  /** Names that stand for many variables at once. */
  readonly #isAmbiguous: (name: string) => boolean;

  constructor(isAmbiguous: (name: string) => boolean = () => false) {
    super();
    this.#isAmbiguous = isAmbiguous;
  }

  /** The variables whose value, or getters, are exported as a whole. */
  wholeExportNames(freeReferences: readonly Reference[]): Set<string> {
    const isUniversal = this.#isUniversal(freeReferences.filter((reference) => this.#isUnread(reference)));
    const names = this.pending
      .filter(({ access }) => isUniversal || access?.isFree !== false)
      .flatMap(({ valueName, tableName }) => [valueName, tableName])
      .filter((name) => name !== undefined);
    return new Set(names.filter((name) => !this.#isAmbiguous(name)));
  }

  finish(freeReferences: readonly Reference[]): CommonjsExports {
    const names = new Set(this.annotated.flatMap((annotation) => annotation.names));
    const reexports = this.annotated.flatMap((annotation) => annotation.reexports);
    const unread = freeReferences.filter((reference) => this.#isUnread(reference));
    const isUniversal = this.#isUniversal(unread);
    let opaque =
      unread.some(({ offset }) => !isUniversal || !this.handedOver.has(offset)) ||
      (this.reads.escapes() && !isUniversal);
    let isWholeValue = false;
    for (const pending of isUniversal ? [...this.pending] : this.pending) {
      if (pending.access && !pending.access.isFree && !isUniversal) continue;
      const read = this.#readPending(pending);
      for (const name of read.names) names.add(name);
      for (const reexport of read.reexports) reexports.push(reexport);
      // Inside a factory other modules may be bundled, each with a `module` of its own.
      if (pending.access?.isFree === false) continue;
      if (read.opaque) opaque = true;
      if (read.isWholeValue) isWholeValue = true;
    }
    for (const { access, names: announced = [] } of this.announced) {
      // Compilers announce every export; one that nothing assigns later has lost its declaration.
      for (const name of announced) if (access?.isFree && this.reads.names.has(name)) names.add(name);
    }
    return { names, reexports: [...new Set(reexports)], opaque, isWholeValue };
  }

  /** The module hands its export object to a function, so that what that does with it may count. */
  isHandedOver(freeReferences: readonly Reference[]): boolean {
    return freeReferences.some(
      (reference) => this.#isUnread(reference) && this.handedOver.has(reference.offset),
    );
  }

  /** A factory that names its parameter `exports` shows what becomes of the object it is handed. */
  #isUniversal(unread: readonly Reference[]): boolean {
    return (
      unread.some(({ offset }) => this.handedOver.has(offset)) &&
      this.pending.some(({ access, names = [] }) => access?.isFree === false && names.length > 0)
    );
  }

  #isUnread({ name, isExportAccess, isTypeofOperand, offset }: Reference): boolean {
    return (
      (name === "exports" || name === "module") &&
      !isExportAccess &&
      !isTypeofOperand &&
      !this.reads.has(offset)
    );
  }

  #readPending({ names = [], reexports = [], opaque = false, ...pending }: PendingExport): {
    names: Iterable<string>;
    reexports: readonly string[];
    opaque: boolean;
    isWholeValue: boolean;
  } {
    const isWholeValue = pending.isWholeValue ?? false;
    const { valueName, tableName = valueName } = pending;
    const table = tableName === undefined ? undefined : this.tables.get(tableName);
    if (table) {
      // The getters of this table are what consumers read.
      for (const context of table.contexts) context.evaluatedAt = "export-getter";
      const { names: assigned = [] } = this.#local(tableName ?? "") ?? {};
      const isOpen = opaque || this.openTables.has(tableName ?? "");
      return {
        names: [...table.names, ...assigned],
        reexports: table.reexports,
        opaque: isOpen,
        isWholeValue,
      };
    }
    if (valueName !== undefined && !this.#isAmbiguous(valueName)) {
      const required = this.locals.requiredBy(valueName);
      if (required !== null) return { names, reexports: [required], opaque, isWholeValue };
      const local = this.#local(valueName);
      if (local) return { ...local, isWholeValue: local.isCallable };
    }
    const isUnknown = tableName !== undefined;
    return { names, reexports, opaque: opaque || isUnknown, isWholeValue: isWholeValue || isUnknown };
  }

  #local(name: string): ReturnType<CommonjsExportCollector["locals"]["read"]> {
    return this.#isAmbiguous(name) ? null : this.locals.read(name);
  }

  /** `exports.a = …`, `module.exports = …`. Returns true when it visited the node itself. */
  visitAssignment(node: AssignmentExpression, walk: Walk): boolean {
    this.locals.visitAssignment(node);
    const chain: (Expression | MemberExpression)[] = [];
    let value: Expression = node;
    while (value.type === "AssignmentExpression") {
      if (value.left.type !== "MemberExpression" && value.left.type !== "Identifier") return false;
      if (value.operator !== "=" && (value !== node || exportedProperty(value.left) === null)) return false;
      chain.push(value.left);
      value = value.right;
    }
    if (!chain.some((target) => isWholeExports(target) || isExportMember(target))) return false;
    for (const target of chain) this.#visitTarget(target, value, walk);
    walk.visit(value);
    return true;
  }

  #visitTarget(target: Expression | MemberExpression, value: Expression, walk: Walk): void {
    const property = exportedProperty(target);
    if (property !== null) {
      const list = isVoid(value) ? this.announced : this.pending;
      list.push({ access: this.#access(target, walk), names: [property] });
    } else if (isComputedExport(target)) {
      this.pending.push({ access: this.#access(target, walk), ...this.copied() });
      if (target.type === "MemberExpression") walk.visit(target.property);
    } else if (isWholeExports(target)) {
      const access = this.#access(target, walk);
      // A bare `exports = …` changes nothing for consumers unless `module.exports` is in the same chain.
      if (target.type === "MemberExpression") this.pending.push(describeValue(value, access));
    } else if (target.type === "Identifier") {
      walk.reference(target.name, target.start, "assignment");
    } else {
      walk.visit(target);
    }
  }

  /** The helpers bundlers and compilers emit. Returns true when it visited the node itself. */
  visitCall(node: CallExpression, walk: Walk): boolean {
    this.locals.visitArguments(node);
    const filled = filledFromVariable(node);
    if (filled !== null) this.openTables.add(filled);
    if (this.visitTable(node, walk)) return true;
    const source = copiedInLoop(node);
    if (source !== null) {
      this.inLoop(source, () => {
        walk.visit(node.callee);
        walk.visitAll(node.arguments);
      });
      return true;
    }
    const [first] = node.arguments;
    if (first && isWholeExports(first) && this.#visitCallOnExports(node, first, walk)) return true;
    return this.#visitReexport(node, walk);
  }

  /** Runs `visit` for a loop over the properties of a variable. */
  inLoop(source: string | null, visit: () => void): void {
    const outer = this.loopSource;
    this.loopSource = source ?? outer;
    visit();
    this.loopSource = outer;
  }

  /** A call whose first argument is the export object. */
  #visitCallOnExports(node: CallExpression, first: AnyNode, walk: Walk): boolean {
    const name = calleeName(node);
    const [, second, third] = node.arguments;
    if (isLiteralString(second) && (name === "defineProperty" || third)) {
      this.pending.push({ access: this.#access(first, walk), names: [second.value] });
      walk.visit(node.callee);
      walk.inContext({ evaluatedAt: "export-getter", exportedName: second.value }, () => walk.visit(third));
      return true;
    }
    if (name === "defineProperty" || (third && isSymbolKey(second))) {
      const added = isSymbolKey(second) ? {} : this.copied();
      this.pending.push({ access: this.#access(first, walk), ...added });
    } else if (name === "defineProperties" && second?.type === "ObjectExpression") {
      this.pending.push({ access: this.#access(first, walk), ...objectKeys(withoutSymbols(second)) });
    } else if (name === "assign") {
      for (const argument of node.arguments.slice(1)) {
        const added = argument.type === "SpreadElement" ? { opaque: true } : describeValue(argument, null);
        this.pending.push({ ...added, access: this.#access(first, walk), isWholeValue: false });
      }
    } else if (name === "call" || name === "freeze" || name === "keys") {
      // `Object.prototype.hasOwnProperty.call(exports, key)` and its like only look.
      this.#access(first, walk);
    } else {
      if (first.type === "Identifier") this.handedOver.add(first.start);
      return false;
    }
    walk.visit(node.callee);
    walk.visitAll(node.arguments.slice(1));
    return true;
  }

  /** `__exportStar(require("x"), exports)`, `__reExport(table, require("x"), module.exports)`. */
  #visitReexport(node: CallExpression, walk: Walk): boolean {
    const specifier = node.arguments.map(requiredSpecifier).find((required) => required !== null);
    if (specifier === undefined) return false;
    const [first] = node.arguments;
    const isHelper = /^_*(exportStar|reExport|export)\d*$/.test(calleeName(node) ?? "");
    let table = first?.type === "Identifier" ? this.tables.get(first.name) : undefined;
    if (!table && isHelper && first?.type === "Identifier" && !isWholeExports(first)) {
      table = { names: [], contexts: [], reexports: [] };
      this.tables.set(first.name, table);
    }
    const target = node.arguments.find(
      (argument) => argument.type !== "SpreadElement" && isWholeExports(argument),
    );
    if (!isHelper && !table && !target) return false;
    if (table) table.reexports.push(specifier);
    else this.pending.push({ access: null, reexports: [specifier] });
    for (const argument of node.arguments) {
      if (argument === target) this.#access(argument, walk);
      else walk.visit(argument);
    }
    walk.visit(node.callee);
    return true;
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
    if (right.right.type === "ObjectExpression") this.annotated.push(objectKeys(right.right));
  }

  /** A call that installs getters. Returns true when it was one, and was visited. */
  protected visitTable(node: CallExpression, walk: Walk): boolean {
    const table = readExportTable(node);
    if (!table) return false;
    walk.visit(node.callee);
    const names: string[] = [];
    const contexts: CodeContext[] = [];
    const target = node.arguments.length > 1 ? node.arguments[0] : undefined;
    if (target?.type === "Identifier") {
      const access = walk.reference(target.name, target.start);
      if (target.name === "exports" && access) {
        access.isExportAccess = true;
        this.pending.push({ access, names: [], reexports: [], opaque: false, tableName: target.name });
      }
    } else {
      walk.visit(target);
    }
    for (const getter of table.getters) {
      names.push(getter.name);
      const evaluatedAt = table.isKnownHelper ? "export-getter" : "function";
      walk.inContext({ evaluatedAt, exportedName: getter.name, inTry: false }, () => {
        contexts.push(walk.context);
        walk.visit(getter.value);
      });
    }
    this.addTable(target?.type === "Identifier" ? target.name : null, names, contexts);
    return true;
  }

  /** Records the `exports` or `module` an export goes through, as understood. */
  #access(target: AnyNode, walk: Walk): Reference | null {
    const node = rootOf(target);
    if (node.type !== "Identifier") return null;
    const reference = walk.reference(node.name, node.start);
    if (reference) reference.isExportAccess = true;
    return reference;
  }
}

/** rolldown marks its CommonJS with `[Symbol.toStringTag]`, which is no name that anybody imports. */
function withoutSymbols(node: ObjectExpression): ObjectExpression {
  const properties = node.properties.filter(
    (property) => property.type === "SpreadElement" || !property.computed || !isSymbolKey(property.key),
  );
  return { ...node, properties };
}

function isExportMember(target: AnyNode): boolean {
  return exportedProperty(target) !== null || isComputedExport(target);
}

/** `void 0`, or `undefined` where it is the global one. */
function isVoid(node: AnyNode): boolean {
  return node.type === "UnaryExpression" && node.operator === "void";
}
