import { appendFileSync } from "node:fs";
import { conclude } from "./conclude.ts";
import type { GateReport } from "./report.ts";
import { seconds } from "./stage-table.ts";

/** The report for people, as GitHub shows it below a run. */
export function renderSummary({ stages, packages, git, tools }: GateReport): string {
  const failures = stages.filter(({ verdict }) => !["passed", "not run"].includes(verdict));
  return [
    "## Release gate",
    "",
    `**${escapeMarkdown(conclude(stages).line)}**`,
    "",
    "| stage | verdict | seconds |",
    "| --- | --- | ---: |",
    ...stages.map(
      ({ name, verdict, milliseconds }) =>
        `| ${name} | ${verdict} | ${verdict === "not run" ? "" : seconds(milliseconds)} |`,
    ),
    "",
    ...failures.flatMap(({ name, reasons }) => [
      `### ${name}`,
      "",
      "````text",
      // A summary over 1 MiB is thrown away whole.
      ...reasons.slice(0, 50).map((reason) => reason.slice(0, 2_000).replaceAll(/`{3,}/g, "'''")),
      ...(reasons.length > 50 ? [`… and ${reasons.length - 50} more`] : []),
      "````",
      "",
    ]),
    ...(packages.length === 0 ? [] : ["| tarball | bytes | sha512 |", "| --- | ---: | --- |"]),
    ...packages.map(
      ({ tarball }) => `| ${escapeMarkdown(tarball.name)} | ${tarball.bytes} | \`${tarball.integrity}\` |`,
    ),
    "",
    `Commit \`${git.commit}\`${git.changes.length === 0 ? "" : `, with ${git.changes.length} uncommitted changes`}. ${Object.entries(
      tools,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}.`,
    "",
  ].join("\n");
}

/** Appends to what GitHub shows, where there is such a thing. */
export function publishSummary(summary: string, path: string | undefined): void {
  if (path !== undefined && path !== "") appendFileSync(path, `${summary}\n`);
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[|<>`*_[\]\r\n]/g, (character) =>
    /[\r\n]/.test(character) ? " " : `\\${character}`,
  );
}
