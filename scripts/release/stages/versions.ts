import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  changelogOf,
  hasChangelogSection,
  packagesOfChangeset,
  pendingChangesets,
  preReleaseTag,
} from "../changesets.ts";
import { tagFor, versionForm } from "../dist-tag.ts";
import { type GateContext, passed, refused, type Stage, type StageResult } from "./stage.ts";

/** Every version is one that changesets gave, or is about to be replaced by one that a pending changeset asks for. */
export const versions: Stage = {
  name: "versions",
  needs: [],
  needsRegistry: false,
  judgesTarballs: false,
  run: async (context) => judgeVersions(context),
};

export function judgeVersions({ root, packages }: Pick<GateContext, "root" | "packages">): StageResult {
  const tag = preReleaseTag(root);
  const pending = pendingChangesets(root);
  const reasons: string[] = [];
  if (packages.length === 0)
    reasons.push("Every package is private: there is nothing to judge or to publish.");
  const awaited = new Set<string>();
  for (const name of pending) {
    try {
      for (const named of packagesOfChangeset(readFileSync(join(root, ".changeset", name), "utf8"))) {
        if (packages.some((known) => known.name === named)) awaited.add(named);
        else
          reasons.push(
            `.changeset/${name} names ${named}, which is no published package of this repository.`,
          );
      }
    } catch (error) {
      reasons.push(`.changeset/${name} cannot be read: ${error instanceof Error ? error.message : error}.`);
    }
  }
  for (const { name, version, directory, defaultTag, otherSettings } of packages) {
    const rightTag = tagFor(version);
    if (rightTag === undefined) reasons.push(`${name}: ${version} ${versionForm}.`);
    else if (tag !== undefined && rightTag !== tag) {
      reasons.push(
        `${name}: ${version} is no ${tag} release, but .changeset/pre.json says the repository makes those.`,
      );
    } else if (tag === undefined && rightTag !== "latest") {
      reasons.push(`${name}: ${version} is a pre-release, but the repository is not in pre-release mode.`);
    }
    if (rightTag !== undefined && defaultTag !== rightTag) {
      reasons.push(
        `${name}: publishConfig.tag has to be "${rightTag}" for ${version}, so that nothing is ever published under another tag by default.`,
      );
    }
    if (otherSettings.length > 0) {
      reasons.push(
        `${name}: publishConfig sets ${otherSettings.join(", ")}. npm prefers that to everything it is told, so the release could go to another registry than the one that is asked; only "access" and "tag" belong there.`,
      );
    }
    if (!awaited.has(name) && !hasChangelogSection(changelogOf(root, directory), version)) {
      reasons.push(
        `${name}: ${version} has neither a pending changeset nor a section in ${directory}/CHANGELOG.md. ` +
          "Versions come from changesets: add one with `bun run changeset`.",
      );
    }
  }
  if (reasons.length > 0) return refused(...reasons);
  return passed(
    ...packages.map(({ name, version }) => `${name}@${version}`),
    pending.length === 0
      ? "no pending changesets"
      : `${pending.length} pending changesets: not to be released yet`,
  );
}
