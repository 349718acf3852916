import { type Schema, type SchemaDraft, Validator } from "@cfworker/json-schema";

/**
 * Checks a value against a JSON Schema without `eval`, so that it runs under a strict content security policy.
 *
 * @returns one line per violation; none when the value is valid.
 */
export function violationsOf(value: unknown, schema: object): string[] {
  const { valid, errors } = new Validator(schema satisfies Schema, draftOf(schema), false).validate(value);
  if (valid) return [];
  // The innermost errors say what is wrong; those around them only repeat that something is.
  const depthOf = (error: { instanceLocation: string }) => error.instanceLocation.split("/").length;
  const deepest = errors.reduce((depth, error) => Math.max(depth, depthOf(error)), 0);
  return errors
    .filter((error) => depthOf(error) === deepest)
    .map((error) => `${error.instanceLocation.replace(/^#\/?/, "") || "the value"}: ${error.error}`);
}

function draftOf(schema: { readonly $schema?: unknown }): SchemaDraft {
  const declared = String(schema.$schema ?? "");
  if (declared.includes("draft-04")) return "4";
  if (declared.includes("draft-07") || declared.includes("draft-06")) return "7";
  if (declared.includes("2019-09")) return "2019-09";
  return "2020-12";
}
