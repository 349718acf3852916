import { posix } from "node:path";
import type { TruncationSignal } from "../../findings/finding.js";
import type { ModuleFacts } from "../../modules/module-facts.js";

/** What esbuild writes before the names of a CommonJS file's exports; they follow on the next line. */
const announcement = "// Annotate the CommonJS export names for ESM import in node:";

/** No name that somebody exports is longer. */
const mostOfName = 200;

/** The file ends with the first half of an assignment: nothing reads an export to do nothing with it. */
const lastExport = /(?:^|[;,]|[^\s=]\s*\n)\s*((?:module\.)?exports\.[\w$]+(?:\.[\w$]+)?)$/;

/** In characters; neither what is looked for nor the name of a file is longer. */
const longestEnd = 5_000;

/** The last line without its line break, from which the lines before it need not be known; null when it is long. */
export function shortLastLine(text: string): string | null {
  const end = text.slice(-longestEnd).replace(/(?:\r\n|[\r\n\u2028\u2029])$/, "");
  const lines = end.split(/[\r\n\u2028\u2029]/);
  return lines.length === 1 && text.length > longestEnd ? null : (lines.at(-1) ?? "");
}

/** The file stops inside the lines that bundlers put behind the code. */
export function unfinishedLastLine(module: ModuleFacts): TruncationSignal | null {
  const { text } = module.source;
  const last = shortLastLine(text);
  const reference = `//# sourceMappingURL=${posix.basename(module.path)}.map`;
  // A comment of a person may begin like this, but does not stop after the first letter of a bundler's.
  for (const whole of [reference, announcement]) {
    if (last === null || last.length <= "//# ".length || last === whole) continue;
    if (whole.startsWith(last) && !text.endsWith("\n"))
      return { signal: "unfinished-last-line", text: last, whole };
  }
  const assigned = module.kind === "commonjs" ? lastExport.exec(text.slice(-mostOfName))?.[1] : undefined;
  if (assigned !== undefined) {
    return { signal: "unfinished-last-line", text: assigned, whole: `${assigned} = …` };
  }
  // An engine looks for the first of something many times faster than for the last.
  const announced = text.includes(announcement) ? text.lastIndexOf(`\n${announcement}`) : -1;
  if (announced === -1) return null;
  const names = text.slice(announced + announcement.length + 1).trim();
  return "0 && (module.exports".startsWith(names)
    ? { signal: "unfinished-last-line", text: last ?? "", whole: `${announcement} 0 && (module.exports = …)` }
    : null;
}
