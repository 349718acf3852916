import type { AnyNode } from "acorn";
import { childrenOf } from "../../modules/analysis/syntax-nodes.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { parseAgain } from "../../modules/parse.js";
import { isModuleExports, nameOf } from "./code-shapes.js";

/** A script uses an export of its own that nothing gives. */
export interface OwnUse {
  readonly name: string;
  /** 0-based offset of the name. */
  readonly offset: number;
}

/**
 * By a syntax tree, for texts, templates and comments hold the like: the first place where each of the exports is
 * called, looked into, or made all that the script gives.
 */
export function findOwnUses({ source: { text } }: ModuleFacts, names: ReadonlySet<string>): OwnUse[] {
  if (names.size === 0) return [];
  const program = parseAgain(text, "commonjs")?.program;
  if (!program) return [];
  const found = new Map<string, OwnUse>();
  const note = (node: AnyNode | undefined) => {
    const use = node && ownMember(node);
    if (!use || !names.has(use.name)) return;
    const known = found.get(use.name);
    if (!known || use.offset < known.offset) found.set(use.name, use);
  };
  const nodes: AnyNode[] = [program];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    for (const used of usedBy(node)) note(used);
    nodes.push(...childrenOf(node));
  }
  return [...found.values()];
}

/** What the node cannot do without. */
function usedBy(node: AnyNode): (AnyNode | undefined)[] {
  switch (node.type) {
    case "CallExpression":
      if (node.optional) return [];
      return [node.callee.type === "SequenceExpression" ? node.callee.expressions.at(-1) : node.callee];
    case "MemberExpression":
      return node.optional ? [] : [node.object];
    case "AssignmentExpression": {
      if (!isModuleExports(node.left)) return [];
      const { right } = node;
      return [right.type === "CallExpression" ? right.arguments[0] : right];
    }
    default:
      return [];
  }
}

/** `exports.name`, `module.exports.name`, `exports["name"]`. */
function ownMember(node: AnyNode): OwnUse | null {
  if (node.type !== "MemberExpression") return null;
  const { object, property, computed } = node;
  if (computed && property.type !== "Literal") return null;
  const isOwn = isModuleExports(object) || (object.type === "Identifier" && object.name === "exports");
  const name = isOwn ? nameOf(property) : null;
  return name === null ? null : { name, offset: property.start + (computed ? 1 : 0) };
}
