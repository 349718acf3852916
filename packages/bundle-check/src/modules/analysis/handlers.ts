import { callHandlers } from "./calls.js";
import type { CommonjsExportCollector } from "./commonjs-exports.js";
import { declarationHandlers } from "./declarations.js";
import { guardHandlers } from "./guards.js";
import type { ModuleRequestCollector } from "./module-requests.js";
import { referenceHandlers } from "./references.js";
import type { Handlers } from "./walk.js";

/** All concerns together: what happens at a node that several of them look at. */
export function createHandlers(
  requests: ModuleRequestCollector,
  commonjs: CommonjsExportCollector,
  globalPropertyNames: Set<string>,
): Handlers {
  const references = referenceHandlers(globalPropertyNames);
  return {
    ...declarationHandlers,
    ...guardHandlers,
    ...references,
    ...requests.handlers,
    ...callHandlers(requests, commonjs),
    AssignmentExpression(node, walk) {
      if (node.operator === "=") requests.dynamicNames.visitBinding(node.left, node.right);
      if (!commonjs.visitAssignment(node, walk)) declarationHandlers.AssignmentExpression?.(node, walk);
    },
    LogicalExpression(node, walk) {
      commonjs.visitAnnotation(node);
      if (node.operator === "&&") commonjs.reads.visitCondition(node.left);
      guardHandlers.LogicalExpression?.(node, walk);
    },
    IfStatement(node, walk) {
      commonjs.reads.visitCondition(node.test);
      guardHandlers.IfStatement?.(node, walk);
    },
    ConditionalExpression(node, walk) {
      commonjs.reads.visitCondition(node.test);
      guardHandlers.ConditionalExpression?.(node, walk);
    },
    MemberExpression(node, walk) {
      commonjs.reads.visitMember(node);
      requests.dynamicNames.visitMember(node);
      references.MemberExpression?.(node, walk);
    },
    ThisExpression(node, walk) {
      commonjs.reads.visitThis(node.start, walk);
    },
    ForInStatement(node, walk) {
      const source = node.right.type === "Identifier" ? node.right.name : null;
      commonjs.inLoop(source, () => declarationHandlers.ForInStatement?.(node, walk));
    },
    VariableDeclarator(node, walk) {
      commonjs.locals.visitDeclarator(node);
      requests.handlers.VariableDeclarator?.(node, walk);
    },
    FunctionDeclaration(node, walk) {
      if (node.id) commonjs.locals.visitFunction(node.id.name);
      declarationHandlers.FunctionDeclaration?.(node, walk);
    },
    ClassDeclaration(node, walk) {
      commonjs.locals.visitClass(node);
      declarationHandlers.ClassDeclaration?.(node, walk);
    },
  };
}
