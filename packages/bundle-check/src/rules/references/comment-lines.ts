/** In characters: how far back the line of a comment may begin, and the comment. */
const [longestLine, longestComment] = [400, 20_000];

/** The line is one of a comment, as documentation is written: examples in it use what the code does not. */
export function isInComment(text: string, at: number): boolean {
  const line = lineBefore(text, at);
  if (line.startsWith("//")) return true;
  if (!line.startsWith("*")) return false;
  const before = text.slice(Math.max(0, at - longestComment), at);
  return before.lastIndexOf("/*") > before.lastIndexOf("*/");
}

/** As above, or between the marks of a comment whose lines are written like code: asked where nothing else decides. */
export function isCommentedOut(text: string, at: number): boolean {
  const line = lineBefore(text, at);
  if (line.startsWith("//") || line.startsWith("*")) return true;
  const before = text.slice(Math.max(0, at - longestComment), at);
  return before.lastIndexOf("/*") > before.lastIndexOf("*/");
}

/** The beginning of the line; "" where that is too far away. */
function lineBefore(text: string, at: number): string {
  const start = Math.max(0, at - longestLine);
  const before = text.slice(start, at);
  const end = before.lastIndexOf("\n");
  return end < 0 && start > 0 ? "" : before.slice(end + 1).trimStart();
}
