import type { AnyNode } from "acorn";
import { childKeys } from "./child-keys.js";

export type FunctionExpressionNode = Extract<
  AnyNode,
  { type: "FunctionExpression" | "ArrowFunctionExpression" }
>;

export type FunctionNode = FunctionExpressionNode | Extract<AnyNode, { type: "FunctionDeclaration" }>;

export function isFunctionExpression(node: AnyNode): node is FunctionExpressionNode {
  return node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return isFunctionExpression(node) || node.type === "FunctionDeclaration";
}

/** The nodes in a node; names of members and keys are not among them, but what computes one is. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  if ("computed" in node && node.computed) children.push("property" in node ? node.property : node.key);
  for (const key of childKeys[node.type]) {
    const child = (node as AnyNode & Record<string, AnyNode | (AnyNode | null)[] | null | undefined>)[key];
    if (Array.isArray(child)) {
      for (const each of child) if (each) children.push(each);
    } else if (child) children.push(child);
  }
  return children;
}
