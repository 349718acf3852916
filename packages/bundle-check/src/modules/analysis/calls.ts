import type {
  AnyNode,
  CallExpression,
  Expression,
  Function as FunctionNode,
  NewExpression,
  Super,
} from "acorn";
import { visitFunction } from "./declarations.js";
import type { Collectors } from "./handlers.js";
import { isIdentifier, staticPropertyName } from "./references.js";
import { isFunctionExpression } from "./syntax-nodes.js";
import type { Handlers, Walk } from "./walk.js";

/** Calls: functions that run where they are written, direct `eval`, requests and export helpers. */
export function callHandlers(collectors: Collectors): Handlers {
  return {
    CallExpression(node, walk) {
      if (isIdentifier(node.callee, "eval") && !walk.context.strict) {
        walk.scope.variableScope.hasDirectEval = true;
      }
      const { requests, commonjs, elsewhere } = collectors;
      requests.dynamicNames.visitCall(node);
      if (commonjs.visitCall(node, walk) || requests.visitCall(node, walk)) return;
      visitCalleeAndArguments(node, walk, (argument) => elsewhere.isArgumentOf(node, argument));
    },
    NewExpression(node, walk) {
      collectors.requests.visitNew(node, walk);
      visitCalleeAndArguments(node, walk);
    },
    ImportExpression(node, walk) {
      collectors.requests.visitImportExpression(node, walk);
      walk.visitChildren(node);
    },
  };
}

function visitCalleeAndArguments(
  node: CallExpression | NewExpression,
  walk: Walk,
  runsElsewhere: (argument: AnyNode) => boolean = () => false,
): void {
  const immediate = immediatelyInvoked(node.callee);
  if (immediate) visitFunction(immediate, walk, true);
  else walk.visit(node.callee);
  for (const argument of node.arguments) {
    // A universal module passes its factory to a wrapper that calls it at once.
    if (immediate && isFunctionExpression(argument)) visitFunction(argument, walk, true);
    else if (runsElsewhere(argument)) walk.inContext({ inOpenScope: true }, () => walk.visit(argument));
    else walk.visit(argument);
  }
}

/** `(function () {})()`, `(() => {})()`, and the same through `.call` and `.apply`. */
function immediatelyInvoked(callee: Expression | Super): FunctionNode | null {
  if (isFunctionExpression(callee)) return callee;
  if (callee.type !== "MemberExpression" || !isFunctionExpression(callee.object)) return null;
  const method = staticPropertyName(callee);
  return method === "call" || method === "apply" ? callee.object : null;
}
