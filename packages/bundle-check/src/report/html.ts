import { createHash } from "node:crypto";
import { html, type Markup, raw } from "./html/markup.js";
import { styleSheet } from "./html/style-sheet.js";
import {
  describeOutcome,
  nameOf,
  targetSection,
  type Verdict,
  verdictMarks,
  verdictOf,
} from "./html/target-section.js";
import { count } from "./prose.js";
import type { Outcome, ReportWriter } from "./writer.js";

export interface HtmlOptions {
  /** Version of bundle-check. */
  readonly version: string;
  /** Leave out warnings, infos and what was ignored. */
  readonly quiet: boolean;
}

/** What the list of all targets says of one. */
interface Overview {
  readonly name: string;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly errors: number | null;
  readonly warnings: number | null;
}

/**
 * The report as one page that needs nothing else: no script, no font, no picture, and nothing from a network. The
 * same outcomes give the same bytes. The page is whole only after the last target, because it begins with a summary.
 */
export function createHtmlWriter({ version, quiet }: HtmlOptions): ReportWriter {
  const sections: Markup[] = [];
  const overviews: Overview[] = [];
  return {
    target(outcome) {
      // Not the outcome itself, which holds all files of the package.
      sections.push(targetSection(outcome, sections.length + 1, quiet));
      overviews.push(overviewOf(outcome));
      return "";
    },
    end: () => page(overviews, sections, version).text,
  };
}

function overviewOf(outcome: Outcome): Overview {
  const summary = outcome.kind === "judged" ? outcome.report.summary : null;
  return {
    name: nameOf(outcome),
    verdict: verdictOf(outcome),
    summary: describeOutcome(outcome),
    errors: summary?.errors ?? null,
    warnings: summary?.warnings ?? null,
  };
}

function page(overviews: readonly Overview[], sections: readonly Markup[], version: string): Markup {
  const [only] = overviews.length === 1 ? overviews : [];
  const title = only === undefined ? describeAll(overviews) : `${only.name}: ${only.summary}`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} – bundle-check</title>
<style>${raw(styleSheet)}</style>
</head>
<body>
<header>
<h1>bundle-check report</h1>
${only === undefined ? html`<p>${title}</p>\n${overviewTable(overviews)}` : null}</header>
<main>${sections}</main>
<footer><p>bundle-check ${version}. <code>bundle-check --explain RULE</code> prints what a rule finds, why it matters and how to fix it.</p></footer>
</body>
</html>
`;
}

function describeAll(overviews: readonly Overview[]): string {
  const withErrors = overviews.filter(({ verdict }) => verdict === "error").length;
  const failed = overviews.filter(({ verdict }) => verdict === "failed").length;
  const judged = `${count(overviews.length - failed, "package")} judged, ${withErrors} with errors`;
  return failed === 0 ? judged : `${judged}, ${failed} not judged`;
}

function overviewTable(overviews: readonly Overview[]): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="All targets"><table>
<caption>All targets</caption>
<thead><tr><th scope="col">Package</th><th scope="col">Verdict</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th></tr></thead>
<tbody>
${overviews.map(
  ({ name, verdict, summary, errors, warnings }, index) =>
    html`<tr><th scope="row"><a href="#target-${index + 1}">${name}</a></th><td class="${verdict}"><span aria-hidden="true">${verdictMarks[verdict]}</span> ${summary}</td><td class="number">${errors ?? "–"}</td><td class="number">${warnings ?? "–"}</td></tr>\n`,
)}</tbody>
</table></div>
`;
}

/** Should markup of a package ever get into the page in spite of all, a browser neither runs nor loads anything of it. */
function contentSecurityPolicy(): string {
  const hash = createHash("sha256").update(styleSheet).digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
