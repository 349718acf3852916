import type { AnyNode } from "acorn";
import { childKeys } from "./analysis/child-keys.js";

type FunctionNode = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

function isFunction(node: AnyNode): node is FunctionNode {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** No statement of the factory itself returns a value. */
export function returnsNothing(factory: AnyNode): boolean {
  return isFunction(factory) && factory.body.type === "BlockStatement" && !returnsValue(factory.body);
}

/** Looks into the statements that a function itself runs. */
function returnsValue(statement: AnyNode | null | undefined): boolean {
  switch (statement?.type) {
    case "ReturnStatement":
      return statement.argument !== null && statement.argument !== undefined;
    case "BlockStatement":
      return statement.body.some(returnsValue);
    case "IfStatement":
      return returnsValue(statement.consequent) || returnsValue(statement.alternate);
    case "TryStatement":
      return [statement.block, statement.handler?.body, statement.finalizer].some(returnsValue);
    case "SwitchStatement":
      return statement.cases.some(({ consequent }) => consequent.some(returnsValue));
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
    case "WithStatement":
      return returnsValue(statement.body);
    default:
      return false;
  }
}

/**
 * The factory makes something of its first parameter, besides marking it as the exports of an ES module and
 * announcing names (`exports.a = void 0`). Null where that cannot be told.
 */
export function usesParameter(factory: AnyNode): boolean | null {
  if (!isFunction(factory) || factory.body.type !== "BlockStatement") return null;
  const [first] = factory.params;
  if (first?.type !== "Identifier") return null;
  const { name } = first;
  const nodes: AnyNode[] = [factory.body];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === "Identifier" && node.name === name) return true;
    if (isFunction(node) && hides(node, name)) continue;
    if (isAnnouncement(node, name)) continue;
    nodes.push(...readIn(node));
  }
  return false;
}

/**
 * The function has a parameter or variable of the name, in all of it; in another way than by a plain name, or in a
 * block of it, it counts as a use.
 */
function hides({ params, body }: FunctionNode, name: string): boolean {
  const isName = (node: AnyNode | null | undefined) => node?.type === "Identifier" && node.name === name;
  if (params.some(isName)) return true;
  const outermost = new Set<AnyNode>(body.type === "BlockStatement" ? body.body : []);
  const nodes: AnyNode[] = [body];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const isOutermost = outermost.has(node);
    if (node.type === "VariableDeclaration" && (isOutermost || node.kind === "var")) {
      if (node.declarations.some(({ id }) => isName(id))) return true;
    }
    if (isOutermost && (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration")) {
      if (isName(node.id)) return true;
    }
    if (!isFunction(node)) nodes.push(...readIn(node));
  }
  return false;
}

/** `exports.a = void 0`, `exports.__esModule = true`, `Object.defineProperty(exports, "__esModule", …)`. */
function isAnnouncement(node: AnyNode, name: string): boolean {
  if (node.type === "CallExpression") {
    const [target, key] = node.arguments;
    return (
      target?.type === "Identifier" &&
      target.name === name &&
      ((key?.type === "Literal" && key.value === "__esModule") || isSymbol(key))
    );
  }
  if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return false;
  const { object, property } = node.left;
  if (object.type !== "Identifier" || object.name !== name) return false;
  const isMark = property.type === "Identifier" && property.name === "__esModule";
  return isMark || isVoid(node.right, name);
}

/** `Symbol.toStringTag`, under which Rollup says that it is a module. */
function isSymbol(node: AnyNode | undefined): boolean {
  return (
    node?.type === "MemberExpression" && node.object.type === "Identifier" && node.object.name === "Symbol"
  );
}

/** `void 0`, also at the end of a chain of announcements. */
function isVoid(value: AnyNode, name: string): boolean {
  if (value.type === "AssignmentExpression") return isAnnouncement(value, name);
  return value.type === "UnaryExpression" && value.operator === "void";
}

/** Names of members and keys are no use of a variable. */
function readIn(node: AnyNode): AnyNode[] {
  let skipped: AnyNode | null = null;
  if (node.type === "MemberExpression" && !node.computed) skipped = node.property;
  else if (/^(?:Property|MethodDefinition|PropertyDefinition)$/.test(node.type)) {
    if ("key" in node && "computed" in node && !node.computed) skipped = node.key;
  }
  const children: AnyNode[] = [];
  for (const key of childKeys[node.type]) {
    const child = (node as AnyNode & Record<string, AnyNode | (AnyNode | null)[] | null | undefined>)[key];
    for (const each of Array.isArray(child) ? child : [child])
      if (each && each !== skipped) children.push(each);
  }
  return children;
}
