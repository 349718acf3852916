import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import {
  type DocumentEntry,
  type DocumentNode,
  decodeText,
  hasByteOrderMark,
  type KeyPath,
  positionAt,
  refuseConflict,
  type SourceDocument,
  UnreadableFileError,
} from "./document.ts";

export interface JsonOptions {
  /** Comments and trailing commas, which Bun takes in a package.json and npm does not. */
  readonly allowsComments: boolean;
}

/** No file that people write nests deeper, and a deeper one would exhaust the stack. */
const deepest = 200;

export function readJson(path: string, bytes: Uint8Array, { allowsComments }: JsonOptions): SourceDocument {
  const text = decodeText(path, bytes);
  refuseConflict(path, text);
  refuseDepth(path, text);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    disallowComments: !allowsComments,
    allowTrailingComma: allowsComments,
  });
  const [first] = errors;
  if (first !== undefined || tree === undefined) {
    const { line, column } = positionAt(text, first?.offset ?? 0);
    const reason = first === undefined ? "it is empty" : printParseErrorCode(first.error);
    throw new UnreadableFileError(
      path,
      `It is not valid JSON: ${reason} at ${line}:${column}.`,
      "Mend the JSON.",
      { line },
    );
  }
  if (!allowsComments) refuseWhatJsonRefuses(path, text);
  const duplicates: KeyPath[] = [];
  const root = convert(tree, [], duplicates);
  return { path, text, hasByteOrderMark: hasByteOrderMark(bytes), root, duplicates };
}

/** The position-aware parser forgives a few things that package managers do not. */
function refuseWhatJsonRefuses(path: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(path, `It is not valid JSON: ${reason}.`, "Mend the JSON.", { cause });
  }
}

/** Counts brackets outside of strings, without recursion. */
function refuseDepth(path: string, text: string): void {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (isInText) {
      if (character === "\\") index += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > deepest) {
        throw new UnreadableFileError(path, `It nests deeper than ${deepest} levels.`, "Flatten it.");
      }
    } else if (character === "}" || character === "]") depth -= 1;
  }
}

function convert(node: Node, keyPath: KeyPath, duplicates: KeyPath[]): DocumentNode {
  const { offset } = node;
  if (node.type === "object") {
    const entries: DocumentEntry[] = [];
    const seen = new Set<string>();
    for (const { children: pair = [] } of node.children ?? []) {
      const [keyNode, valueNode] = pair;
      if (keyNode === undefined || valueNode === undefined) continue;
      const key = String(keyNode.value);
      const path = [...keyPath, key];
      if (seen.has(key)) duplicates.push(path);
      seen.add(key);
      entries.push({ key, offset: keyNode.offset, value: convert(valueNode, path, duplicates) });
    }
    return { kind: "map", entries, offset };
  }
  if (node.type === "array") {
    const items = (node.children ?? []).map((item, index) => convert(item, [...keyPath, index], duplicates));
    return { kind: "list", items, offset };
  }
  const value: unknown = node.value;
  if (typeof value === "string") return { kind: "text", value, offset };
  if (typeof value === "number" || typeof value === "boolean") return { kind: "scalar", value, offset };
  return { kind: "scalar", value: null, offset };
}
