/** A JSON or YAML file as a tree that knows where everything stands. A key is only text: `__proto__` is one like any other. */

export type DocumentNode = { readonly offset: number } & (
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "scalar"; readonly value: number | boolean | null }
  | { readonly kind: "list"; readonly items: readonly DocumentNode[] }
  | { readonly kind: "map"; readonly entries: readonly DocumentEntry[] }
);

export interface DocumentEntry {
  readonly key: string;
  /** Offset of the key. */
  readonly offset: number;
  readonly value: DocumentNode;
}

export type KeyPath = readonly (string | number)[];

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 code units. */
  readonly column: number;
}

export interface SourceDocument {
  /** Relative to the examined root, with `/`. */
  readonly path: string;
  /** The text without a byte-order mark. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  readonly root: DocumentNode;
  /** Key paths that stand more than once; programs differ in which one counts. */
  readonly duplicates: readonly KeyPath[];
}

/** A file that cannot be read for certain: always exit code 2, never "ok". */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
  readonly path: string;
  /** What a person can do about it, one sentence. */
  readonly remedy: string;
  readonly line: number | null;

  constructor(path: string, reason: string, remedy: string, options: ErrorOptions & { line?: number } = {}) {
    super(reason, options);
    this.path = path;
    this.remedy = remedy;
    this.line = options.line ?? null;
  }
}

/** The value under a key of a map; undefined when there is none, or the node is no map. */
export function child(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
  return node?.kind === "map" ? entryOf(node, key)?.value : undefined;
}

type MapNode = Extract<DocumentNode, { kind: "map" }>;

/** Most maps are small; in a large one many keys are looked for. */
const largestSearched = 32;
const indexes = new WeakMap<MapNode, ReadonlyMap<string, DocumentEntry>>();

function entryOf(node: MapNode, key: string): DocumentEntry | undefined {
  if (node.entries.length <= largestSearched) return node.entries.find((entry) => entry.key === key);
  let index = indexes.get(node);
  if (index === undefined) {
    // From the end, so that of two the first one stays.
    index = new Map(node.entries.toReversed().map((entry) => [entry.key, entry]));
    indexes.set(node, index);
  }
  return index.get(key);
}

export function entriesOf(node: DocumentNode | undefined): readonly DocumentEntry[] {
  return node?.kind === "map" ? node.entries : [];
}

export function textOf(node: DocumentNode | undefined): string | null {
  return node?.kind === "text" ? node.value : null;
}

/** How a value that should have been text is shown to people. */
export function renderNode(node: DocumentNode): string {
  switch (node.kind) {
    case "text":
      return node.value;
    case "scalar":
      return String(node.value);
    case "list":
      return `a list of ${node.items.length}`;
    case "map":
      return "an object";
  }
}

export function positionAt(text: string, offset: number): Position {
  return positionIn(lineStarts(text), offset);
}

/** 1-based line and column of an offset, by the offsets at which lines start. */
export function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

const linesOfDocuments = new WeakMap<SourceDocument, readonly number[]>();

function linesOf(document: SourceDocument): readonly number[] {
  const known = linesOfDocuments.get(document);
  if (known !== undefined) return known;
  const starts = lineStarts(document.text);
  linesOfDocuments.set(document, starts);
  return starts;
}

/** Position of a key path in a document, as near as it exists; the first line when nothing of it does. */
export function positionOf(document: SourceDocument, keyPath: KeyPath): Position {
  let node = document.root;
  let offset = 0;
  for (const key of keyPath) {
    if (node.kind === "map") {
      const entry: DocumentEntry | undefined = entryOf(node, String(key));
      if (entry === undefined) break;
      offset = entry.offset;
      node = entry.value;
    } else if (node.kind === "list" && typeof key === "number") {
      const item = node.items[key];
      if (item === undefined) break;
      offset = item.offset;
      node = item;
    } else break;
  }
  return positionIn(linesOf(document), offset);
}

/** The text of a file, which must be UTF-8; without a byte-order mark. */
export function decodeText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableFileError(path, "It is not valid UTF-8.", "Save it as UTF-8.", { cause });
  }
}

export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Both sides of a merge that nobody has finished. */
export function refuseConflict(path: string, text: string): void {
  const found = /^(?:<{7} |={7}$|>{7} )/m.exec(text);
  if (found === null) return;
  const { line } = positionAt(text, found.index);
  throw new UnreadableFileError(path, "It has the marks of an unfinished merge.", "Finish the merge.", {
    line,
  });
}
