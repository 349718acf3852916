import semver from "semver";
import type { KeyPath } from "../documents/document.ts";
import type { Facts } from "../facts.ts";
import type { Pin } from "../policy/policy.ts";
import { requestersOf } from "../rules/instances.ts";
import { placeOf } from "../rules/places.ts";

/** Why a pin exists, who uses it where, and what would have to be true to relax it. */
export interface Explanation {
  readonly package: string;
  readonly version: string;
  readonly reason: string | null;
  readonly denied: readonly { readonly version: string; readonly reason: string | null }[];
  readonly allowWorkspace: boolean;
  readonly policy: string;
  readonly uses: readonly {
    readonly file: string;
    readonly line: number;
    readonly keyPath: KeyPath;
    readonly text: string;
  }[];
  readonly instances: readonly {
    readonly lockfile: string;
    readonly line: number;
    readonly installPath: string;
    readonly what: string;
    readonly requesters: readonly string[];
  }[];
  /** Each must hold before a range may take the place of the exact version. */
  readonly conditions: readonly { readonly condition: string; readonly holds: boolean | null }[];
}

export function explain(pin: Pin, facts: Facts): Explanation {
  return {
    package: pin.package,
    version: pin.version,
    reason: pin.reason,
    denied: [...pin.denied].map(([version, reason]) => ({ version, reason })),
    allowWorkspace: pin.allowWorkspace,
    policy: facts.policy.file,
    uses: facts.usesOf(pin).map((declaration) => ({
      file: declaration.file,
      line: placeOf(facts, declaration).line,
      keyPath: declaration.keyPath,
      text: declaration.text,
    })),
    instances: facts.instancesOf(pin).map((instance) => ({
      lockfile: instance.lockfile.path,
      line: instance.line,
      installPath: instance.installPath,
      what: describeSource(instance, facts),
      requesters: requestersOf(instance),
    })),
    conditions: conditions(pin),
  };
}

function describeSource(
  { source, version, lockfile }: ReturnType<Facts["instancesOf"]>[number],
  facts: Facts,
): string {
  if (source.kind === "registry") return `${version ?? "no version"} of the registry`;
  if (source.kind !== "workspace") return source.reference;
  const at = facts.workspaceAt(lockfile, source.path)?.version;
  return `the workspace ${source.path}${at === null || at === undefined ? "" : ` at ${at}`}`;
}

function conditions({ package: name, version, denied }: Pin): Explanation["conditions"] {
  const range = `^${version}`;
  const admitted = [...denied.keys()].filter((bad) =>
    semver.satisfies(bad, range, { includePrerelease: true }),
  );
  const isPrerelease = semver.prerelease(version) !== null;
  return [
    {
      condition:
        admitted.length === 0
          ? `${range} admits none of the denied versions`
          : `${range} admits none of the denied versions, and it admits ${admitted.join(", ")}`,
      holds: admitted.length === 0,
    },
    {
      condition: isPrerelease
        ? `${name} is at a stable version: a range on a pre-release floats across every later pre-release`
        : `${name} is at a stable version`,
      holds: !isPrerelease,
    },
    {
      condition: `a published version passes \`pin-check verify <version>\`, and the pin has moved there`,
      holds: null,
    },
    {
      condition: `every release of ${name} is judged by bundle-check before it is published, so that no range can bring a truncated one`,
      holds: null,
    },
  ];
}
