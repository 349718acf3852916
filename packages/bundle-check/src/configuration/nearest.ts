/** The allowed name that a mistyped one most likely means; undefined when none is close. */
export function nearest(name: string, allowed: readonly string[]): string | undefined {
  // A name of megabytes is no typing mistake, and comparing it would take long.
  if (name.length > 60) return undefined;
  let best: string | undefined;
  // A third of the letters may differ: "ignore" finds "ignores", "foo" finds nothing.
  let bestDistance = Math.floor(name.length / 3) + 1;
  for (const candidate of allowed) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? onlyBeginning(name, allowed);
}

/** "warn" is far from "warning" by distance, yet clearly its beginning. */
function onlyBeginning(name: string, allowed: readonly string[]): string | undefined {
  const [only, ...others] = name.length < 3 ? [] : allowed.filter((candidate) => candidate.startsWith(name));
  return others.length === 0 ? only : undefined;
}

/** Levenshtein: how many letters must be inserted, removed or replaced. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
