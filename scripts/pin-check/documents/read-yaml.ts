import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import {
  type DocumentEntry,
  type DocumentNode,
  decodeText,
  hasByteOrderMark,
  refuseConflict,
  type SourceDocument,
  UnreadableFileError,
} from "./document.ts";

/** No settings file that people write has more values; aliases that multiply each other do. */
const mostNodes = 100_000;

/** One settings file of a package manager. Duplicate keys, several documents and endless aliases are refused. */
export function readYaml(path: string, bytes: Uint8Array): SourceDocument {
  const text = decodeText(path, bytes);
  refuseConflict(path, text);
  try {
    const root = readRoot(path, text);
    return { path, text, hasByteOrderMark: hasByteOrderMark(bytes), root, duplicates: [] };
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof ReferenceError)) throw cause;
    throw new UnreadableFileError(path, `It is not readable YAML: ${cause.message}`, "Simplify it.", {
      cause,
    });
  }
}

function readRoot(path: string, text: string): DocumentNode {
  const lineCounter = new LineCounter();
  // The parser compares every key with every other; the converter looks for keys that are there twice.
  const parsed = parseAllDocuments(text, { lineCounter, uniqueKeys: false, version: "1.2" });
  const [document, another] = Array.isArray(parsed) ? parsed : [];
  if (document === undefined) return { kind: "map", entries: [], offset: 0 };
  if (another !== undefined) {
    throw new UnreadableFileError(path, "It holds more than one YAML document.", "Leave one document in it.");
  }
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line ?? 1;
    const [reason = ""] = problem.message.split("\n");
    throw new UnreadableFileError(path, `It is not valid YAML: ${reason}`, "Mend the YAML.", { line });
  }
  return new Converter(path, document).convert(document.contents);
}

class Converter {
  readonly #path: string;
  readonly #document: Document;
  #nodes = 0;

  constructor(path: string, document: Document) {
    this.#path = path;
    this.#document = document;
  }

  convert(node: unknown): DocumentNode {
    this.#nodes += 1;
    if (this.#nodes > mostNodes) throw this.#refuse(`It has more than ${mostNodes} values.`, "Simplify it.");
    const resolved = isAlias(node) ? node.resolve(this.#document) : node;
    const offset = offsetOf(node);
    if (isMap(resolved)) {
      const seen = new Set<string>();
      const entries = resolved.items.map(({ key, value }): DocumentEntry => {
        const text = isScalar(key) ? String(key.source ?? key.value) : null;
        if (text === null || text === "<<") {
          throw this.#refuse("It has a key that is no plain text, or a merge key.", "Write the keys out.");
        }
        if (seen.has(text)) {
          throw this.#refuse(
            `It has the key ${JSON.stringify(text)} twice in one place.`,
            "Leave one of the two.",
          );
        }
        seen.add(text);
        return { key: text, offset: offsetOf(key), value: this.convert(value) };
      });
      return { kind: "map", entries, offset };
    }
    if (isSeq(resolved))
      return { kind: "list", items: resolved.items.map((item) => this.convert(item)), offset };
    const value: unknown = isScalar(resolved) ? resolved.value : null;
    if (typeof value === "string") return { kind: "text", value, offset };
    if (typeof value === "number" || typeof value === "boolean") return { kind: "scalar", value, offset };
    return { kind: "scalar", value: null, offset };
  }

  #refuse(reason: string, remedy: string): UnreadableFileError {
    return new UnreadableFileError(this.#path, reason, remedy);
  }
}

function offsetOf(node: unknown): number {
  if (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
