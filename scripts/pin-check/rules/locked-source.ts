import type { Facts, Instance } from "../facts.ts";
import type { RuleArguments } from "../findings/finding.ts";
import type { Pin } from "../policy/policy.ts";
import { isUsed } from "./instances.ts";
import { placeOfInstance } from "./places.ts";
import { defineRule } from "./rule.ts";

export const lockedSource = defineRule({
  id: "locked-source",
  severity: "error",
  summary: "a lockfile that takes the pinned package from a folder, a tarball or git",
  *check(facts) {
    for (const pin of facts.policy.pins) {
      for (const instance of facts.instancesOf(pin)) {
        const { source, installPath } = instance;
        if (source.kind === "registry") continue;
        const problem = judge(instance, pin, facts);
        if (problem === null) continue;
        yield {
          place: placeOfInstance(instance),
          actual: describe(instance, facts),
          expected: pin.allowWorkspace
            ? `${pin.version} of the registry, or a workspace at ${pin.version}`
            : `${pin.version} of the registry`,
          args: { package: pin.package, source: source.kind, problem, installPath },
        };
      }
    }
  },
});

function judge(instance: Instance, pin: Pin, facts: Facts): RuleArguments["locked-source"]["problem"] | null {
  const { source, lockfile } = instance;
  if (source.kind !== "workspace") return "not-registry";
  // npm and Bun list every workspace as a link; nobody is hurt by one that nobody asks for.
  if (!isUsed(instance, pin, facts)) return null;
  if (!pin.allowWorkspace) return "not-allowed";
  const workspace = facts.workspaceAt(lockfile, source.path);
  if (workspace === null || workspace.name !== pin.package) return "unknown";
  return workspace.version === pin.version ? null : "other-version";
}

function describe({ source, lockfile }: Instance, facts: Facts): string {
  if (source.kind === "registry") return "the registry";
  if (source.kind !== "workspace") return source.reference;
  const version = facts.workspaceAt(lockfile, source.path)?.version;
  return `workspace:${source.path}${version === undefined || version === null ? "" : ` at ${version}`}`;
}
