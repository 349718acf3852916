import type { LockfileText } from "./lockfile-text.ts";

/** An entry of a yarn 1 lockfile as its lines show it. */
export interface YarnClassicEntry {
  /** The patterns of its first line, unquoted: `@scope/name@^1.0.0`. */
  readonly patterns: readonly string[];
  readonly offset: number;
}

const indentation = /^ */;
/** A quoted text, or anything that ends at white space, a comma or a colon that ends the line. */
const token = /^(?:"((?:[^"\\]|\\.)*)"|([^"\s,:][^\s,]*?))(?=[\s,]|:?\s*$|:\s)/;

/**
 * What yarn's own parser hides: the lines, keys that are there twice (the last wins), and text without its closing
 * quote, on which it fills the memory. Only the keys are read here; their values are read by yarn's parser.
 */
export function yarnClassicEntries(lockfile: LockfileText): YarnClassicEntry[] {
  const entries: YarnClassicEntry[] = [];
  /** The keys seen at each depth: of the file, of the entry, of its block. */
  const seen: Set<string>[] = [];
  let offset = 0;
  for (const line of lockfile.text.split("\n")) {
    const text = line.trimEnd();
    const start = offset;
    offset += line.length + 1;
    const spaces = indentation.exec(text)?.[0].length ?? 0;
    const content = text.slice(spaces);
    if (content === "" || content.startsWith("#")) continue;
    if (spaces % 2 !== 0 || spaces > 4) {
      throw lockfile.unreadable("a line is indented in a way that yarn does not write", { offset: start });
    }
    const depth = spaces / 2;
    if (depth > seen.length) {
      throw lockfile.unreadable("a line is indented without a key above it", { offset: start });
    }
    const patterns = readKeys(lockfile, content, start, depth);
    seen.length = Math.min(seen.length, depth + 1);
    seen[depth] ??= new Set();
    for (const pattern of patterns) {
      if (seen[depth].has(pattern)) {
        throw lockfile.unreadable(`the key ${JSON.stringify(pattern)} is there twice`, { offset: start });
      }
      seen[depth].add(pattern);
    }
    if (depth === 0) entries.push({ patterns, offset: start });
  }
  return entries;
}

function readKeys(lockfile: LockfileText, content: string, offset: number, depth: number): string[] {
  const keys: string[] = [];
  let rest = content;
  for (;;) {
    const match = token.exec(rest);
    const text = match?.[2] ?? (match === null ? undefined : unquote(match[0]));
    if (match === null || text === undefined) {
      throw lockfile.unreadable("a line is not what yarn writes", { offset });
    }
    keys.push(text);
    rest = rest.slice(match[0].length);
    if (!/^,\s*/.test(rest) || depth > 0) break;
    rest = rest.replace(/^,\s*/, "");
  }
  const block = rest === ":";
  const value = /^:?\s+(?:"(?:[^"\\]|\\.)*"|[^"\s,]+)$/.test(rest);
  if (depth === 0 ? !block : depth === 1 ? !block && !value : !value) {
    throw lockfile.unreadable("a line is not what yarn writes", { offset });
  }
  return keys;
}

function unquote(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
