import type {
  AnonymousClassDeclaration,
  AnonymousFunctionDeclaration,
  ArrowFunctionExpression,
  Class,
  ForInStatement,
  ForOfStatement,
  Function as FunctionNode,
  Pattern,
} from "acorn";
import type { Handlers, PatternTarget, Walk } from "./walk.js";

/** Scopes and the names declared in them. */
export const declarationHandlers: Handlers = {
  BlockStatement(node, walk) {
    walk.inScope({ isVariableScope: false }, () => walk.visitAll(node.body));
  },
  SwitchStatement(node, walk) {
    walk.visit(node.discriminant);
    walk.inScope({ isVariableScope: false }, () =>
      walk.inContext({ conditional: true }, () => walk.visitAll(node.cases)),
    );
  },
  ForStatement(node, walk) {
    walk.inScope({ isVariableScope: false }, () => walk.visitChildren(node));
  },
  ForInStatement: visitForEach,
  ForOfStatement: visitForEach,
  CatchClause(node, walk) {
    walk.inScope({ isVariableScope: false }, (scope) => {
      if (node.param) visitPattern(node.param, { declareIn: scope }, walk);
      walk.visit(node.body);
    });
  },
  VariableDeclaration(node, walk) {
    const declareIn = node.kind === "var" ? walk.scope.variableScope : walk.scope;
    for (const declarator of node.declarations) {
      visitPattern(declarator.id, { declareIn }, walk);
      walk.visit(declarator);
    }
  },
  FunctionDeclaration(node, walk) {
    visitFunction(node, walk);
  },
  FunctionExpression(node, walk) {
    visitFunction(node, walk);
  },
  ArrowFunctionExpression(node, walk) {
    visitFunction(node, walk);
  },
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  StaticBlock(node, walk) {
    walk.inScope({ isVariableScope: true }, () => walk.visitAll(node.body));
  },
  PropertyDefinition(node, walk) {
    if (node.computed) walk.visit(node.key);
    // Static fields are initialised while the class is defined, the others by each `new`.
    if (node.static) walk.visit(node.value);
    else walk.inContext({ evaluatedAt: "function", inTry: false }, () => walk.visit(node.value));
  },
  AssignmentExpression(node, walk) {
    visitAssignmentTarget(node.left, node.operator === "=", walk);
    walk.visit(node.right);
  },
};

function visitForEach(node: ForInStatement | ForOfStatement, walk: Walk): void {
  walk.inScope({ isVariableScope: false }, () => {
    if (node.left.type === "VariableDeclaration") walk.visit(node.left);
    else visitPattern(node.left, "assignment", walk);
    walk.visit(node.right);
    walk.visit(node.body);
  });
}

/** The left side of an assignment. A compound assignment reads the name before it writes it. */
export function visitAssignmentTarget(target: Pattern, isPlain: boolean, walk: Walk): void {
  if (target.type === "Identifier")
    walk.reference(target.name, target.start, isPlain ? "assignment" : "read");
  else visitPattern(target, "assignment", walk);
}

/** Declares or assigns every name of a pattern and visits the expressions inside it. */
export function visitPattern(pattern: Pattern, target: PatternTarget, walk: Walk): void {
  switch (pattern.type) {
    case "Identifier":
      if (target === "assignment") walk.reference(pattern.name, pattern.start, "assignment");
      else target.declareIn.declarations.add(pattern.name);
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        if (property.type === "RestElement") {
          visitPattern(property.argument, target, walk);
        } else {
          if (property.computed) walk.visit(property.key);
          visitPattern(property.value, target, walk);
        }
      }
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element) visitPattern(element, target, walk);
      break;
    case "AssignmentPattern":
      visitPattern(pattern.left, target, walk);
      walk.visit(pattern.right);
      break;
    case "RestElement":
      visitPattern(pattern.argument, target, walk);
      break;
    case "MemberExpression":
      walk.visit(pattern);
      break;
    default: {
      const unexpected: never = pattern;
      walk.visit(unexpected);
    }
  }
}

/**
 * A function's name, parameters and body. `runsNow` is true for functions that are called where they are
 * written, so that their code counts as running when the code around them does.
 */
export function visitFunction(
  node: FunctionNode | AnonymousFunctionDeclaration | ArrowFunctionExpression,
  walk: Walk,
  runsNow = false,
): void {
  if (node.type === "FunctionDeclaration" && node.id) {
    walk.scope.declarations.add(node.id.name);
    // Sloppy code also sees a plain function declared in a block outside of the block (ECMAScript annex B.3.2).
    if (!walk.context.strict && !node.async && !node.generator) {
      walk.scope.variableScope.declarations.add(node.id.name);
    }
  }
  const strict = walk.context.strict || hasUseStrict(node.body);
  const context = runsNow
    ? { strict }
    : walk.context.evaluatedAt === "export-getter"
      ? { strict, inTry: false, besideModuleTest: false }
      : {
          strict,
          evaluatedAt: "function" as const,
          inTry: false,
          conditional: false,
          besideModuleTest: false,
          underTypeofTest: false,
        };
  walk.inScope({ isVariableScope: true }, (scope) =>
    walk.inContext(context, () => {
      if (node.type !== "ArrowFunctionExpression") scope.declarations.add("arguments");
      if (node.type === "FunctionExpression" && node.id) scope.declarations.add(node.id.name);
      for (const parameter of node.params) visitPattern(parameter, { declareIn: scope }, walk);
      const visitBody = () => {
        if (node.body.type === "BlockStatement") walk.visitAll(node.body.body);
        else walk.visit(node.body);
      };
      // Default values do not see what the body declares.
      if (node.params.every(({ type }) => type === "Identifier")) visitBody();
      else walk.inScope({ isVariableScope: true }, visitBody);
    }),
  );
}

function hasUseStrict(body: FunctionNode["body"]): boolean {
  if (body.type !== "BlockStatement") return false;
  return body.body.some(isUseStrictDirective);
}

/** `"use strict"` in a directive prologue; acorn marks only directives with the property. */
export function isUseStrictDirective(statement: {
  readonly type: string;
  readonly directive?: unknown;
}): boolean {
  return statement.type === "ExpressionStatement" && statement.directive === "use strict";
}

function visitClass(node: Class | AnonymousClassDeclaration, walk: Walk): void {
  if (node.type === "ClassDeclaration" && node.id) walk.scope.declarations.add(node.id.name);
  walk.inScope({ isVariableScope: false }, (scope) =>
    walk.inContext({ strict: true }, () => {
      if (node.id) scope.declarations.add(node.id.name);
      walk.visit(node.superClass);
      walk.visit(node.body);
    }),
  );
}
