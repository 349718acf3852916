/**
 * Makes broken copies of good packages, the same ones for the same seed, and prints what share of each class
 * bundle-check refuses; the column beside it says what it would be if warnings were errors. `--elsewhere` damages
 * files that no entry loads. `--tools` judges them by esbuild, publint and oxlint too.
 *
 *   bun mutants/measure.ts [--split tuning|held-out|all] [--seed N] [--per-class N] [--classes m1,m6] [--largest-tarball KB]
 *     [--elsewhere] [--tools] [--show-missed]
 */
import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { emptyConfiguration } from "../../packages/bundle-check/src/configuration/configuration.ts";
import { judgePackage } from "../../packages/bundle-check/src/judge.ts";
import type { PackageFiles } from "../../packages/bundle-check/src/package-files/package-files.ts";
import { fetchCorpus, readCorpus, tarballPath } from "../corpus/fetch.ts";
import { findWithEsbuild } from "../tools/esbuild.ts";
import { findWithOxlint } from "../tools/oxlint.ts";
import { findWithPublint } from "../tools/publint.ts";
import { mutantClasses } from "./classes.ts";
import { type Host, openHost, withFiles } from "./host.ts";
import { Random } from "./random.ts";
import { makeMutants, makeMutantsElsewhere } from "./spread.ts";

const { values } = parseArgs({
  options: {
    split: { type: "string", default: "all" },
    seed: { type: "string", default: "1" },
    "per-class": { type: "string", default: "60" },
    classes: { type: "string", default: Object.keys(mutantClasses).join() },
    "largest-tarball": { type: "string", default: "Infinity" },
    elsewhere: { type: "boolean", default: false },
    tools: { type: "boolean", default: false },
    "show-missed": { type: "boolean", default: false },
  },
});

/** Findings told apart by what they say, not by where: a cut moves every position. */
interface Findings {
  readonly errors: ReadonlySet<string>;
  readonly warnings: ReadonlySet<string>;
}

function findingsOf(files: PackageFiles): Findings {
  const { findings } = judgePackage(files, { spec: "mutant" }, { configuration: emptyConfiguration });
  const textsOf = (wanted: "error" | "warning") =>
    new Set(
      findings
        .filter(({ severity }) => severity === wanted)
        .map(({ rule, place, args }) => `${rule} ${place.file} ${JSON.stringify(args)}`),
    );
  return { errors: textsOf("error"), warnings: textsOf("warning") };
}

interface Tally {
  made: number;
  must: number;
  caught: number;
  warned: number;
  weakCaught: number;
  readonly byTool: Record<string, number>;
}

/** What each tool calls an error; as for bundle-check, only what the whole package does not have counts. */
const tools: Record<string, (files: PackageFiles, host: Host) => Promise<ReadonlySet<string>>> = values.tools
  ? { esbuild: findWithEsbuild, publint: findWithPublint, oxlint: findWithOxlint }
  : {};

const make = values.elsewhere ? makeMutantsElsewhere : makeMutants;
const perClass = Number(values["per-class"]);
const random = new Random(Number(values.seed));
const corpus = readCorpus().filter(({ split }) => values.split === "all" || split === values.split);
await fetchCorpus(corpus);
const tallies = new Map<string, Tally>();
for (const id of values.classes.split(",")) {
  if (!(id in mutantClasses)) throw new Error(`There is no class ${id}.`);
  tallies.set(id, { made: 0, must: 0, caught: 0, warned: 0, weakCaught: 0, byTool: {} });
}

const largestTarball = Number(values["largest-tarball"]) * 1024;
for (const entry of random.shuffle(corpus)) {
  if (statSync(tarballPath(entry)).size > largestTarball) continue;
  const wanted = [...tallies].filter(([, { must }]) => must < perClass);
  if (wanted.length === 0) break;
  const host = await openHost(entry.name, entry.version, tarballPath(entry)).catch(() => null);
  if (!host || host.entries.length === 0 || host.files.paths.length > 5_000) continue;
  const pristine = findingsOf(host.files);
  const known = new Map<string, ReadonlySet<string>>();
  for (const [name, find] of Object.entries(tools)) known.set(name, await find(host.files, host));
  for (const [id, tally] of wanted) {
    for (const mutant of make(id, host, random)) {
      const files = withFiles(host, mutant.changes);
      const found = findingsOf(files);
      const caught = [...found.errors].some((finding) => !pristine.errors.has(finding));
      const warned = [...found.warnings].some((finding) => !pristine.warnings.has(finding));
      tally.made++;
      if (!mutant.mustBeRefused) {
        if (caught) tally.weakCaught++;
        continue;
      }
      tally.must++;
      if (caught || warned) tally.warned++;
      if (caught) tally.caught++;
      else if (values["show-missed"])
        console.log(
          `${warned ? "only warned" : "missed"}: ${id} ${host.name}@${host.version}: ${mutant.description}`,
        );
      for (const [name, find] of Object.entries(tools)) {
        const isNew = [...(await find(files, host))].some((finding) => !known.get(name)?.has(finding));
        if (isNew) tally.byTool[name] = (tally.byTool[name] ?? 0) + 1;
      }
      if (tally.must >= perClass) break;
    }
  }
}

const share = (count: number, of: number): string =>
  of === 0 ? "–" : `${((100 * count) / of).toFixed(1)} %`;
const header = [
  "class",
  "must",
  "bundle-check",
  "with warnings",
  ...Object.keys(tools),
  "weak caught",
  "what",
];
const rows = [...tallies].map(([id, tally]) => [
  id,
  String(tally.must),
  share(tally.caught, tally.must),
  share(tally.warned, tally.must),
  ...Object.keys(tools).map((name) => share(tally.byTool[name] ?? 0, tally.must)),
  `${tally.weakCaught}/${tally.made - tally.must}`,
  mutantClasses[id]?.title ?? "",
]);
const sum = (read: (tally: Tally) => number): number =>
  [...tallies.values()].reduce((total, tally) => total + read(tally), 0);
const must = sum((tally) => tally.must);
rows.push([
  "all",
  String(must),
  share(
    sum((tally) => tally.caught),
    must,
  ),
  share(
    sum((tally) => tally.warned),
    must,
  ),
  ...Object.keys(tools).map((name) =>
    share(
      sum((tally) => tally.byTool[name] ?? 0),
      must,
    ),
  ),
  "",
  `seed ${values.seed}, ${values.split}`,
]);
const widths = header.map((title, column) =>
  Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
);
for (const row of [header, ...rows])
  console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
