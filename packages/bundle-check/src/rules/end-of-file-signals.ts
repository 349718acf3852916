import { posix } from "node:path";
import type { TruncationSignal } from "../findings/finding.js";
import type { ModuleFacts } from "../modules/module-facts.js";

/** What esbuild writes before the names of a CommonJS file's exports; they follow on the next line. */
const announcement = "// Annotate the CommonJS export names for ESM import in node:";

/** No name that somebody exports is longer. */
const mostOfName = 200;

/** The file ends with the first half of an assignment: nothing reads an export to do nothing with it. */
const lastExport = /(?:^|[;,]|[^\s=]\s*\n)\s*((?:module\.)?exports\.[\w$]+(?:\.[\w$]+)?)$/;

/** The file stops inside the lines that bundlers put behind the code. */
export function unfinishedLastLine(module: ModuleFacts): TruncationSignal | null {
  const { text, lineCount } = module.source;
  const last = module.source.lineAt(lineCount) ?? "";
  const reference = `//# sourceMappingURL=${posix.basename(module.path)}.map`;
  // A comment of a person may begin like this, but does not stop after the first letter of a bundler's.
  for (const whole of [reference, announcement]) {
    const isBeginning = last.length > "//# ".length && last !== whole && whole.startsWith(last);
    if (isBeginning && !text.endsWith("\n")) return { signal: "unfinished-last-line", text: last, whole };
  }
  const assigned = module.kind === "commonjs" ? lastExport.exec(text.slice(-mostOfName))?.[1] : undefined;
  if (assigned !== undefined) {
    return { signal: "unfinished-last-line", text: assigned, whole: `${assigned} = …` };
  }
  const announced = text.lastIndexOf(`\n${announcement}`);
  if (announced === -1) return null;
  const names = text.slice(announced + announcement.length + 1).trim();
  return "0 && (module.exports".startsWith(names)
    ? { signal: "unfinished-last-line", text: last, whole: `${announcement} 0 && (module.exports = …)` }
    : null;
}
