import type { Severity } from "../../findings/finding.js";
import type { FrameLine } from "../code-frame.js";
import { comparedWith } from "../compared-with.js";
import { type FileSection, type FindingItem, fileSections } from "../file-sections.js";
import { count, formatBytes } from "../prose.js";
import type { FailureReport, Report } from "../report.js";
import { describeSummary, targetName } from "../text.js";
import type { Outcome } from "../writer.js";
import { html, type Markup, sentence } from "./markup.js";

export type Verdict = Severity | "passed" | "failed";

/** Told by a word and a sign, never by colour alone. */
export const verdictMarks: Readonly<Record<Verdict, string>> = {
  failed: "✖",
  error: "✖",
  warning: "▲",
  info: "ℹ",
  passed: "✔",
};

export function verdictOf(outcome: Outcome): Verdict {
  if (outcome.kind === "failed") return "failed";
  const { errors, warnings } = outcome.report.summary;
  return errors > 0 ? "error" : warnings > 0 ? "warning" : "passed";
}

/** "2 errors, 1 warning", "not judged". */
export function describeOutcome(outcome: Outcome): string {
  return outcome.kind === "failed" ? "not judged" : describeSummary(outcome.report);
}

export function nameOf(outcome: Outcome): string {
  return outcome.kind === "failed" ? outcome.failure.target.spec : targetName(outcome.report);
}

/** All that was found about one target. The number makes its anchor. */
export function targetSection(outcome: Outcome, number: number, isQuiet: boolean): Markup {
  const verdict = verdictOf(outcome);
  return html`
<section id="target-${number}" aria-labelledby="target-${number}-name">
<h2 id="target-${number}-name">${nameOf(outcome)}</h2>
<p class="verdict ${verdict}"><span aria-hidden="true">${verdictMarks[verdict]}</span> ${describeOutcome(outcome)}</p>
${outcome.kind === "failed" ? failure(outcome.failure) : judged(outcome, isQuiet)}</section>
`;
}

function failure({ error }: FailureReport): Markup {
  return html`<p>${error.message}</p>
`;
}

function judged(outcome: Extract<Outcome, { kind: "judged" }>, isQuiet: boolean): Markup {
  const { report } = outcome;
  return html`${identity(report)}${[...fileSections(outcome, isQuiet)].map(fileSection)}${probes(report)}${isQuiet ? null : ignored(report)}${disregarded(report)}`;
}

function identity(report: Report): Markup {
  const { kind, spec, files, unpackedSize, tarballSize, integrity } = report.target;
  const packed = tarballSize === null ? "" : `, ${formatBytes(tarballSize)} packed`;
  const comparison = comparedWith(report);
  return html`<dl>
<div><dt>Target</dt><dd>${kind} <code>${spec}</code></dd></div>
<div><dt>Contents</dt><dd>${count(files, "file")}, ${formatBytes(unpackedSize)} unpacked${packed}</dd></div>
<div><dt>SHA-512</dt><dd>${integrity === null ? "not packed, so there is none" : html`<code>${integrity}</code>`}</dd></div>
${comparison === null ? null : html`<div><dt>Baseline</dt><dd>${comparison}</dd></div>\n`}</dl>
`;
}

function fileSection({ file, ways, items }: FileSection): Markup {
  return html`<article class="file">
<h3><code>${file}</code></h3>
${ways.length === 0 ? null : html`<ul class="ways">\n${ways.map(({ field, chain }) => html`<li>reached through <code>${field}</code>${chain.length === 0 ? "" : ": "}${chain.map((step, index) => html`${index === 0 ? "" : " → "}<code>${step}</code>`)}</li>\n`)}</ul>\n`}${items.map((item) => finding(item, file))}</article>
`;
}

function finding(
  { finding: found, isListed, frame, hasConsequence, hasHint }: FindingItem,
  file: string,
): Markup {
  const { rule, severity, line, column, message, consequence, hint } = found;
  return html`<div class="finding ${severity}${isListed ? " listed" : ""}">
<h4><span class="severity"><span aria-hidden="true">${verdictMarks[severity]}</span> ${severity}</span> ${rule} <span class="place">line ${line}, column ${column}</span></h4>
<p>${sentence(message)}</p>
${frame.length === 0 ? null : codeFrame(frame, `${file}, around line ${line}`)}${hasConsequence ? html`<p><b>Consumers see:</b> ${sentence(consequence)}</p>\n` : null}${hasHint ? html`<p><b>Next step:</b> ${sentence(hint)}</p>\n` : null}</div>
`;
}

/** Can be scrolled with the keyboard alone. */
function codeFrame(frame: readonly FrameLine[], label: string): Markup {
  const width = Math.max(...frame.map(({ number }) => String(number ?? "").length));
  const lines = frame.map(({ number, text, marked }) => {
    const gutter = html`<span class="gutter">${String(number ?? "").padStart(width)} │</span>`;
    if (number === null) return html`${gutter} <span class="pointer" aria-hidden="true">${text}</span>\n`;
    return marked ? html`${gutter} <mark>${text}</mark>\n` : html`${gutter} ${text}\n`;
  });
  return html`<pre tabindex="0" role="group" aria-label="${label}"><code>${lines}</code></pre>
`;
}

const probeVerdicts = { passed: "passed", failed: "error", "not-run": "info" } as const;

function probes({ probes: run }: Report): Markup | null {
  if (run === undefined) return null;
  return html`<h3>Probes</h3>
<div class="scroll" tabindex="0" role="group" aria-label="Probes"><table>
<thead><tr><th scope="col">Probe</th><th scope="col">Entry</th><th scope="col">Outcome</th><th scope="col">Why</th></tr></thead>
<tbody>
${run.map(({ probe, entry, outcome, milliseconds, reason }) => {
  const said =
    outcome === "passed" ? `passed in ${milliseconds} ms` : outcome === "failed" ? "failed" : "not run";
  const verdict = probeVerdicts[outcome];
  return html`<tr><th scope="row">${probe}</th><td><code>${entry}</code></td><td class="${verdict}">${said}</td><td>${reason ?? ""}</td></tr>\n`;
})}</tbody>
</table></div>
`;
}

function ignored({ ignored: accepted }: Report): Markup | null {
  if (accepted.length === 0) return null;
  return html`<details>
<summary>${count(accepted.length, "finding")} ignored by configuration</summary>
<ul>
${accepted.map(({ rule, file, line, column, reason }) => html`<li>${rule} <code>${file}:${line}:${column}</code>, because: ${reason}</li>\n`)}</ul>
</details>
`;
}

function disregarded({ disregardedConfiguration: keys }: Report): Markup | null {
  if (keys.length === 0) return null;
  return html`<p class="note">The package's own configuration sets ${keys.map((key, index) => html`${index === 0 ? "" : ", "}<code>${key}</code>`)}, which was disregarded: a tarball may ask for stricter checks, but not excuse itself. To accept it, pass a file with <code>--config</code>.</p>
`;
}
