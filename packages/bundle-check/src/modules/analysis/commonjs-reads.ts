import type { AnyNode, MemberExpression } from "acorn";
import { exportedProperty, isWholeExports, rootOf } from "./commonjs-shapes.js";
import { staticPropertyName } from "./references.js";
import type { Walk } from "./walk.js";

/** Where `exports`, `module` and a top-level `this` are only looked at, so that nothing becomes an export. */
export class CommonjsReads {
  /** Names read as `exports.name`. */
  readonly names = new Set<string>();
  /** `this` is used as a value where it is the export object. */
  escapesThroughThis = false;
  readonly #offsets = new Set<number>();

  /** Where `this` is the export object, in code that was read without a syntax tree. */
  readonly thisUses: number[] = [];

  /** `exports.name` or `module.id`, read without a syntax tree. */
  add(offset: number, name: string | null): void {
    this.#offsets.add(offset);
    if (name !== null) this.names.add(name);
  }

  escapes(): boolean {
    return this.escapesThroughThis || this.thisUses.some((offset) => !this.#offsets.has(offset));
  }

  has(offset: number): boolean {
    return this.#offsets.has(offset);
  }

  /** `exports.name` and `module.id` as values: nothing is exported by reading. */
  visitMember(node: MemberExpression): void {
    const { object } = node;
    if (object.type === "ThisExpression") {
      this.#offsets.add(object.start);
    } else if (isWholeExports(object)) {
      this.#offsets.add(rootOf(object).start);
      const name = exportedProperty(node);
      if (name !== null) this.names.add(name);
    } else if (object.type === "Identifier" && object.name === "module" && !isWholeExports(node)) {
      // A computed key may be "exports".
      if (staticPropertyName(node) !== null) this.#offsets.add(object.start);
    }
  }

  /** A condition only looks: `typeof module === "object" && module.exports`, `require.main === module`. */
  visitCondition(node: AnyNode): void {
    if (isWholeExports(node) || (node.type === "Identifier" && node.name === "module")) {
      this.#offsets.add(rootOf(node).start);
    } else if (node.type === "ThisExpression") {
      this.#offsets.add(node.start);
    } else if (node.type === "UnaryExpression") {
      this.visitCondition(node.argument);
    } else if (node.type === "LogicalExpression") {
      this.visitCondition(node.left);
      this.visitCondition(node.right);
    } else if (node.type === "BinaryExpression") {
      this.#visitOperands(node);
    }
  }

  /** `this` is the export object where no function has one of its own. */
  visitThis(offset: number, walk: Walk): void {
    const isExportObject =
      walk.scope.variableScope.parent === null && walk.context.evaluatedAt === "load" && !walk.context.dead;
    if (isExportObject && !this.#offsets.has(offset)) this.escapesThroughThis = true;
  }

  /** Long comparisons and sums nest to the left. */
  #visitOperands(node: Extract<AnyNode, { type: "BinaryExpression" }>): void {
    let current: AnyNode = node;
    while (current.type === "BinaryExpression") {
      if (current.right.type !== "BinaryExpression") this.visitCondition(current.right);
      current = current.left;
    }
    this.visitCondition(current);
  }
}
