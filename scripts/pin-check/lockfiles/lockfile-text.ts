import { lineStarts, positionIn, UnreadableFileError } from "../documents/document.ts";
import type { DocumentNode, MapEntry, MapNode } from "./document.ts";
import type { LockfileFormat } from "./lockfile.ts";

/** Lockfiles of the largest known repositories have a tenth of this. */
export const maximumBytes = 128 * 1024 * 1024;

const conflictMarker = /^(?:<{7}|\|{7}|={7}|>{7})(?:[ \t].*)?\r?$/m;

const regenerate: Readonly<Record<LockfileFormat, string>> = {
  bun: "Restore bun.lock from version control or write it anew with `bun install --lockfile-only`.",
  npm: "Restore it from version control or write it anew with `npm install --package-lock-only`.",
  pnpm: "Restore pnpm-lock.yaml from version control or write it anew with `pnpm install --lockfile-only`.",
  "yarn-classic": "Restore yarn.lock from version control or write it anew with `yarn install`.",
  "yarn-berry":
    "Restore yarn.lock from version control or write it anew with `yarn install --mode=update-lockfile`.",
};

export interface UnreadableOptions {
  readonly offset?: number;
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** The text of a lockfile together with its name and its lines, and the one way to say that it cannot be read. */
export class LockfileText {
  readonly path: string;
  readonly format: LockfileFormat;
  readonly text: string;
  #lineStarts: number[] | null = null;

  constructor(path: string, format: LockfileFormat, bytes: Uint8Array) {
    this.path = path;
    this.format = format;
    this.text = "";
    if (bytes.length > maximumBytes) {
      throw this.unreadable(`it is larger than ${maximumBytes / 1024 / 1024} MiB`);
    }
    try {
      // The decoder takes a byte order mark away.
      this.text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (cause) {
      throw this.unreadable("it is not UTF-8 text", { cause });
    }
    const conflict = conflictMarker.exec(this.text);
    if (conflict !== null) {
      throw this.unreadable("it has an unresolved merge conflict", {
        offset: conflict.index,
        remedy:
          "Resolve the conflict, best by taking one side and running the package manager's install again.",
      });
    }
    const nul = this.text.indexOf("\0");
    if (nul >= 0) throw this.unreadable("it has a NUL character", { offset: nul });
  }

  unreadable(reason: string, options: UnreadableOptions = {}): UnreadableFileError {
    const { offset, remedy = regenerate[this.format], cause } = options;
    return new UnreadableFileError(this.path, printable(reason), remedy, {
      ...(cause === undefined ? {} : { cause }),
      ...(offset === undefined ? {} : { line: this.lineAt(offset) }),
    });
  }

  /** An error about a version that this reader does not know. */
  unsupported(version: string, known: string, offset?: number): UnreadableFileError {
    return this.unreadable(`its version is ${version}, and only ${known} can be read`, {
      ...(offset === undefined ? {} : { offset }),
      remedy:
        "Write the lockfile with a version of the package manager that uses a supported format, or update pin-check.",
    });
  }

  /** 1-based line of a character. */
  lineAt(offset: number): number {
    this.#lineStarts ??= lineStarts(this.text);
    return positionIn(this.#lineStarts, offset).line;
  }

  map(node: DocumentNode | undefined, what: string): MapNode {
    if (node?.kind === "map") return node;
    throw this.unreadable(node === undefined ? `it has no ${what}` : `${what} is not an object`, at(node));
  }

  /** The object under a key, or null when the key is not there. */
  optionalMap(map: MapNode, key: string, what: string): MapNode | null {
    const entry = map.entries.get(key);
    return entry === undefined ? null : this.map(entry.value, what);
  }

  string(node: DocumentNode | undefined, what: string): string {
    if (node?.kind === "scalar" && typeof node.value === "string") return node.value;
    throw this.unreadable(node === undefined ? `it has no ${what}` : `${what} is not text`, at(node));
  }

  optionalString(map: MapNode, key: string, what: string): string | null {
    const entry = map.entries.get(key);
    return entry === undefined ? null : this.string(entry.value, what);
  }

  /** A map from text to text, without a prototype. */
  strings(map: MapNode, what: string): Record<string, string> {
    const result: Record<string, string> = Object.create(null);
    for (const [key, { value }] of map.entries) result[key] = this.string(value, `${what} ${key}`);
    return result;
  }
}

/** The integer in a version field; null when it is anything else. */
export function integerOf(entry: MapEntry | undefined): number | null {
  const value = entry?.value.kind === "scalar" ? entry.value.value : null;
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/** What a version field says, for a message. */
export function describeVersion(entry: MapEntry | undefined): string {
  if (entry === undefined) return "missing";
  return entry.value.kind === "scalar" ? JSON.stringify(entry.value.value) : "not a number";
}

/** Names in a message come from the file: what could move a terminal's cursor or fill it is shown, not sent. */
function printable(reason: string): string {
  const text = reason.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
  return text.length <= 400 ? text : `${text.slice(0, 400)}…`;
}

function at(node: DocumentNode | undefined): { offset: number } | Record<string, never> {
  return node === undefined ? {} : { offset: node.offset };
}
