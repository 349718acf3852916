import { posix } from "node:path";
import type { Entrypoint } from "../entrypoints/entrypoint.js";
import { alwaysAnswers } from "../entrypoints/exports-field.js";
import { isRecord, type Manifest } from "../entrypoints/manifest.js";
import type { Severity } from "../findings/finding.js";
import { knownExportsOf } from "../modules/known-exports.js";
import { isLeftUnbuilt, isOnlyMessage } from "../modules/only-message.js";
import type { PackageFacts } from "../package-facts.js";
import { emptyEntryCase, isPackageOfTypes } from "./empty-entry.js";
import { compareWithDeclarations } from "./exports/declared-loss.js";
import type { ExportLoss } from "./exports/export-loss.js";
import { compareMembers } from "./exports/member-loss.js";
import { compareOwnNames } from "./exports/own-loss.js";
import { compareWithTwins } from "./exports/twin-loss.js";
import { defineRule } from "./rule.js";

export const exportMismatch = defineRule({
  id: "export-mismatch",
  severity: "error",
  summary: "an entry that lacks the exports its declarations, or its twin for another module system, promise",
  *check(facts) {
    const seen = new Set<string>();
    for (const entry of facts.entrypointsByWeight()) {
      if (entry.kind !== "code" || entry.subpath === null) continue;
      for (const path of entry.files) {
        if (seen.has(path) || !facts.graph.isJavaScript(path)) continue;
        seen.add(path);
        const loss = findLoss(entry, path, facts);
        if (!loss) continue;
        yield {
          place: facts.placeIn(facts.graph.facts(path), 0),
          args: { subpath: entry.subpath, ...loss.args },
          severity: isStandIn(path) || isForNobody(entry, facts.manifest) ? "warning" : mildest(loss, entry),
        };
      }
    }
  },
});

function findLoss(entry: Entrypoint, path: string, facts: PackageFacts): ExportLoss | null {
  // What empty-entry reports has the same cause.
  if (entry.subpath === "." && emptyEntryCase(entry, path, facts)) return null;
  const exported = knownExportsOf(path, facts.graph);
  if (isPackageOfTypes(facts)) return null;
  if (!exported) return compareMembers(entry, path, facts) ?? compareOwnNames(entry, path, facts);
  if (isOnlyMessage(exported.module) && !isLeftUnbuilt(exported.module, facts.promisedValues(entry, path)))
    return null;
  return (
    compareWithDeclarations(entry, path, exported, facts) ?? compareWithTwins(entry, path, exported, facts)
  );
}

/** The file says by its name that it only stands in for the whole, where that cannot run. */
function isStandIn(path: string): boolean {
  return /(^|[._-])(shim|stub|noop|dummy|unsupported)s?[._-]/.test(posix.basename(path));
}

/**
 * `default` behind `import` and `require`, for whoever sets neither: a precaution that nobody tries (@pigment-css/react).
 * Other conditions there are told by what names them.
 */
function isForNobody({ keyPath }: Entrypoint, { data }: Manifest): boolean {
  if (keyPath.at(-1) !== "default") return false;
  let around: unknown = data;
  for (const key of keyPath.slice(0, -1)) around = isRecord(around) ? around[key] : undefined;
  if (!isRecord(around)) return false;
  const { import: imported, require: required } = around;
  return alwaysAnswers(imported) && alwaysAnswers(required);
}

/** Conditions whose consumers expect the whole of an entry; others (`react-server`) offer a part on purpose. */
const wholeConditions: ReadonlySet<string> = new Set([
  ...["node", "import", "require", "default", "module", "module-sync", "browser", "bun", "production"],
  ...["development", "node-addons"],
]);

/** Runtimes whose consumers may get less than the whole, but not nothing. */
const partConditions: ReadonlySet<string> = new Set([
  ...["deno", "worker", "workerd", "edge-light", "electron", "react-native"],
]);

function mildest({ severity, args }: ExportLoss, { conditions, prominence }: Entrypoint): Severity {
  const isNothingLeft = args.exported === 0 && args.missingCount === args.promised;
  const isExpected = conditions.every(
    (condition) => wholeConditions.has(condition) || (isNothingLeft && partConditions.has(condition)),
  );
  return isExpected && prominence !== "superseded" ? severity : "warning";
}
