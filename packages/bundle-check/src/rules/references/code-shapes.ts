import type { AnyNode } from "acorn";

type Identifier = Extract<AnyNode, { type: "Identifier" }>;

/** What compilers put around a request, so that a script has a default export. */
export function isWrapper(callee: AnyNode): boolean {
  const name = callee.type === "MemberExpression" ? nameOf(callee.property) : nameOf(callee);
  return name !== null && /^(__importDefault|__importStar|_interop\w+|__toESM)$/.test(name);
}

/** `inherits(Part, Base)`, `Object.assign({}, part)`, `console.log(part)`: what these are given behind the first they do not add to. */
export function readsOnly(callee: AnyNode): boolean {
  if (callee.type === "MemberExpression" && isName(callee.object, "console")) return true;
  const name = callee.type === "MemberExpression" ? nameOf(callee.property) : nameOf(callee);
  return name !== null && /inherits|extends?$|^(assign|merge|defaults|__exportStar)$/i.test(name);
}

/** `exports.a = part_1.a`, `Object.defineProperty(exports, "a", …)`: what is passed on may be a type (typeorm). */
export function isPassedOn(node: AnyNode): boolean {
  if (node.type === "CallExpression") return isName(node.arguments[0], "exports");
  if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return false;
  return isName(node.left.object, "exports") && node.right.type === "MemberExpression";
}

function isName(node: AnyNode | undefined, name: string): boolean {
  return node?.type === "Identifier" && node.name === name;
}

export function isModuleExports(node: AnyNode): boolean {
  return (
    node.type === "MemberExpression" &&
    !node.computed &&
    isName(node.object, "module") &&
    nameOf(node.property) === "exports"
  );
}

export function nameOf(node: AnyNode): string | null {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : null;
}

export function namesIn(pattern: AnyNode | null | undefined): Identifier[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === "RestElement" ? property : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(namesIn);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}
