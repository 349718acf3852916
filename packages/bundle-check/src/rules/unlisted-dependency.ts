import { posix } from "node:path";
import { severityOfConditions } from "../entrypoints/conditions.js";
import type { Entrypoint } from "../entrypoints/entrypoint.js";
import { isRecord } from "../entrypoints/manifest.js";
import { certainlyLoaded, isCertain } from "../modules/certain-load.js";
import type { ModuleFacts, ModuleRequest } from "../modules/module-facts.js";
import { packageNameOf } from "../modules/package-name.js";
import type { PackageFacts } from "../package-facts.js";
import { isCompanion } from "./dependencies/companions.js";
import { isDeclaredFramework } from "./dependencies/declared-framework.js";
import { listedPackages } from "./dependencies/listed-packages.js";
import { defineRule } from "./rule.js";

/** All uses of one package that is not listed; the first one stands for all. */
interface Use {
  readonly module: ModuleFacts;
  readonly request: ModuleRequest;
  readonly files: Set<string>;
}

export const unlistedDependency = defineRule({
  id: "unlisted-dependency",
  severity: "error",
  summary: "an import of a package that the manifest does not ask for",
  *check(facts) {
    const listed = listedPackages(facts);
    const certain = certainlyLoaded(
      facts.entrypoints.filter(isPrimary).flatMap(({ files }) => files),
      facts.graph,
    );
    // What everybody loads comes first, so that a package is reported where it does most harm.
    const errors = collectUses(facts, listed, ({ path }) => certain.has(path));
    const warnings = collectUses(facts, listed, ({ path }) => !certain.has(path));
    for (const [name, use] of errors) {
      const found = describe(name, use, warnings.get(name), facts);
      const isAtHand =
        isCompanion(name, listed, facts.manifest) ||
        isDeclaredFramework(name, facts) ||
        isCalledAfter(name, use);
      yield isAtHand ? { ...found, severity: "warning" } : found;
    }
    for (const [name, use] of warnings) {
      if (!errors.has(name)) yield { ...describe(name, use, undefined, facts), severity: "warning" };
    }
  },
});

/** Shorter names are part of many others. */
const shortestName = 5;

/** A file that says by its name whom it is for: `cli-ts-node-commonjs.js`, beside the command for all (typeorm-fixtures-cli). */
function isCalledAfter(name: string, { files }: Use): boolean {
  return name.length >= shortestName && [...files].every((path) => posix.basename(path).includes(name));
}

/** `.` and commands, by a field that names the file and under conditions that ordinary consumers set. */
function isPrimary({ kind, subpath, prominence, conditions, files }: Entrypoint): boolean {
  if (kind === "bin") return true;
  // Plugins of Grunt name what their own tests run by, as the template has it (grunt-prompt).
  const isForAuthor = files.some((path) => /(?:^|\/)(?:grunt|gulp)file\.[cm]?js$/i.test(path));
  return (
    !isForAuthor &&
    kind === "code" &&
    subpath === "." &&
    prominence === "named" &&
    severityOfConditions(conditions) === "error"
  );
}

function collectUses(
  { graph }: PackageFacts,
  listed: ReadonlySet<string>,
  isMeant: (module: ModuleFacts) => boolean,
): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const module of graph.reachable()) {
    if (!isMeant(module) || /(^|\/)node_modules\//.test(module.path)) continue;
    for (const request of module.requests) {
      const name = isCertain(request) ? packageNameOf(request.specifier) : null;
      if (name === null || listed.has(name)) continue;
      const use = uses.get(name);
      if (use) use.files.add(module.path);
      else uses.set(name, { module, request, files: new Set([module.path]) });
    }
  }
  return uses;
}

function describe(
  name: string,
  { module, request, files }: Use,
  others: Use | undefined,
  facts: PackageFacts,
) {
  const { specifier, offset } = request;
  const { devDependencies } = facts.manifest.data;
  const allFiles = new Set([...files, ...(others?.files ?? [])]);
  return {
    place: facts.placeIn(module, offset, specifier.length + 2),
    args: {
      dependency: name,
      specifier,
      isDevDependency: isRecord(devDependencies) && Object.hasOwn(devDependencies, name),
      more: allFiles.size - 1,
    },
  };
}
