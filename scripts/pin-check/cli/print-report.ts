import { renderJson } from "../report/json.ts";
import type { Report } from "../report/report.ts";
import { colourStyle, plainStyle, wantsColour } from "../report/style.ts";
import { renderText } from "../report/text.ts";
import type { Format } from "./options.ts";
import { type Terminal, writeAll } from "./terminal.ts";

export async function printReport(report: Report, format: Format, terminal: Terminal): Promise<void> {
  await writeAll(terminal.stdout, await render(report, format, terminal));
}

async function render(report: Report, format: Format, terminal: Terminal): Promise<string> {
  switch (format) {
    case "json":
      return renderJson(report);
    default: {
      const isColoured = wantsColour(terminal.environment, terminal.stdout.isTTY === true);
      return renderText(report, isColoured ? colourStyle : plainStyle);
    }
  }
}
