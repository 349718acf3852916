import type { AnyNode } from "acorn";
import { objectKeys, requiredSpecifier } from "./commonjs-shapes.js";
import type { Reference } from "./scope.js";

/** An export that counts only if the `exports` or `module` it goes through is the runtime's own. */
export interface PendingExport {
  readonly access: Reference | null;
  readonly names?: readonly string[];
  readonly reexports?: readonly string[];
  readonly opaque?: boolean;
  /** A table of getters that is exported under this variable's name, once the table is known. */
  readonly tableName?: string;
  /** A variable that is exported as a whole. */
  readonly valueName?: string;
  /** `module.exports` becomes a function, a class or something unknown. */
  readonly isWholeValue?: boolean;
}

/** What `module.exports` becomes. */
export function describeValue(value: AnyNode, access: Reference | null): PendingExport {
  const required = requiredSpecifier(value);
  if (required !== null) return { access, reexports: [required] };
  switch (value.type) {
    case "ObjectExpression":
      return { access, ...objectKeys(value) };
    case "Identifier":
      return { access, valueName: value.name };
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassExpression":
      return { access, isWholeValue: true };
    case "CallExpression": {
      const [only, ...others] = value.arguments;
      if (others.length === 0 && only?.type === "Identifier") return { access, tableName: only.name };
      return { access, opaque: true, isWholeValue: true };
    }
    default:
      return { access, opaque: true, isWholeValue: true };
  }
}
