import { child, type DocumentNode, type KeyPath, type SourceDocument } from "../documents/document.ts";

/** Puts another text in the place of one value, and leaves every other character of the file as it is. */
export interface TextEdit {
  readonly keyPath: KeyPath;
  readonly value: string;
}

/** @throws when a key path leads to no text; the caller has read it from the same document. */
export function editText(document: SourceDocument, edits: readonly TextEdit[]): string {
  const places = edits.map(({ keyPath, value }) => ({ ...spanOf(document, keyPath), value }));
  // From the end, so that the offsets before stay right.
  places.sort((left, right) => right.start - left.start);
  let { text } = document;
  for (const { start, end, quote, value } of places) {
    text = `${text.slice(0, start)}${quote}${value}${quote}${text.slice(end)}`;
  }
  return text;
}

function spanOf({ root, text, path }: SourceDocument, keyPath: KeyPath) {
  let node: DocumentNode | undefined = root;
  for (const key of keyPath) {
    node = node?.kind === "list" && typeof key === "number" ? node.items[key] : child(node, String(key));
  }
  if (node?.kind !== "text") throw new Error(`${path} has no text at ${keyPath.join(".")}.`);
  const { offset: start } = node;
  const quote = text[start];
  if (quote === '"' || quote === "'") return { start, end: endOfQuoted(text, start, quote), quote };
  // A plain scalar of YAML: it ends with its text, which must stand there as it is.
  const end = start + node.value.length;
  if (text.slice(start, end) !== node.value) {
    throw new Error(`${path} writes ${keyPath.join(".")} in a form that is not edited.`);
  }
  return { start, end, quote: "" };
}

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === "\\" && quote === '"') index += 1;
    else if (character === quote) {
      // YAML writes a single quote twice inside of single quotes.
      if (quote === "'" && text[index + 1] === "'") index += 1;
      else return index + 1;
    }
  }
  return text.length;
}
