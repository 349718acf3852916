import type { AnyNode, CallExpression, ObjectExpression } from "acorn";
import { staticPropertyName } from "./references.js";

/** `module.exports` or a bare `exports`. */
export function isWholeExports(node: AnyNode): boolean {
  if (node.type === "Identifier") return node.name === "exports";
  return (
    node.type === "MemberExpression" &&
    node.object.type === "Identifier" &&
    node.object.name === "module" &&
    staticPropertyName(node) === "exports"
  );
}

/** The name in `exports.name` and `module.exports.name`. */
export function exportedProperty(node: AnyNode): string | null {
  if (node.type !== "MemberExpression" || !isWholeExports(node.object)) return null;
  return staticPropertyName(node);
}

/** `exports[key]` and `module.exports[key]`, whatever the key is. */
export function isComputedExport(node: AnyNode): boolean {
  return node.type === "MemberExpression" && isWholeExports(node.object) && staticPropertyName(node) === null;
}

/** The names an object literal gives, and the modules it spreads. */
export function objectKeys(node: ObjectExpression): {
  names: string[];
  reexports: string[];
  opaque: boolean;
} {
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
export function requiredSpecifier(node: AnyNode): string | null {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return null;
  const [argument] = node.arguments;
  if (node.callee.name === "require" && isLiteralString(argument)) return argument.value;
  return argument?.type === "CallExpression" && node.callee.name !== "require"
    ? requiredSpecifier(argument)
    : null;
}

export function calleeName(node: CallExpression): string | null {
  if (node.callee.type === "Identifier") return node.callee.name;
  return node.callee.type === "MemberExpression" ? staticPropertyName(node.callee) : null;
}

export function isLiteralString(
  node: AnyNode | undefined,
): node is Extract<AnyNode, { type: "Literal" }> & { value: string } {
  return node?.type === "Literal" && typeof node.value === "string";
}

/** `name` in `Object.keys(name).forEach(…)`: how compilers copy the exports of one module into another. */
export function copiedInLoop(node: CallExpression): string | null {
  if (calleeName(node) !== "forEach" || node.callee.type !== "MemberExpression") return null;
  const { object } = node.callee;
  if (object.type !== "CallExpression" || calleeName(object) !== "keys") return null;
  const [source] = object.arguments;
  return source?.type === "Identifier" ? source.name : null;
}

/** `Symbol.toStringTag` and its like: keys that are no names. */
export function isSymbolKey(node: AnyNode | undefined): boolean {
  return (
    node?.type === "MemberExpression" && node.object.type === "Identifier" && node.object.name === "Symbol"
  );
}

/** The `module`, `exports` or other expression a path of properties starts at. */
export function rootOf(target: AnyNode): AnyNode {
  let node = target;
  while (node.type === "MemberExpression") node = node.object;
  return node;
}
