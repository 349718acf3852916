import type { Reach } from "../findings/finding.js";

/** Longest name printed in full. Minified or hostile packages hold names of megabytes. */
const longestName = 120;

/**
 * A name as it appears in a sentence. The result never contains a backtick besides the two around it, so that
 * a sentence always splits into prose and names, whatever the package calls its files (see `markdown.ts`).
 */
export function quote(name: string): string {
  return name === "" ? '`""`' : `\`${plain(name)}\``;
}

/** Foreign text inside a sentence: shortened, and free of backticks. */
export function plain(text: string): string {
  const shortened =
    text.length <= longestName ? text : `${text.slice(0, longestName - 20)}…${text.slice(-19)}`;
  return shortened.replaceAll("`", "'");
}

/** "`a`", "`a` and `b`", "`a`, `b` and 3 more". */
export function quoteAll(names: readonly string[], most = 5): string {
  const shown = names.length <= most ? names : names.slice(0, most - 1);
  const parts = shown.map(quote);
  if (shown.length < names.length) parts.push(`${names.length - shown.length} more`);
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

/** "1 file", "2 files", "12,345 files". */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(number)} ${number === 1 ? singular : plural}`;
}

/** Thousands separated by commas on every machine, whatever its locale. */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Bytes as people read them: "812 B", "29.3 kB", "6.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A key path as one would write it in JavaScript: `exports["."].node.import`. */
export function formatKeyPath(keyPath: readonly string[]): string {
  let text = "";
  for (const key of keyPath) {
    if (/^\d+$/.test(key)) text += `[${key}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(key)) text += text === "" ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}

/** When code of this file runs for a consumer, as the end of a sentence. */
export function loadMoment(reach: readonly Reach[]): string {
  const first = reach[0];
  if (first === undefined) return "when this file is imported by its path";
  if (first.field.startsWith("bin")) return `when the command behind ${quote(first.field)} starts`;
  return "at import";
}
