/** `a`, `b` and `c` */
export function list(names: readonly string[], word: "and" | "or" = "and"): string {
  const quoted = names.map(code);
  if (quoted.length < 2) return quoted.join("");
  return `${quoted.slice(0, -1).join(", ")} ${word} ${quoted.at(-1)}`;
}

const longestCode = 160;

/**
 * A name or version as it stands in the repository, which may be anything, and of any length. There is no backtick in
 * it besides the two around it, so that a message always splits into prose and names (see `markdown.ts`).
 */
export function code(text: string): string {
  const shown = text.length > longestCode ? `${text.slice(0, longestCode)}…` : text;
  return `\`${shown.replaceAll("`", "'")}\``;
}

/** "1 finding", "2 findings" */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** ", asked for by `packages/a` and `b@1.0.0`" */
export function askedForBy(requesters: readonly string[]): string {
  return requesters.length === 0 ? "" : `, asked for by ${list(requesters)}`;
}
