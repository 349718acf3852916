import { neutraliseJson } from "./neutralise.js";
import type { ReportWriter } from "./writer.js";

/** One object for one target, an array for several; on one line, so that every line of the output parses. */
export function createJsonWriter({ several }: { readonly several: boolean }): ReportWriter {
  let isFirst = true;
  return {
    target(outcome) {
      const text = neutraliseJson(
        JSON.stringify(outcome.kind === "judged" ? outcome.report : outcome.failure),
      );
      if (!several) return `${text}\n`;
      const separator = isFirst ? "[" : ",";
      isFirst = false;
      return separator + text;
    },
    end: () => (several ? `${isFirst ? "[" : ""}]\n` : ""),
  };
}
