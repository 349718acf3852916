import type { DeclaredValues } from "../../declarations/declared-values.js";
import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { ofEveryFunction } from "../../modules/inherited-names.js";
import { type KnownExports, knownMembersOf } from "../../modules/known-exports.js";
import type { PackageFacts } from "../../package-facts.js";
import { isAddedElsewhere } from "../references/added-members.js";
import { type ExportLoss, lossOfDeclared } from "./export-loss.js";

/**
 * The script exports one function, and lacks more than half of the functions and variables that the declarations say
 * it has, a function among them: `run.stop = …` is gone. Null when it has most, or when they promise none.
 */
export function compareMembers(entry: Entrypoint, path: string, facts: PackageFacts): ExportLoss | null {
  if (entry.subpath !== "." || entry.prominence !== "named" || !entry.loadedByNode) return null;
  const declared = facts.promisedValues(entry, path);
  // `export declare function run(): void; export = run;` says nothing of a member.
  const members = declared?.isOneValue ? declared.assigned : declared;
  if (!members) return null;
  const promised = promisedBy(members);
  if (!promised.some((name) => members.kindOf(name) === "function")) return null;
  const exported = knownMembersOf(path, facts.graph);
  const missing = exported
    ? promised.filter(
        (name) => !isGiven(name, exported) && !isAddedElsewhere(name, exported.module, facts.graph),
      )
    : [];
  if (!exported || missing.length * 2 <= promised.length) return null;
  if (!missing.some((name) => members.kindOf(name) === "function")) return null;
  return lossOfDeclared("error", missing, promised.length, exported.names.size);
}

function promisedBy(members: DeclaredValues): string[] {
  return [...members.values].filter(
    (name) =>
      name !== "default" &&
      name !== "__esModule" &&
      !ofEveryFunction.has(name) &&
      /^(function|variable)$/.test(members.kindOf(name) ?? ""),
  );
}

/** Also where the name is assigned to anything, or stands as a text: it may be put there in a way that is not read. */
function isGiven(name: string, { names, module: { source } }: KnownExports): boolean {
  const { text } = source;
  return (
    names.has(name) ||
    [
      `.${name} =`,
      `.${name}=`,
      `.${name},`,
      `.${name} }`,
      `.${name}}`,
      `.${name}]`,
      `"${name}"`,
      `'${name}'`,
    ].some((written) => text.includes(written))
  );
}
