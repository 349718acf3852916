import { posix } from "node:path";
import type { TruncationSignal } from "../findings/finding.js";
import type { ModuleFacts } from "../modules/module-facts.js";

/** What esbuild writes before the names of a CommonJS file's exports; they follow on the next line. */
const announcement = "// Annotate the CommonJS export names for ESM import in node:";

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
  const announced = text.lastIndexOf(`\n${announcement}`);
  if (announced === -1) return null;
  const names = text.slice(announced + announcement.length + 1).trim();
  return "0 && (module.exports".startsWith(names)
    ? { signal: "unfinished-last-line", text: last, whole: `${announcement} 0 && (module.exports = …)` }
    : null;
}
