import { existsSync } from "node:fs";
import { join } from "node:path";
import { describeErrors, judgeCandidates, judgeKnownBroken } from "../judging/judge-targets.ts";
import { verdictOf } from "../judging/verdict.ts";
import { readManifest } from "../packages.ts";
import type { Candidate } from "./candidate.ts";
import { neverPublished } from "./published-versions.ts";
import { combine, type GateContext, passed, type Stage, type StageResult } from "./stage.ts";

/** The tarballs alone, without a look at the registry. */
export const bundleCheck: Stage = {
  name: "bundle-check",
  needs: ["pack"],
  needsRegistry: false,
  judgesTarballs: true,
  run: async (context) => {
    const targets = await judgeCandidates(
      context.candidates.map((candidate) => ({
        label: labelOf(candidate),
        packed: candidate.packed,
        ...configurationOf(context, candidate),
      })),
      context.guard,
    );
    context.judged.push(...targets);
    const { kind, objections } = verdictOf(targets);
    const notes = targets.map(({ label, verdict }) => `${label}: ${verdict}`);
    return { verdict: kind, reasons: [...objections, ...describeErrors(targets)], notes };
  },
};

/** The tarballs beside the newest published version that passes: what has been lost since then? */
export const comparison: Stage = {
  name: "comparison",
  needs: ["pack"],
  needsRegistry: true,
  judgesTarballs: true,
  run: async (context) => combine(await Promise.all(context.candidates.map((one) => compare(context, one)))),
};

async function compare(context: GateContext, candidate: Candidate): Promise<StageResult> {
  const { name, version, packed } = candidate;
  const registry = await neverPublished(context.root, name);
  if (registry.kind === "unknown") {
    return { verdict: "unreadable", reasons: [`${name}: ${registry.reason}`], notes: [] };
  }
  if (registry.kind === "never") return passed(`${name} was never published: nothing to compare`);
  const label = `${name}@${version} beside its newest good release`;
  const targets = await judgeCandidates(
    [{ label, packed, against: "previous", ...configurationOf(context, candidate, true) }],
    context.guard,
  );
  const { kind, objections } = verdictOf(targets);
  const outcome = targets[0]?.outcome;
  const baseline = outcome?.kind === "judged" ? outcome.judgement.baseline : null;
  const note = `${name}: ${baseline === null ? "not compared" : `compared with ${baseline}`}`;
  return { verdict: kind, reasons: [...objections, ...describeErrors(targets)], notes: [note] };
}

/** The guard's own examination: releases that every other tool passed have to be refused, for the known reasons. */
export const knownBroken: Stage = {
  name: "known-broken",
  needs: [],
  needsRegistry: true,
  judgesTarballs: true,
  run: async ({ root, guard, knownBroken: releases, judged }) => {
    const configuration = join(root, "packages", "plugin", "package.json");
    const targets = await judgeKnownBroken(releases, guard, { configuration });
    judged.push(...targets);
    const { kind, objections } = verdictOf(targets);
    return {
      verdict: kind,
      reasons: objections,
      notes: targets.map(({ label, verdict }) => `${label}: ${verdict}`),
    };
  },
};

function labelOf({ name, version, directory }: Candidate): string {
  return `${directory === null ? "given" : "packed"} ${name}@${version}`;
}

/**
 * The promises of the package in this repository, also for a given tarball of the same name. What a tarball says
 * about itself is heard by bundle-check only as far as it makes the judgement stricter.
 */
function configurationOf(
  { root, packages }: GateContext,
  { name }: Candidate,
  comparing = false,
): { configuration?: string } {
  const directory = packages.find((known) => known.name === name)?.directory;
  if (directory === undefined) return {};
  // Losses that are meant would be unused excuses wherever nothing is compared, hence the file of their own.
  const accepted = join(root, directory, "bundle-check.comparison.json");
  if (comparing && existsSync(accepted)) return { configuration: accepted };
  const manifest = join(root, directory, "package.json");
  return readManifest(manifest).bundleCheck === undefined ? {} : { configuration: manifest };
}
