/** In characters. A shorter text is read quickly, and one of its names more surely means one variable. */
const shortestText = 20_000;
/** So much of a text is looked at, and lines of this length in the mean are nobody's own. In characters. */
const [mostLookedAt, shortestLine] = [100_000, 500];
const longestName = 2;

/**
 * Tells the names that stand for a variable in nearly every function of a minified text. What is known of variables
 * is known by their names alone, so of these it is nothing, and looking for it would stop at each of them.
 */
export function minifiedNames(text: string): (name: string) => boolean {
  let isMinified: boolean | undefined;
  return (name) => {
    if (name.length > longestName) return false;
    isMinified ??= hasLongLines(text);
    return isMinified;
  };
}

function hasLongLines(text: string): boolean {
  if (text.length < shortestText) return false;
  const looked = Math.min(text.length, mostLookedAt);
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < looked; at = text.indexOf("\n", at + 1)) {
    if (++lines > looked / shortestLine) return false;
  }
  return true;
}
