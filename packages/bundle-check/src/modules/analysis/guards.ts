import type { Expression } from "acorn";
import type { Handlers } from "./walk.js";

/** Code that may fail unseen, may not run, or can never run. */
export const guardHandlers: Handlers = {
  TryStatement(node, walk) {
    // Without a handler the failure is not caught: `try … finally` guards nothing.
    if (node.handler) walk.inContext({ inTry: true }, () => walk.visit(node.block));
    else walk.visit(node.block);
    walk.visit(node.handler);
    walk.visit(node.finalizer);
  },
  IfStatement(node, walk) {
    const known = constantTruth(node.test);
    walk.visit(node.test);
    visitBranch(walk, known === false, () => walk.visit(node.consequent));
    visitBranch(walk, known === true, () => walk.visit(node.alternate));
  },
  ConditionalExpression(node, walk) {
    const known = constantTruth(node.test);
    walk.visit(node.test);
    visitBranch(walk, known === false, () => walk.visit(node.consequent));
    visitBranch(walk, known === true, () => walk.visit(node.alternate));
  },
  LogicalExpression(node, walk) {
    const known = node.operator === "??" ? undefined : constantTruth(node.left);
    walk.visit(node.left);
    const rightIsDead = known !== undefined && known === (node.operator === "||");
    visitBranch(walk, rightIsDead, () => walk.visit(node.right));
  },
  WhileStatement(node, walk) {
    walk.visit(node.test);
    visitBranch(walk, constantTruth(node.test) === false, () => walk.visit(node.body));
  },
  WithStatement(node, walk) {
    walk.visit(node.object);
    walk.inContext({ inWith: true }, () => walk.visit(node.body));
  },
};

function visitBranch(
  walk: Parameters<NonNullable<(typeof guardHandlers)["IfStatement"]>>[1],
  dead: boolean,
  visit: () => void,
): void {
  walk.inContext(dead ? { dead: true } : { conditional: true }, visit);
}

/** The truth of an expression that is decided by its text alone; undefined when it is not. */
export function constantTruth(node: Expression): boolean | undefined {
  switch (node.type) {
    case "Literal":
      return node.bigint === undefined || node.bigint === null
        ? Boolean(node.value ?? node.regex)
        : undefined;
    case "UnaryExpression": {
      if (node.operator === "void" && node.argument.type === "Literal") return false;
      const truth = node.operator === "!" ? constantTruth(node.argument) : undefined;
      return truth === undefined ? undefined : !truth;
    }
    case "BinaryExpression": {
      const { left, right, operator } = node;
      if (left.type !== "Literal" || right.type !== "Literal") return undefined;
      if (operator === "===") return left.value === right.value;
      if (operator === "!==") return left.value !== right.value;
      return undefined;
    }
    case "LogicalExpression": {
      const left = constantTruth(node.left);
      if (node.operator === "&&") {
        if (left === false) return false;
        return left === true ? constantTruth(node.right) : undefined;
      }
      if (node.operator === "||") {
        if (left === true) return true;
        return left === false ? constantTruth(node.right) : undefined;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}
