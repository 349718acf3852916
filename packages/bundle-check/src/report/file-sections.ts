import type { Reach, RuleId } from "../findings/finding.js";
import { holdsSecret } from "../rules/leaks/hide-secrets.js";
import { createCodeFrame, type FrameLine, SourceLines } from "./code-frame.js";
import type { Report, ReportedFinding } from "./report.js";
import type { Outcome } from "./writer.js";

/** Findings of one rule in one file that get a code frame; the others are still listed, one line each. */
const framesPerRule = 8;
/** Files of an import chain that are named. */
const chainLength = 6;

/** Findings about a file as a whole: a frame around its first line would show nothing. */
const aboutWholeFile: ReadonlySet<RuleId> = new Set([
  "truncated",
  "empty-entry",
  "export-mismatch",
  "expected-export",
  "lost-export",
  "lost-code",
  "lost-source",
  "probe-failed",
  "probe-not-run",
  "leaked-secret",
  "leaked-file",
]);

/** What people are shown of one file. */
export interface FileSection {
  readonly file: string;
  /** How consumers get to the file; the fields of package.json, and the files on the way, some left out. */
  readonly ways: readonly Reach[];
  readonly items: readonly FindingItem[];
}

export interface FindingItem {
  readonly finding: ReportedFinding;
  /** One of many: it is listed in a line. */
  readonly isListed: boolean;
  /** Empty where there is nothing to show. */
  readonly frame: readonly FrameLine[];
  /** Several findings of one cause read better with its consequence and the next step once, after the last. */
  readonly hasConsequence: boolean;
  readonly hasHint: boolean;
}

/** Findings by file; errors alone where it shall be quiet. They arrive with the most severe first, so the file with the worst finding comes first. */
export function* fileSections(
  { report, readSource }: Extract<Outcome, { kind: "judged" }>,
  isQuiet: boolean,
): Iterable<FileSection> {
  const shown = isQuiet ? report.findings.filter(({ severity }) => severity === "error") : report.findings;
  const secretive = filesWithSecrets(report);
  for (const [file, findings] of groupByFile(shown)) {
    const source = secretive.has(file) ? undefined : readSource(file);
    // A configuration may have switched the rule off that would have told of it.
    const text = source === undefined || holdsSecret(source) ? undefined : source;
    yield { file, ways: waysTo(file, findings), items: [...items(findings, text)] };
  }
}

/** A frame around any finding in these files might print the secret along with it, into a log that many can read. */
function filesWithSecrets({ findings, ignored }: Report): ReadonlySet<string> {
  return new Set(
    [...findings, ...ignored].filter(({ rule }) => rule === "leaked-secret").map(({ file }) => file),
  );
}

function groupByFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group === undefined) groups.set(finding.file, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** Told once per file: the finding with the most ways knows them all. */
function waysTo(file: string, findings: readonly ReportedFinding[]): Reach[] {
  // A finding in the manifest says itself which field it is about.
  if (file === "package.json") return [];
  const ways = findings.reduce(
    (most, { reach }) => (reach.length > most.length ? reach : most),
    findings[0]?.reach ?? [],
  );
  return ways.map((way) => ({ ...way, chain: shorten(way.chain) }));
}

function shorten(chain: readonly string[]): readonly string[] {
  if (chain.length <= 1) return [];
  return chain.length <= chainLength ? chain : [...chain.slice(0, 2), "…", ...chain.slice(2 - chainLength)];
}

function* items(findings: readonly ReportedFinding[], text: string | undefined): Iterable<FindingItem> {
  const source = text === undefined ? undefined : new SourceLines(text);
  const seen = new Map<string, number>();
  for (const [index, finding] of findings.entries()) {
    const number = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, number);
    const isListed = number > framesPerRule;
    const next = findings[index + 1];
    yield {
      finding,
      isListed,
      frame:
        isListed || source === undefined || aboutWholeFile.has(finding.rule)
          ? []
          : createCodeFrame(source, finding),
      hasConsequence: !(isListed && next?.rule === finding.rule) && next?.consequence !== finding.consequence,
      hasHint: next?.hint !== finding.hint,
    };
  }
}
