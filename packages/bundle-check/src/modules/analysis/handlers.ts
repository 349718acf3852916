import { callHandlers } from "./calls.js";
import type { CommonjsExportCollector } from "./commonjs-exports.js";
import { declarationHandlers } from "./declarations.js";
import type { FunctionsElsewhere } from "./functions-elsewhere.js";
import { guardHandlers } from "./guards.js";
import type { ModuleRequestCollector } from "./module-requests.js";
import { referenceHandlers } from "./references.js";
import type { Handlers } from "./walk.js";

/** Who takes note; for another program the same handlers are given others. */
export interface Collectors {
  requests: ModuleRequestCollector;
  commonjs: CommonjsExportCollector;
  globalPropertyNames: Set<string>;
  globalAliases: Set<string>;
  elsewhere: FunctionsElsewhere;
}

/** All concerns together: what happens at a node that several of them look at. */
export function createHandlers(collectors: Collectors): Handlers {
  const references = referenceHandlers(collectors);
  return {
    ...declarationHandlers,
    ...guardHandlers,
    ...references,
    ImportDeclaration: (node, walk) => collectors.requests.handlers.ImportDeclaration?.(node, walk),
    ExportNamedDeclaration: (node, walk) => collectors.requests.handlers.ExportNamedDeclaration?.(node, walk),
    ExportAllDeclaration: (node, walk) => collectors.requests.handlers.ExportAllDeclaration?.(node, walk),
    ...callHandlers(collectors),
    AssignmentExpression(node, walk) {
      if (node.operator === "=") collectors.requests.dynamicNames.visitBinding(node.left, node.right);
      const inOpenScope = walk.context.inOpenScope || collectors.elsewhere.hasAssignment(node);
      walk.inContext({ inOpenScope }, () => {
        if (!collectors.commonjs.visitAssignment(node, walk)) {
          declarationHandlers.AssignmentExpression?.(node, walk);
        }
      });
    },
    LogicalExpression(node, walk) {
      collectors.commonjs.visitAnnotation(node);
      if (node.operator === "&&") collectors.commonjs.reads.visitCondition(node.left);
      guardHandlers.LogicalExpression?.(node, walk);
    },
    IfStatement(node, walk) {
      collectors.commonjs.reads.visitCondition(node.test);
      guardHandlers.IfStatement?.(node, walk);
    },
    ConditionalExpression(node, walk) {
      collectors.commonjs.reads.visitCondition(node.test);
      guardHandlers.ConditionalExpression?.(node, walk);
    },
    MemberExpression(node, walk) {
      collectors.commonjs.reads.visitMember(node);
      collectors.requests.dynamicNames.visitMember(node);
      references.MemberExpression?.(node, walk);
    },
    ThisExpression(node, walk) {
      collectors.commonjs.reads.visitThis(node.start, walk);
    },
    ForInStatement(node, walk) {
      const source = node.right.type === "Identifier" ? node.right.name : null;
      collectors.commonjs.inLoop(source, () => declarationHandlers.ForInStatement?.(node, walk));
    },
    VariableDeclarator(node, walk) {
      collectors.commonjs.locals.visitDeclarator(node);
      if (
        node.id.type === "Identifier" &&
        node.init?.type === "Identifier" &&
        node.init.name === "globalThis"
      ) {
        collectors.globalAliases.add(node.id.name);
      }
      const inOpenScope = walk.context.inOpenScope || collectors.elsewhere.hasDeclarator(node);
      walk.inContext({ inOpenScope }, () => collectors.requests.handlers.VariableDeclarator?.(node, walk));
    },
    FunctionDeclaration(node, walk) {
      if (node.id) collectors.commonjs.locals.visitFunction(node.id.name);
      const inOpenScope =
        walk.context.inOpenScope || collectors.elsewhere.hasDeclaration(node.id?.name ?? "");
      walk.inContext({ inOpenScope }, () => declarationHandlers.FunctionDeclaration?.(node, walk));
    },
    ClassDeclaration(node, walk) {
      collectors.commonjs.locals.visitClass(node);
      declarationHandlers.ClassDeclaration?.(node, walk);
    },
  };
}
