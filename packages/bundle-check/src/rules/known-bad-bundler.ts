import { type BunMarks, bunMarksOf } from "../modules/bun-marks.js";
import type { ModuleFacts } from "../modules/module-facts.js";
import type { PackageFacts } from "../package-facts.js";
import { defineRule } from "./rule.js";
import { exportsWithoutDeclarations } from "./truncation/lost-exports.js";

/** Releases of Bun that drop what an entry only re-exports, when the package declares no side effects. */
const truncatingRelease = /^(1\.3\.1[0-4]|1\.4\.0)$/;

export const knownBadBundler = defineRule({
  id: "known-bad-bundler",
  severity: "warning",
  summary: "built with a bundler release that is known to truncate packages of this shape",
  *check(facts) {
    const { sideEffects } = facts.manifest.data;
    if (facts.manifest.name === null || !isAtRisk(sideEffects, facts)) return;
    const { bunReleases, bundlesWithBun } = facts.surroundings;
    const told = bunReleases.filter(({ release }) => truncatingRelease.test(release));
    const marked = findMarkedModule(facts);
    if (marked?.marks.release === "unaffected") return;
    const isBun = marked !== null || bundlesWithBun;
    const isLosing = facts.rootModules().some((module) => exportsWithoutDeclarations(module) !== null);
    // Without a release that is told, only the helpers of those releases or the damage itself points at them.
    const isSuspect =
      told.length > 0
        ? isBun
        : marked !== null && (marked.marks.release === "affected" || (isLosing && bunReleases.length === 0));
    if (!isSuspect) return;
    yield {
      place: marked ? facts.placeIn(marked.module, 0) : facts.placeInManifest(["sideEffects"]),
      args: {
        bundler: "Bun",
        told,
        marks: marked?.marks.marks ?? [],
        sideEffects: JSON.stringify(sideEffects),
        isLosing,
      },
    };
  },
});

/**
 * The entry the package is built from counts as free of side effects: `false`, or a list that does not name it.
 * A list entry for a script that is not shipped may be that source; one for styles or for output is not.
 */
function isAtRisk(sideEffects: unknown, { files }: PackageFacts): boolean {
  if (sideEffects === false) return true;
  if (!Array.isArray(sideEffects)) return false;
  return sideEffects.every(
    (pattern) =>
      typeof pattern === "string" &&
      (/\.(css|scss|sass|less|styl|vue|svelte|json)$/.test(pattern) ||
        files.has(pattern.replace(/^\.\//, ""))),
  );
}

/** The root module that tells most about its bundler. */
function findMarkedModule(facts: PackageFacts): { module: ModuleFacts; marks: BunMarks } | null {
  let best: { module: ModuleFacts; marks: BunMarks } | null = null;
  for (const module of facts.rootModules()) {
    const marks = bunMarksOf(module.source.text);
    if (marks && (best === null || (best.marks.release === "unknown" && marks.release !== "unknown"))) {
      best = { module, marks };
    }
  }
  return best;
}
