import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import {
  type DocumentEntry,
  type DocumentNode,
  decodeText,
  refuseConflict,
  type SourceDocument,
  UnreadableFileError,
} from "./document.ts";

/** One settings file of a package manager. Duplicate keys, several documents and endless aliases are refused. */
export function readYaml(path: string, bytes: Uint8Array): SourceDocument {
  const text = decodeText(path, bytes);
  refuseConflict(path, text);
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter, uniqueKeys: true, merge: true, version: "1.2" });
  if (!Array.isArray(parsed))
    return { path, text, root: { kind: "map", entries: [], offset: 0 }, duplicates: [] };
  const [document, another] = parsed;
  if (document === undefined) {
    return { path, text, root: { kind: "map", entries: [], offset: 0 }, duplicates: [] };
  }
  if (another !== undefined) {
    throw new UnreadableFileError(path, "It holds more than one YAML document.", "Leave one document in it.");
  }
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line ?? 1;
    const [reason = ""] = problem.message.split("\n");
    throw new UnreadableFileError(path, `It is not valid YAML: ${reason}`, "Mend the YAML.", { line });
  }
  return { path, text, root: convert(path, document, document.contents), duplicates: [] };
}

function convert(path: string, document: Document, node: unknown): DocumentNode {
  const resolved = isAlias(node) ? node.resolve(document) : node;
  const offset = offsetOf(node);
  if (isMap(resolved)) {
    const entries = resolved.items.map(({ key, value }): DocumentEntry => {
      const text = isScalar(key) ? String(key.source ?? key.value) : null;
      if (text === null || text === "<<") {
        throw new UnreadableFileError(
          path,
          "It has a key that is no plain text, or a merge key.",
          "Write the keys out.",
        );
      }
      return { key: text, offset: offsetOf(key), value: convert(path, document, value) };
    });
    return { kind: "map", entries, offset };
  }
  if (isSeq(resolved)) {
    return { kind: "list", items: resolved.items.map((item) => convert(path, document, item)), offset };
  }
  const value: unknown = isScalar(resolved) ? resolved.value : null;
  if (typeof value === "string") return { kind: "text", value, offset };
  if (typeof value === "number" || typeof value === "boolean") return { kind: "scalar", value, offset };
  return { kind: "scalar", value: null, offset };
}

function offsetOf(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
