import type { AnyNode, Expression } from "acorn";
import { isGlobalObjectName } from "../global-names.js";
import type { Collectors } from "./handlers.js";
import type { Handlers } from "./walk.js";

/**
 * Uses of names as values, and the tests by which a file guards itself against missing names.
 * `globalPropertyNames` receives the properties read from the global object, `globalAliases` holds the variables
 * that minifiers put it in.
 */
export function referenceHandlers(
  collectors: Pick<Collectors, "globalPropertyNames" | "globalAliases">,
): Handlers {
  const isGlobalObject = (name: string) => isGlobalObjectName(name) || collectors.globalAliases.has(name);
  return {
    Identifier(node, walk) {
      walk.reference(node.name, node.start);
    },
    UnaryExpression(node, walk) {
      // `typeof name` never throws, and it says that the file knows the name may be absent.
      if (node.operator === "typeof" && node.argument.type === "Identifier") {
        walk.reference(node.argument.name, node.argument.start, "typeof");
      } else {
        walk.visit(node.argument);
      }
    },
    UpdateExpression(node, walk) {
      walk.visit(node.argument);
    },
    Property(node, walk) {
      if (node.computed) walk.visit(node.key);
      walk.visit(node.value);
    },
    MethodDefinition(node, walk) {
      if (node.computed) walk.visit(node.key);
      walk.visit(node.value);
    },
    MemberExpression(node, walk) {
      const name = staticPropertyName(node);
      if (name !== null && node.object.type === "Identifier" && isGlobalObject(node.object.name)) {
        collectors.globalPropertyNames.add(name);
      }
      walk.visit(node.object);
      if (node.computed) walk.visit(node.property);
    },
    BinaryExpression(node, walk) {
      if (node.operator === "in" && node.left.type === "Literal" && typeof node.left.value === "string") {
        if (node.right.type === "Identifier" && isGlobalObjectName(node.right.name)) {
          collectors.globalPropertyNames.add(node.left.value);
        }
      }
      // Long concatenations nest to the left once per operator; a loop keeps the stack flat.
      const operands: Expression[] = [node.right];
      let left: Expression | typeof node.left = node.left;
      while (left.type === "BinaryExpression") {
        operands.push(left.right);
        left = left.left;
      }
      walk.visit(left);
      for (const operand of operands.reverse()) walk.visit(operand);
    },
  };
}

/** The property name of `object.name` and `object["name"]`; null when it is computed at run time. */
export function staticPropertyName(node: {
  readonly computed: boolean;
  readonly property: { readonly type: string; readonly name?: unknown; readonly value?: unknown };
}): string | null {
  const { property } = node;
  if (!node.computed && property.type === "Identifier" && typeof property.name === "string")
    return property.name;
  if (node.computed && property.type === "Literal" && typeof property.value === "string")
    return property.value;
  return null;
}

/** True when the expression is the bare identifier `name`. */
export function isIdentifier(node: AnyNode | undefined, name: string): boolean {
  return node?.type === "Identifier" && node.name === name;
}
