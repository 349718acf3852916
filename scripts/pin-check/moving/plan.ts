import { relative, sep } from "node:path";
import type { SourceDocument } from "../documents/document.ts";
import type { Facts } from "../facts.ts";
import type { Pin, Policy } from "../policy/policy.ts";
import { editText, type TextEdit } from "./edit-text.ts";
import { movedSpecifier } from "./moved-specifier.ts";

/** A file as it will be. Paths are relative to the root. */
export interface FileChange {
  readonly path: string;
  readonly content: string;
}

/** The edits of policy, manifests and settings that move a pin. The lockfile follows from them. */
export function planEdits(
  facts: Facts,
  pin: Pin,
  version: string,
  integrity: string,
  root: string,
): FileChange[] {
  const edits = new Map<string, TextEdit[]>();
  for (const declaration of facts.usesOf(pin)) {
    const value = movedSpecifier(declaration, pin, version, facts);
    if (value === null) continue;
    const list = edits.get(declaration.file) ?? [];
    list.push({ keyPath: declaration.keyPath, value });
    edits.set(declaration.file, list);
  }
  const { manifests, pnpmWorkspace, yarnConfiguration } = facts.repository;
  const documents = [...manifests.map(({ document }) => document), pnpmWorkspace, yarnConfiguration];
  const changes = documents.flatMap((document) => {
    const ofFile = document === null ? undefined : edits.get(document.path);
    if (document === null || ofFile === undefined) return [];
    return [{ path: document.path, content: withMark(document, editText(document, ofFile)) }];
  });
  return [...changes, planPolicy(facts.policy, pin, version, integrity, root)];
}

/** The policy lies in the repository, or one is laid there: nothing outside of it is written. */
function planPolicy(policy: Policy, pin: Pin, version: string, integrity: string, root: string): FileChange {
  const { document } = policy;
  const at = ["pins", pin.index];
  const edits: TextEdit[] = [{ keyPath: [...at, "version"], value: version }];
  if (pin.integrity !== null) edits.push({ keyPath: [...at, "integrity"], value: integrity });
  const content = withMark(document, editText(document, edits));
  const path = policyPath(policy, root);
  // A copy of the shipped policy trusts no workspace of the repository that it was copied into.
  return path === "pins.json" && policy.source === "shipped"
    ? { path, content: withoutTrust(content) }
    : { path, content };
}

function policyPath({ path, source }: Policy, root: string): string {
  const inside = relative(root, path);
  const isInside = inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`);
  if (isInside) return inside.split(sep).join("/");
  if (source === "shipped") return "pins.json";
  throw new PolicyOutsideError();
}

export class PolicyOutsideError extends Error {
  override readonly name = "PolicyOutsideError";

  constructor() {
    super("The policy lies outside of the repository, and nothing outside is written. Copy it to pins.json.");
  }
}

function withoutTrust(content: string): string {
  return content
    .replace(/("allowWorkspace"\s*:\s*)true/g, "$1false")
    .replace(/^\s*"\$schema"\s*:\s*"[^"]*",\r?\n/m, "");
}

/** Editors that wrote a byte-order mark find it again. */
function withMark({ hasByteOrderMark }: SourceDocument, text: string): string {
  return hasByteOrderMark ? `\ufeff${text}` : text;
}
