import { resolve } from "node:path";
import { findJsonValue } from "../configuration/json-position.js";
import { createJsonWriter } from "../report/json.js";
import { colourStyle, plainStyle, wantsColour } from "../report/style.js";
import { createTextWriter } from "../report/text.js";
import type { ReportWriter } from "../report/writer.js";
import type { CheckCommand } from "./parse-arguments.js";
import type { Terminal } from "./terminal.js";

export interface FormatWriter {
  readonly writer: ReportWriter;
  /** Markdown for the step summary of GitHub Actions. */
  readonly stepSummary?: (bytesTaken: number) => string;
}

/** The writer of the format asked for. Each is loaded only when it is used, but for those used most: text and JSON. */
export async function createWriter(
  { format, targets, quiet, outputFile }: CheckCommand,
  version: string,
  terminal: Terminal,
): Promise<FormatWriter> {
  const { environment, stdout, workingDirectory } = terminal;
  const workspace = resolve(workingDirectory, environment.GITHUB_WORKSPACE || ".");
  switch (format) {
    case "text": {
      const isColoured = outputFile === null && wantsColour(environment, stdout.isTTY === true);
      return { writer: createTextWriter({ style: isColoured ? colourStyle : plainStyle, quiet }) };
    }
    case "json": {
      return { writer: createJsonWriter({ several: targets.length > 1 }) };
    }
    case "github": {
      const { createGithubWriter } = await import("../report/github.js");
      const { createTrackedFiles } = await import("./tracked-files.js");
      const writer = createGithubWriter({
        workspace,
        isTracked: createTrackedFiles(),
        lineOfKey: (json, keyPath) => findJsonValue(json, keyPath)?.line,
      });
      return { writer, stepSummary: writer.stepSummary };
    }
    case "sarif": {
      const { createSarifWriter } = await import("../report/sarif.js");
      const { listRules } = await import("../rules/list-rules.js");
      const { readRulePage } = await import("./rule-pages.js");
      const described = listRules().map((rule) => ({
        ...rule,
        help: readRulePage(rule.id, terminal.rulePages) ?? rule.summary,
      }));
      return { writer: createSarifWriter({ version, rules: described, workspace }) };
    }
    case "html": {
      const { createHtmlWriter } = await import("../report/html.js");
      return { writer: createHtmlWriter({ version, quiet }) };
    }
  }
}
