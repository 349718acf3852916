import { posix } from "node:path";
import type { PackageFacts } from "../../package-facts.js";

/** What the two files are called that a build puts before and behind others. */
const halves = [
  ...["start/end", "begin/end", "prefix/suffix", "intro/outro", "pre/post", "header/footer", "head/foot"],
  ...["banner/footer", "before/after", "open/close", "top/bottom"],
].map((pair) => pair.split("/"));

/** The file beside it that is called the end of what this one begins, in a folder of which nothing loads either. */
export function endOf(path: string, facts: PackageFacts): string | null {
  return otherHalf(path, facts, ([first = "", second = ""]) => [first, second]);
}

/** The file beside it that is called the beginning of what this one ends. */
export function beginningOf(path: string, facts: PackageFacts): string | null {
  return otherHalf(path, facts, ([first = "", second = ""]) => [second, first]);
}

function otherHalf(
  path: string,
  { files, graph }: PackageFacts,
  order: (pair: readonly string[]) => readonly [string, string],
): string | null {
  if (graph.isReachable(path)) return null;
  const { dir, base } = posix.parse(path);
  for (const pair of halves) {
    const [own, other] = order(pair);
    const beside = posix.join(dir, base.replace(new RegExp(`(?<![a-z])${own}(?![a-z])`, "i"), other));
    if (beside !== path && files.has(beside) && !graph.isReachable(beside)) return beside;
  }
  return null;
}
