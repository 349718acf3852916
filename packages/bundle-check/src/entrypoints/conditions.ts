import type { Severity } from "../findings/finding.js";

/** Conditions that Node sets, each for one way of loading. */
const nodeConditions = ["node", "import", "require", "default", "node-addons", "module-sync"];

/** What Node sets for `import` and for `require`. */
export const nodeConditionSets = {
  import: new Set(nodeConditions.filter((condition) => condition !== "require")),
  require: new Set(nodeConditions.filter((condition) => condition !== "import")),
} as const satisfies Record<string, ReadonlySet<string>>;

/** Conditions whose consumers are so many that a missing file is a broken package. */
const widelyUsedConditions = new Set([...nodeConditions, "browser", "bun", "module", "production"]);

/** Conditions other runtimes and bundlers set. */
const furtherConditions = new Set([
  ...["deno", "worker", "workerd", "edge-light", "electron", "react-native", "react-server", "script"],
  ...["netlify", "fastly", "convex", "azion", "kiesel", "moddable"],
]);

export function isTypesCondition(condition: string): boolean {
  return condition === "types" || condition.startsWith("types@");
}

/**
 * How bad a missing target is: an error where ordinary consumers meet it, a warning for types and for other
 * runtimes, an information for conditions that only the package's own repository sets (`source`,
 * `development`, `@scope/source`).
 */
export function severityOfConditions(conditions: readonly string[]): Severity {
  if (conditions.every((condition) => widelyUsedConditions.has(condition))) return "error";
  const known = conditions.every(
    (condition) =>
      widelyUsedConditions.has(condition) || furtherConditions.has(condition) || isTypesCondition(condition),
  );
  return known ? "warning" : "info";
}
