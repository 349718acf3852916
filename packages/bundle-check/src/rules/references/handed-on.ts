import type { AnyNode } from "acorn";
import { readsOnly } from "./code-shapes.js";

/** A script's own exports are given to whatever writes them, which adds nothing to what they hold. */
const ownExports: ReadonlySet<string> = new Set(["exports", "module"]);

/**
 * Variables that are given to functions, behind something else or inside of objects and lists, of which some have a
 * variable of their own: `const parts = { core }; install(parts)`. Whoever is given a module may add to it.
 */
export class HandedOnVariables {
  readonly #given: string[] = [];
  /** The variables in an object, by what that is called. */
  readonly #held = new Map<string, string[]>();

  /** `name = value`, `name.member = value`. */
  hold(name: string, value: AnyNode): void {
    const held = variablesIn(value);
    if (held.length === 0 || ownExports.has(name)) return;
    const known = this.#held.get(name);
    if (known) known.push(...held);
    else this.#held.set(name, held);
  }

  give(call: Extract<AnyNode, { type: "CallExpression" | "NewExpression" }>): void {
    if (!readsOnly(call.callee)) this.#given.push(...call.arguments.flatMap((value) => variablesIn(value)));
  }

  all(): ReadonlySet<string> {
    const all = new Set(this.#given);
    // What is added here is visited as well.
    for (const name of all) for (const held of this.#held.get(name) ?? []) all.add(held);
    return all;
  }
}

/** Objects in objects deeper than this are not looked into. */
const deepest = 3;

/** The variable that the value is, or those that the object or list has. */
function variablesIn(value: AnyNode | null, depth = 0): string[] {
  if (value === null || depth > deepest) return [];
  switch (value.type) {
    case "Identifier":
      return [value.name];
    case "ObjectExpression":
      return value.properties.flatMap((property) =>
        property.type === "Property" ? variablesIn(property.value, depth + 1) : [],
      );
    case "ArrayExpression":
      return value.elements.flatMap((element) => variablesIn(element, depth + 1));
    default:
      return [];
  }
}
