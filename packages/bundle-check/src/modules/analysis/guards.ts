import type { AnyNode, ConditionalExpression, Expression } from "acorn";
import type { Handlers, Walk } from "./walk.js";

/** Code that may fail unseen, may not run, or can never run. */
export const guardHandlers: Handlers = {
  TryStatement(node, walk) {
    // Without a handler the failure is not caught: `try … finally` guards nothing.
    if (node.handler) walk.inContext({ inTry: true }, () => walk.visit(node.block));
    else walk.visit(node.block);
    // What stands in for something that failed may never be asked for.
    walk.inContext({ conditional: true }, () => walk.visit(node.handler));
    walk.visit(node.finalizer);
  },
  IfStatement(node, walk) {
    const known = constantTruth(node.test);
    walk.visit(node.test);
    const alternates: AnyNode[] = [];
    underTest(node.test, walk, () => {
      visitBranch(walk, known === false, () => walk.visit(node.consequent));
      // As long as the chains below.
      let alternate = node.alternate;
      while (known === undefined && alternate?.type === "IfStatement" && isPlainTest(alternate.test)) {
        alternates.push(alternate.test, alternate.consequent);
        alternate = alternate.alternate;
      }
      if (alternate) alternates.push(alternate);
      visitBranch(walk, known === true, () => walk.visitAll(alternates));
    });
  },
  ConditionalExpression(node, walk) {
    const known = constantTruth(node.test);
    walk.visit(node.test);
    if (isForPages(node)) {
      walk.inContext({ besideModuleTest: true, conditional: true }, () =>
        walk.visitAll([node.consequent, node.alternate]),
      );
      return;
    }
    const alternates: Expression[] = [];
    underTest(node.test, walk, () => {
      visitBranch(walk, known === false, () => walk.visit(node.consequent));
      // Long decisions nest once per case; a loop keeps the stack flat.
      let alternate = node.alternate;
      while (
        known === undefined &&
        alternate.type === "ConditionalExpression" &&
        isPlainTest(alternate.test)
      ) {
        alternates.push(alternate.test, alternate.consequent);
        alternate = alternate.alternate;
      }
      alternates.push(alternate);
      visitBranch(walk, known === true, () => walk.visitAll(alternates));
    });
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
    walk.inContext({ inOpenScope: true }, () => walk.visit(node.body));
  },
};

const moduleNames = new Set(["module", "exports", "define", "require"]);

/** `isNode ? require("library") : Library`: where there are no modules, the page has the library. */
function isForPages({ consequent, alternate }: ConditionalExpression): boolean {
  return [consequent, alternate].some(
    (branch) =>
      branch.type === "CallExpression" &&
      branch.callee.type === "Identifier" &&
      branch.callee.name === "require",
  );
}

/** Neither decided by its text nor about names that may be absent. */
function isPlainTest(test: Expression): boolean {
  return constantTruth(test) === undefined && typeofOperands(test).length === 0;
}

function underTest(test: Expression, walk: Walk, visit: () => void): void {
  const operands = typeofOperands(test);
  if (operands.length === 0) {
    visit();
    return;
  }
  const besideModuleTest = walk.context.besideModuleTest || operands.some((name) => moduleNames.has(name));
  walk.inContext({ underTypeofTest: true, besideModuleTest }, visit);
}

/** The names a test asks for with `typeof`, in any combination of comparisons. */
function typeofOperands(test: Expression): string[] {
  switch (test.type) {
    case "UnaryExpression":
      if (test.operator !== "typeof") return typeofOperands(test.argument);
      return test.argument.type === "Identifier" ? [test.argument.name] : [];
    case "BinaryExpression":
      return [
        ...(test.left.type === "PrivateIdentifier" ? [] : typeofOperands(test.left)),
        ...typeofOperands(test.right),
      ];
    case "LogicalExpression":
      return [...typeofOperands(test.left), ...typeofOperands(test.right)];
    default:
      return [];
  }
}

function visitBranch(walk: Walk, dead: boolean, visit: () => void): void {
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
