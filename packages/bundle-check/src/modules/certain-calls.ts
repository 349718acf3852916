import type { AnyNode, Node, Program } from "acorn";
import { isFunctionExpression } from "./analysis/syntax-nodes.js";

type Body = { readonly root: AnyNode; readonly own: ReadonlySet<string> };

/** A call with a text that is surely made. */
export interface CertainCall {
  readonly specifier: string;
  /** 0-based offset of the text. */
  readonly offset: number;
}

/**
 * The first call of one of these functions, with a text, that loading a program surely makes: follows what runs while
 * the module loads, into the functions it calls by name.
 */
export function findCertainCall(program: Program, callees: ReadonlySet<string>): CertainCall | null {
  const lazy = new Map<string, Body[]>();
  for (const statement of program.body) collectFunctions(statement, lazy);
  const entered = new Set<string>();
  const queue: Body[] = [{ root: program, own: new Set() }];
  for (const { root, own } of queue) {
    let found: CertainCall | null = null;
    visitCertain(root, (name, argument) => {
      if (found || own.has(name)) return;
      if (callees.has(name)) {
        if (argument?.type === "Literal" && typeof argument.value === "string") {
          found = { specifier: argument.value, offset: argument.start };
        }
        return;
      }
      if (entered.has(name)) return;
      entered.add(name);
      queue.push(...(lazy.get(name) ?? []));
    });
    if (found) return found;
  }
  return null;
}

/** Functions by name: declared ones, and those a bundler hands to its wrappers for lazy modules. */
function collectFunctions(statement: AnyNode, into: Map<string, Body[]>): void {
  if (statement.type === "FunctionDeclaration" && statement.id) {
    into.set(statement.id.name, [bodyOf(statement)]);
  }
  if (statement.type !== "VariableDeclaration") return;
  for (const { id, init } of statement.declarations) {
    if (id.type !== "Identifier" || !init) continue;
    const functions =
      init.type === "CallExpression" ? init.arguments.flatMap(functionsIn) : functionsIn(init);
    if (functions.length > 0) into.set(id.name, functions.map(bodyOf));
  }
}

function functionsIn(node: AnyNode): AnyNode[] {
  if (isFunctionExpression(node)) return [node];
  if (node.type !== "ObjectExpression") return [];
  return node.properties.flatMap((property) =>
    property.type === "Property" && isFunctionExpression(property.value) ? [property.value] : [],
  );
}

function bodyOf(node: AnyNode): Body {
  const own = new Set<string>();
  if ("params" in node) for (const parameter of node.params) collectNames(parameter, own);
  if ("body" in node) visitChildren(node, (child) => collectDeclared(child, own));
  const root = "body" in node && !Array.isArray(node.body) ? node.body : node;
  return { root: root as AnyNode, own };
}

/** Names declared anywhere in a function, nested ones included: enough to tell a shadowed stand-in. */
function collectDeclared(node: AnyNode, own: Set<string>): void {
  if (node.type === "VariableDeclarator") collectNames(node.id, own);
  if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id)
    own.add(node.id.name);
  if (isFunctionExpression(node)) return;
  visitChildren(node, (child) => collectDeclared(child, own));
}

function collectNames(node: AnyNode, own: Set<string>): void {
  if (node.type === "Identifier") own.add(node.name);
  else visitChildren(node, (child) => collectNames(child, own));
}

/** Calls by name that nothing can skip: not in a function, a branch or a `try`. */
function visitCertain(node: AnyNode, onCall: (name: string, argument: AnyNode | undefined) => void): void {
  const go = (child: AnyNode | null | undefined) => child && visitCertain(child, onCall);
  // Also where it is all that another function gives.
  if (isFunctionExpression(node) || mayBeLeftOut(node)) return;
  switch (node.type) {
    case "FunctionDeclaration":
      return;
    case "IfStatement":
    case "ConditionalExpression":
    case "LogicalExpression":
      return void go(certainPart(node));
    case "CallExpression": {
      for (const argument of node.arguments) go(argument);
      if (node.callee.type === "Identifier") onCall(node.callee.name, node.arguments[0]);
      else if (isFunctionExpression(node.callee)) visitChildren(node.callee, (child) => go(child));
      else go(node.callee);
      return;
    }
    default:
      visitChildren(node, go);
  }
}

/** Whether what stands in it runs is not certain, or its failure is caught. */
function mayBeLeftOut({ type }: Node): boolean {
  return optional.has(type);
}

const optional: ReadonlySet<string> = new Set([
  ...["ClassDeclaration", "ClassExpression", "TryStatement", "SwitchStatement"],
  ...["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement"],
]);

/** The only part of a branch that surely runs. */
function certainPart(node: AnyNode): AnyNode | null {
  if (node.type === "IfStatement" || node.type === "ConditionalExpression") return node.test;
  return node.type === "LogicalExpression" ? node.left : null;
}

/**
 * A statement has a call of a function at an offset, but in something that may be left out, or in a function of a
 * function: however the statement comes to run, the call is not certain.
 */
export function isUncertainCall(statement: AnyNode, callee: string, offset: number): boolean {
  let isUncertain = false;
  let functions = statement.type === "FunctionDeclaration" ? 1 : 0;
  let node: AnyNode | null = statement;
  while (node !== null) {
    if (node.type === "CallExpression" && node.callee.start === offset) {
      return (
        (isUncertain || functions > 1) && node.callee.type === "Identifier" && node.callee.name === callee
      );
    }
    const inside = childAt(node, offset);
    const certain = certainPart(node);
    if (mayBeLeftOut(node) || (certain !== null && certain !== inside)) isUncertain = true;
    const isCalled: boolean = node.type === "CallExpression" && node.callee === inside;
    // The outermost may be one that something else calls by its name; those inside of it are not followed.
    if (inside && !isCalled && (isFunctionExpression(inside) || inside.type === "FunctionDeclaration"))
      functions++;
    node = inside;
  }
  return false;
}

function childAt(node: AnyNode, offset: number): AnyNode | null {
  let found: AnyNode | null = null;
  visitChildren(node, (child) => {
    if (child.start <= offset && offset < child.end) found = child;
  });
  return found;
}

function visitChildren(node: AnyNode, visit: (child: AnyNode) => void): void {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof child.type === "string") visit(child);
    }
  }
}
