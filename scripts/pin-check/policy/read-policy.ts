import {
  type DocumentNode,
  type KeyPath,
  positionOf,
  renderNode,
  type SourceDocument,
  UnreadableFileError,
} from "../documents/document.ts";
import { readJson } from "../documents/read-json.ts";
import type { Pin } from "./policy.ts";

export const longestPolicy = 1_000_000;

const remedy = "Correct the policy; scripts/pin-check/pins.schema.json describes it.";
const versionPattern =
  /^(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?$/;
const packagePattern = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*$/;
const integrityPattern = /^sha(?:256|384|512)-[A-Za-z0-9+/]+={0,2}$/;

/** Whether a text is one version, exactly: what a pin, a denied version or a new pin may be. */
export function isExactVersion(text: string): boolean {
  return text.length <= 256 && versionPattern.test(text);
}

/** Reads and checks a policy. A policy that does not say exactly what it wants is unreadable, never empty. */
export function readPolicy(file: string, bytes: Uint8Array): { pins: Pin[]; document: SourceDocument } {
  const document = readJson(file, bytes, { allowsComments: false });
  const reader = new PolicyReader(document);
  const [duplicate] = document.duplicates;
  if (duplicate !== undefined) reader.refuse(duplicate, "stands there twice");
  const top = reader.map(document.root, [], ["$schema", "pins"]);
  const list = top.get("pins");
  if (list === undefined) reader.refuse([], 'has no "pins"');
  if (list?.kind !== "list" || list.items.length === 0) {
    return reader.refuse(["pins"], "must be a list of at least one pin");
  }
  const pins = list.items.map((item, index) => reader.pin(item, index));
  const names = new Set<string>();
  for (const { package: name, index } of pins) {
    if (names.has(name)) reader.refuse(["pins", index, "package"], `names ${name}, which has a pin already`);
    names.add(name);
  }
  return { pins, document };
}

class PolicyReader {
  readonly #document: SourceDocument;

  constructor(document: SourceDocument) {
    this.#document = document;
  }

  refuse(keyPath: KeyPath, problem: string): never {
    const subject = keyPath.length === 0 ? "The policy" : `\`${keyPath.join(".")}\``;
    const { line } = positionOf(this.#document, keyPath);
    throw new UnreadableFileError(this.#document.path, `${subject} ${problem}.`, remedy, { line });
  }

  map(node: DocumentNode, keyPath: KeyPath, allowed: readonly string[] | null): Map<string, DocumentNode> {
    if (node.kind !== "map") return this.refuse(keyPath, "must be an object");
    for (const { key } of node.entries) {
      if (allowed !== null && !allowed.includes(key)) {
        this.refuse([...keyPath, key], `is unknown; allowed: ${allowed.join(", ")}`);
      }
    }
    return new Map(node.entries.map(({ key, value }) => [key, value]));
  }

  pin(node: DocumentNode, index: number): Pin {
    const at: KeyPath = ["pins", index];
    const allowed = ["package", "version", "reason", "denied", "integrity", "allowWorkspace"];
    const fields = this.map(node, at, allowed);
    const allowWorkspace = fields.get("allowWorkspace");
    if (allowWorkspace !== undefined && !isBoolean(allowWorkspace)) {
      this.refuse([...at, "allowWorkspace"], "must be true or false");
    }
    const integrity = fields.get("integrity");
    const reason = fields.get("reason");
    return {
      package: this.#text(fields, at, "package", isPackageName, "the name of a package"),
      version: this.#text(fields, at, "version", isExactVersion, "one exact version like 1.2.3"),
      reason: reason === undefined ? null : this.#text(fields, at, "reason", () => true, "a text"),
      denied: this.#denied(fields.get("denied"), [...at, "denied"]),
      integrity:
        integrity === undefined
          ? null
          : this.#text(fields, at, "integrity", (text) => integrityPattern.test(text), "like sha512-…"),
      allowWorkspace: allowWorkspace?.kind === "scalar" && allowWorkspace.value === true,
      index,
    };
  }

  #text(
    fields: ReadonlyMap<string, DocumentNode>,
    at: KeyPath,
    key: string,
    isValid: (text: string) => boolean,
    expected: string,
  ): string {
    const node = fields.get(key);
    if (node === undefined) return this.refuse(at, `has no "${key}"`);
    if (node.kind === "text" && isValid(node.value)) return node.value;
    return this.refuse(
      [...at, key],
      `must be ${expected}, but is ${JSON.stringify(renderNode(node)).slice(0, 100)}`,
    );
  }

  #denied(node: DocumentNode | undefined, at: KeyPath): ReadonlyMap<string, string | null> {
    const denied = new Map<string, string | null>();
    if (node === undefined) return denied;
    const add = (version: string, reason: string | null, place: KeyPath) => {
      if (!isExactVersion(version)) this.refuse(place, "must be one exact version");
      denied.set(version, reason);
    };
    if (node.kind === "list") {
      for (const [index, item] of node.items.entries()) {
        if (item.kind !== "text") this.refuse([...at, index], "must be one exact version");
        else add(item.value, null, [...at, index]);
      }
      return denied;
    }
    if (node.kind !== "map") return this.refuse(at, "must be a list of versions, or an object with reasons");
    for (const { key, value } of node.entries) {
      if (value.kind !== "text") this.refuse([...at, key], "must be a reason, as text");
      else add(key, value.value, [...at, key]);
    }
    return denied;
  }
}

function isBoolean(node: DocumentNode): boolean {
  return node.kind === "scalar" && typeof node.value === "boolean";
}

function isPackageName(text: string): boolean {
  return text.length <= 214 && packagePattern.test(text);
}
