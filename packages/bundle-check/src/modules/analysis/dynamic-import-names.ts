import type { AnyNode, ImportExpression, Pattern } from "acorn";
import type { ModuleRequest } from "../module-facts.js";
import { staticPropertyName } from "./references.js";
import { isFunctionExpression } from "./syntax-nodes.js";

type Names = ModuleRequest["names"];

/**
 * The names code reads from what `import()` yields: `const { a } = await import("x")`, `(await import("x")).a`,
 * `import("x").then(({ a }) => …)` and `.then((x) => x.a)`. A name with a default value is not needed.
 */
export class DynamicImportNames {
  readonly #names = new Map<ImportExpression, Names>();

  of(node: ImportExpression): Names {
    return this.#names.get(node) ?? [];
  }

  /** `pattern = await import("x")`, in a declaration or an assignment. */
  visitBinding(pattern: Pattern, value: AnyNode | null | undefined): void {
    const request = awaitedImport(value);
    if (request) this.#names.set(request, namesOf(pattern));
  }

  /** `(await import("x")).a`, `import("x").then(callback)`. */
  visitMember(node: Extract<AnyNode, { type: "MemberExpression" }>): void {
    const request = awaitedImport(node.object);
    const name = staticPropertyName(node);
    if (request && name !== null) this.#names.set(request, [{ name, offset: node.property.start }]);
  }

  visitCall(node: Extract<AnyNode, { type: "CallExpression" }>): void {
    const { callee } = node;
    if (callee.type !== "MemberExpression" || staticPropertyName(callee) !== "then") return;
    if (callee.object.type !== "ImportExpression") return;
    const [callback] = node.arguments;
    if (!callback || !isFunctionExpression(callback)) return;
    const [parameter] = callback.params;
    if (!parameter) return;
    if (parameter.type !== "Identifier") this.#names.set(callee.object, namesOf(parameter));
    else if (callback.body.type === "MemberExpression") {
      const { object, property } = callback.body;
      const name = staticPropertyName(callback.body);
      if (object.type === "Identifier" && object.name === parameter.name && name !== null) {
        this.#names.set(callee.object, [{ name, offset: property.start }]);
      }
    }
  }
}

function awaitedImport(node: AnyNode | null | undefined): ImportExpression | null {
  return node?.type === "AwaitExpression" && node.argument.type === "ImportExpression" ? node.argument : null;
}

function namesOf(pattern: Pattern): Names {
  if (pattern.type !== "ObjectPattern") return [];
  return pattern.properties.flatMap((property) => {
    if (property.type === "RestElement" || property.value.type === "AssignmentPattern") return [];
    const { key, computed } = property;
    if (key.type === "Identifier" && !computed) return [{ name: key.name, offset: key.start }];
    return key.type === "Literal" && typeof key.value === "string"
      ? [{ name: key.value, offset: key.start }]
      : [];
  });
}
