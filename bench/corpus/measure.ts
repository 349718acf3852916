/**
 * Judges the pinned packages and prints how many get errors: for those the rules were tuned on, and for the last
 * batch, which was held back. Errors that `true-defects.json` explains are the package's own and count apart; what it
 * lists and no error shows any more is named.
 *
 *   bun corpus/measure.ts [--batch N]… [--package NAME]… [--show]
 *
 * Without --batch everything is judged; batch 0 is the first corpus.
 */
import { parseArgs } from "node:util";
import { fetchCorpus, readBatches, readCorpus } from "./fetch.ts";
import { judgeCorpusPackage, type Outcome } from "./judge.ts";
import type { PinnedPackage } from "./pin.ts";

/** No package may keep its user waiting longer than this. */
const mostSeconds = 20;

/** How many findings of one package are listed. */
const listedFindings = 8;

const { values } = parseArgs({
  options: {
    batch: { type: "string", multiple: true },
    package: { type: "string", multiple: true },
    show: { type: "boolean", default: false },
  },
});

const batches = [{ number: 0, packages: readCorpus() as readonly PinnedPackage[] }, ...readBatches()];
const lastBatch = Math.max(...batches.map(({ number }) => number));
const tuned: Outcome[] = [];
const heldBack: Outcome[] = [];
let failed = false;
for (const { number, packages } of batches) {
  if (values.batch && !values.batch.includes(String(number))) continue;
  const chosen = packages.filter(({ name }) => !values.package || values.package.includes(name));
  await fetchCorpus(chosen);
  for (const entry of chosen) {
    const outcome = await judgeCorpusPackage(entry);
    (number === lastBatch ? heldBack : tuned).push(outcome);
    show(outcome);
  }
}
report("tuning", tuned);
report("held back", heldBack);
process.exitCode = failed ? 1 : 0;

function show({ entry, unexplained, outdated, crash, seconds }: Outcome): void {
  const title = `  ${entry.name}@${entry.version}`;
  if (crash !== undefined) console.log(`${title}: ${crash}`);
  if (seconds > mostSeconds) console.log(`${title}: took ${seconds.toFixed(1)} s`);
  for (const { rule, file } of outdated) console.log(`${title}: ${rule} in ${file} is listed and not found`);
  failed ||= outdated.length > 0 || crash !== undefined || seconds > mostSeconds;
  if (!values.show || unexplained.length === 0) return;
  console.log(title);
  for (const { rule, place, args } of unexplained.slice(0, listedFindings)) {
    console.log(
      `    ${rule} ${place.file}:${place.line}:${place.column} ${JSON.stringify(args).slice(0, 160)}`,
    );
  }
  if (unexplained.length > listedFindings) console.log(`    ${unexplained.length - listedFindings} more`);
}

function report(title: string, outcomes: readonly Outcome[]): void {
  if (outcomes.length === 0) return;
  const withErrors = outcomes.filter(({ errors }) => errors.length > 0).length;
  const falseAlarms = outcomes.filter(({ unexplained }) => unexplained.length > 0).length;
  const crashes = outcomes.filter(({ crash }) => crash !== undefined).length;
  const slow = outcomes.filter(({ seconds }) => seconds > mostSeconds).length;
  const share = ((100 * falseAlarms) / outcomes.length).toFixed(2);
  console.log(
    `${title}: ${outcomes.length} packages, ${withErrors} with errors, ` +
      `${withErrors - falseAlarms} of them only true defects, ` +
      `${falseAlarms} false or unexplained (${share} %), ${crashes} crashes, ${slow} over ${mostSeconds} s`,
  );
}
