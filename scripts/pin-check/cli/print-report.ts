import { appendFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { renderJson } from "../report/json.ts";
import type { Report } from "../report/report.ts";
import { styleFor } from "../report/style.ts";
import { renderText } from "../report/text.ts";
import { whereThereIs } from "../repository/absence.ts";
import { rules } from "../rules/index.ts";
import type { Format } from "./options.ts";
import { type Terminal, writeAll } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

const pages = join(import.meta.dirname, "..", "..", "..", "docs", "pin-rules");

export async function printReport(report: Report, format: Format, terminal: Terminal): Promise<void> {
  await writeAll(terminal.stdout, await render(report, format, terminal));
}

async function render(report: Report, format: Format, terminal: Terminal): Promise<string> {
  const { environment, workingDirectory } = terminal;
  const workspace = environment.GITHUB_WORKSPACE || workingDirectory;
  switch (format) {
    case "json":
      return renderJson(report);
    case "github": {
      const { renderGithub, renderStepSummary } = await import("../report/github.ts");
      appendStepSummary(environment.GITHUB_STEP_SUMMARY, (taken) => renderStepSummary(report, taken));
      return renderGithub(report, workspace);
    }
    case "sarif": {
      const { renderSarif } = await import("../report/sarif.ts");
      return renderSarif(report, workspace, readPages());
    }
    case "text":
      return renderText(report, styleFor(terminal));
  }
}

function appendStepSummary(path: string | undefined, summary: (bytesTaken: number) => string): void {
  if (!path) return;
  try {
    const bytesTaken = whereThereIs(() => statSync(path))?.size ?? 0;
    appendFileSync(path, summary(bytesTaken));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`The step summary cannot be written to ${path}: ${reason}`, { cause });
  }
}

function readPages(): ReadonlyMap<string, string> {
  return new Map(rules.map(({ id }) => [id, readFileSync(join(pages, `${id}.md`), "utf8")]));
}
