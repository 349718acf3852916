import type { CallExpression, Expression, Property } from "acorn";
import { staticPropertyName } from "./references.js";
import { isFunctionExpression } from "./syntax-nodes.js";

/** One getter of an export table: `name: () => value`. */
export interface ExportGetter {
  readonly name: string;
  readonly value: Expression;
}

/**
 * A call that installs getters on an export object, as bundlers emit it: `__export(target, { a: () => a })`
 * (esbuild, Bun), `__exportAll({ … })` (rolldown), `__webpack_require__.d(exports, { a: () => a })`. Minified
 * helpers have any name, so the shape decides; `isKnownHelper` tells whether the name is a bundler's own.
 */
export function readExportTable(
  node: CallExpression,
): { readonly getters: readonly ExportGetter[]; readonly isKnownHelper: boolean } | null {
  const table = node.arguments.at(-1);
  if (node.arguments.length > 2 || table?.type !== "ObjectExpression" || table.properties.length === 0)
    return null;
  const getters: ExportGetter[] = [];
  for (const property of table.properties) {
    const getter = property.type === "Property" ? readGetter(property) : null;
    if (!getter) return null;
    getters.push(getter);
  }
  return { getters, isKnownHelper: isExportHelper(node) };
}

/** The export object that a helper fills from a variable, whose names nobody can read: `__webpack_require__.d(a, b)`. */
export function filledFromVariable(node: CallExpression): string | null {
  const [target, source] = node.arguments;
  if (!isExportHelper(node) || target?.type !== "Identifier") return null;
  return source?.type === "Identifier" ? target.name : null;
}

function isExportHelper({ callee }: CallExpression): boolean {
  if (callee.type === "Identifier") return /^__export(All|Getters)?\d*$/.test(callee.name);
  return (
    callee.type === "MemberExpression" &&
    staticPropertyName(callee) === "d" &&
    callee.object.type === "Identifier" &&
    callee.object.name === "__webpack_require__"
  );
}

/** `name: () => value` or `name: function () { return value }`, where value is a name or a member of one. */
function readGetter(property: Property): ExportGetter | null {
  const { key, value } = property;
  if (property.computed || property.kind !== "init" || property.shorthand) return null;
  const name =
    key.type === "Identifier"
      ? key.name
      : key.type === "Literal" && typeof key.value === "string"
        ? key.value
        : null;
  if (name === null) return null;
  if (!isFunctionExpression(value)) return null;
  if (value.params.length > 0 || value.async || value.generator) return null;
  const returned = value.body.type === "BlockStatement" ? returnedValue(value.body.body) : value.body;
  return returned && isPath(returned) ? { name, value: returned } : null;
}

function returnedValue(statements: readonly { readonly type: string }[]): Expression | null {
  const [only] = statements;
  if (statements.length !== 1 || only?.type !== "ReturnStatement") return null;
  return (only as { argument?: Expression | null }).argument ?? null;
}

/** `a`, `a.b`, `a["b"].c`: what a getter of a binding returns. */
function isPath(node: Expression): boolean {
  let current: { readonly type: string } = node;
  while (current.type === "MemberExpression")
    current = (current as { object: Expression } & typeof current).object;
  return current.type === "Identifier";
}
