/**
 * Judges the pinned corpus of widely used packages and prints how many get errors, for the half the rules were
 * tuned on and for the half that was held back. Errors that `true-defects.json` explains are the package's own
 * and count apart.
 *
 *   bun corpus/measure.ts [--split tuning|held-out|all] [--show]
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { emptyConfiguration } from "../../packages/bundle-check/src/configuration/configuration.ts";
import type { Finding } from "../../packages/bundle-check/src/findings/finding.ts";
import { judgePackage } from "../../packages/bundle-check/src/judge.ts";
import { openPackage } from "../../packages/bundle-check/src/package-files/open-package.ts";
import { fetchCorpus, readCorpus, tarballPath } from "./fetch.ts";
import type { CorpusPackage } from "./pin.ts";

/** A finding that is right: the package really has this defect. */
interface TrueDefect {
  readonly package: string;
  readonly rule: string;
  /** Path in the package; a prefix that ends in `*` covers several files. */
  readonly file: string;
  readonly why: string;
}

const { values } = parseArgs({
  options: { split: { type: "string", default: "all" }, show: { type: "boolean", default: false } },
});
const trueDefects: TrueDefect[] = JSON.parse(
  readFileSync(new URL("./true-defects.json", import.meta.url), "utf8"),
);

function isTrueDefect(name: string, { rule, place }: Finding): boolean {
  return trueDefects.some(
    (defect) =>
      defect.package === name &&
      defect.rule === rule &&
      (defect.file === place.file ||
        (defect.file.endsWith("*") && place.file.startsWith(defect.file.slice(0, -1)))),
  );
}

interface Outcome {
  readonly entry: CorpusPackage;
  readonly errors: readonly Finding[];
  readonly unexplained: readonly Finding[];
  readonly crash?: string;
}

async function judge(entry: CorpusPackage): Promise<Outcome> {
  try {
    const { files, target } = await openPackage(tarballPath(entry));
    const { findings } = judgePackage(files, target, { configuration: emptyConfiguration });
    const errors = findings.filter(({ severity }) => severity === "error");
    return { entry, errors, unexplained: errors.filter((finding) => !isTrueDefect(entry.name, finding)) };
  } catch (error) {
    return {
      entry,
      errors: [],
      unexplained: [],
      crash: error instanceof Error ? (error.stack ?? "") : String(error),
    };
  }
}

const corpus = readCorpus().filter(({ split }) => values.split === "all" || split === values.split);
await fetchCorpus(corpus);
let failed = false;
for (const split of ["tuning", "held-out"] as const) {
  const outcomes: Outcome[] = [];
  for (const entry of corpus) if (entry.split === split) outcomes.push(await judge(entry));
  if (outcomes.length === 0) continue;
  const withErrors = outcomes.filter(({ errors }) => errors.length > 0);
  const falseAlarms = outcomes.filter(({ unexplained }) => unexplained.length > 0);
  const crashes = outcomes.filter(({ crash }) => crash !== undefined);
  failed ||= crashes.length > 0;
  const share = ((100 * falseAlarms.length) / outcomes.length).toFixed(2);
  console.log(
    `${split}: ${outcomes.length} packages, ${withErrors.length} with errors, ` +
      `${withErrors.length - falseAlarms.length} of them only true defects, ` +
      `${falseAlarms.length} false or unexplained (${share} %), ${crashes.length} crashes`,
  );
  for (const { entry, crash } of crashes) console.log(`  ${entry.name}@${entry.version}: ${crash}`);
  if (!values.show) continue;
  for (const { entry, unexplained } of falseAlarms) {
    console.log(`  ${entry.name}@${entry.version}`);
    for (const { rule, place, args } of unexplained.slice(0, 5)) {
      console.log(
        `    ${rule} ${place.file}:${place.line}:${place.column} ${JSON.stringify(args).slice(0, 160)}`,
      );
    }
  }
}
process.exitCode = failed ? 1 : 0;
