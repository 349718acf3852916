import semver from "semver";
import { child, entriesOf } from "../documents/document.ts";
import type { Facts } from "../facts.ts";
import type { VerificationCheck } from "./verification.ts";

const core = "@elizaos/core";

/** Whether the version works with the core that the repository uses. */
export function checkCore(manifest: unknown, facts: Facts): VerificationCheck {
  const title = `compatible with the repository's ${core}`;
  const check = (status: VerificationCheck["status"], ...details: string[]) =>
    ({ id: "core", title, status, details }) as const;
  const versions = coreVersions(facts);
  const peer = rangeIn(manifest, "peerDependencies");
  const own = rangeIn(manifest, "dependencies");
  const range = peer ?? own;
  if (range === null) return check("passed", `It does not ask for ${core}.`);
  const how = peer === null ? `brings its own ${core}, ${range}` : `asks for ${core} ${range}`;
  if (versions.length === 0) return check("noted", `It ${how}; the repository does not use ${core}.`);
  const unfit = versions.filter((version) => !semver.satisfies(version, range, { includePrerelease: true }));
  const fit = versions.filter((version) => !unfit.includes(version));
  if (fit.length === 0) {
    return check(
      "failed",
      `It ${how}; the repository uses ${versions.join(", ")}, which that does not include.`,
    );
  }
  if (unfit.length > 0)
    return check("noted", `It ${how}: ${fit.join(", ")} fits, ${unfit.join(", ")} does not.`);
  return check("passed", `It ${how}: ${fit.join(", ")} fits.`);
}

/** The versions that the repository's own manifests lead to, by what is locked; else by what they ask for. */
function coreVersions(facts: Facts): string[] {
  const locked = facts.repository.lockfiles.flatMap(({ instances }) =>
    instances
      .filter(
        ({ name, installedAs, requesters }) =>
          name === core &&
          installedAs === core &&
          (requesters.length === 0 || requesters.some(({ dependent }) => dependent.startsWith("workspace:"))),
      )
      .map(({ version }) => version),
  );
  const asked = facts.repository.manifests.flatMap(({ document }) =>
    ["dependencies", "devDependencies"].flatMap((field) =>
      entriesOf(child(document.root, field))
        .filter(({ key }) => key === core)
        .map(({ value }) => (value.kind === "text" ? semver.valid(value.value) : null)),
    ),
  );
  const versions = locked.length > 0 ? locked : asked;
  return [
    ...new Set(versions.filter((version): version is string => version !== null && version !== undefined)),
  ];
}

function rangeIn(manifest: unknown, field: string): string | null {
  const dependencies: unknown = isObject(manifest) ? Reflect.get(manifest, field) : undefined;
  const range: unknown = isObject(dependencies) ? Reflect.get(dependencies, core) : undefined;
  return typeof range === "string" ? range : null;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
