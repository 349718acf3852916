import type { AnyNode, Program } from "acorn";
import { childrenOf } from "../../modules/analysis/syntax-nodes.js";

/** As esbuild calls what it puts in the place of `import.meta`. */
const nameOfMeta = /^import_meta\d*$/;

/**
 * The variables that a bundler gave an empty object in the place of `import.meta`: given nothing else, no member
 * assigned, and handed to nobody who could.
 */
export function findEmptyMetas(program: Program): ReadonlySet<string> {
  const given = new Map<string, number>();
  const changed = new Set<string>();
  const give = (name: string, value: AnyNode) => {
    if (value.type === "ObjectExpression" && value.properties.length === 0)
      given.set(name, (given.get(name) ?? 0) + 1);
    else changed.add(name);
  };
  const visit = (node: AnyNode): void => {
    switch (node.type) {
      case "VariableDeclarator":
        if (isMeta(node.id)) {
          if (node.init) give(node.id.name, node.init);
          if (node.init) visit(node.init);
          return;
        }
        break;
      case "AssignmentExpression":
        if (isMeta(node.left)) {
          if (node.operator === "=") give(node.left.name, node.right);
          else changed.add(node.left.name);
          visit(node.right);
          return;
        }
        if (node.left.type === "MemberExpression" && isMeta(node.left.object))
          changed.add(node.left.object.name);
        break;
      case "MemberExpression":
        if (isMeta(node.object)) {
          if (node.computed) visit(node.property);
          return;
        }
        break;
      case "UnaryExpression":
        if (node.operator === "typeof" && isMeta(node.argument)) return;
        break;
      case "Identifier":
        if (isMeta(node)) changed.add(node.name);
        return;
    }
    for (const child of childrenOf(node)) visit(child);
  };
  for (const statement of program.body) visit(statement);
  return new Set([...given].flatMap(([name, count]) => (count === 1 && !changed.has(name) ? [name] : [])));
}

function isMeta(node: AnyNode): node is Extract<AnyNode, { type: "Identifier" }> {
  return node.type === "Identifier" && nameOfMeta.test(node.name);
}
