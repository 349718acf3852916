import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";

export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a value stands in a JSON text; undefined when the text has no such value. */
export function findJsonValue(text: string, keyPath: readonly string[]): JsonPosition | undefined {
  const root = parse(text);
  const node = root === undefined ? undefined : descend(root, keyPath);
  if (node === undefined) return undefined;
  const start = positionAt(text, node.offset);
  const end = positionAt(text, node.offset + node.length);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** The parser recurses; a text nested deeper than the stack has no position worth showing. */
function parse(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function descend(root: Node, keyPath: readonly string[]): Node | undefined {
  let node: Node | undefined = root;
  for (const key of keyPath) {
    if (node === undefined) return undefined;
    node = findNodeAtLocation(node, [node.type === "array" ? Number(key) : key]);
  }
  return node;
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: offset - lineStart + 1 };
}
