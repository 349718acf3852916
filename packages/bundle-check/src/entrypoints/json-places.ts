/** Where a value of a JSON text stands, with the values in it by name, or by index. */
export interface JsonPlace {
  readonly offset: number;
  readonly children: ReadonlyMap<string, JsonPlace>;
}

interface Container {
  readonly children: Map<string, JsonPlace>;
  readonly isList: boolean;
  /** The name that the next value of an object has; null before it is read, and in a list. */
  name: string | null;
}

const none: ReadonlyMap<string, JsonPlace> = new Map();

/** A quote, a bracket, or a number or word; commas, colons and white space say nothing that these do not. */
const token = /["[\]{}]|[^\s"[\]{},:]+/g;

/** The places of all values in a text that is known to be JSON. Of two properties with one name the later counts. */
export function readJsonPlaces(text: string): JsonPlace | null {
  const root: Container = { children: new Map(), isList: true, name: null };
  const open = [root];
  token.lastIndex = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [first] = found[0];
    const into = open.at(-1) ?? root;
    if (first === "]" || first === "}") {
      open.pop();
      continue;
    }
    if (first === '"') token.lastIndex = endOfString(text, found.index);
    if (!into.isList && into.name === null) {
      const name: unknown = JSON.parse(text.slice(found.index, token.lastIndex));
      into.name = String(name);
      continue;
    }
    const children = first === "{" || first === "[" ? new Map<string, JsonPlace>() : null;
    into.children.set(into.name ?? String(into.children.size), {
      offset: found.index,
      children: children ?? none,
    });
    into.name = null;
    if (children) open.push({ children, isList: first === "[", name: null });
  }
  return root.children.get("0") ?? null;
}

/** Behind the quote that ends a string: the first that no backslash stands before, but one that is itself escaped. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
