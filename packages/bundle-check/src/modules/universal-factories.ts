import type { AnyNode } from "acorn";
import { childrenOf, type FunctionNode, isFunction } from "./analysis/syntax-nodes.js";

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
    nodes.push(...childrenOf(node));
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
    if (!isFunction(node)) nodes.push(...childrenOf(node));
  }
  return false;
}

/**
 * `exports.a = void 0`, `exports.__esModule = true`, `Object.defineProperty(exports, "__esModule", …)`, or
 * `Object.defineProperties` with nothing but such marks.
 */
function isAnnouncement(node: AnyNode, name: string): boolean {
  if (node.type === "CallExpression") {
    const [target, key] = node.arguments;
    return (
      target?.type === "Identifier" &&
      target.name === name &&
      (isMark(key) ||
        (key?.type === "ObjectExpression" && key.properties.length > 0 && key.properties.every(definesMark)))
    );
  }
  if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return false;
  const { object, property } = node.left;
  if (object.type !== "Identifier" || object.name !== name) return false;
  return isMark(property) || isVoid(node.right, name);
}

function definesMark(property: AnyNode): boolean {
  return property.type === "Property" && isMark(property.key);
}

function isMark(key: AnyNode | undefined): boolean {
  if (key?.type === "Identifier") return key.name === "__esModule";
  return (key?.type === "Literal" && key.value === "__esModule") || isSymbol(key);
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
