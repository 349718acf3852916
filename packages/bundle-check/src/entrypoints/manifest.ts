import { type Node, parseTree } from "jsonc-parser";
import { SourceText } from "../modules/source-text.js";
import { type PackageFiles, UnreadableTargetError } from "../package-files/package-files.js";

/** A package.json, with the place of each of its values. */
export interface Manifest {
  readonly data: Readonly<Record<string, unknown>>;
  readonly name: string | null;
  readonly version: string | null;
  /** 1-based place of the value at a key path, or of the deepest existing value on the way to it. */
  positionOf(keyPath: readonly string[]): { line: number; column: number };
}

/** Deeper than any manifest is written; what recurses over one may rely on it. */
const maximumDepth = 100;

/** More ways to one subpath than anybody writes: each is held against the others. */
const mostTargets = 1_000;

/** Every pattern is held against every file; icon sets come to a few hundred thousand pairs. */
const mostPatternPairs = 20_000_000;

/**
 * Reads the manifest of a package.
 * @throws UnreadableTargetError when package.json is absent, not JSON, or not an object.
 */
export function readManifest(files: PackageFiles, spec: string): Manifest {
  if (!files.has("package.json")) {
    throw new UnreadableTargetError(spec, `${spec} has no package.json, so it is not an npm package.`);
  }
  const text = files.text("package.json");
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableTargetError(spec, `The package.json of ${spec} is not valid JSON: ${reason}`, {
      cause,
    });
  }
  if (!isRecord(data)) {
    throw new UnreadableTargetError(spec, `The package.json of ${spec} is not a JSON object.`);
  }
  if (isNestedDeeperThan(data, maximumDepth)) {
    throw new UnreadableTargetError(
      spec,
      `The package.json of ${spec} is nested more than ${maximumDepth} levels deep, which no tool can follow.`,
    );
  }
  if (subpathsOf(data.exports).some((value) => countTargets(value) > mostTargets)) {
    throw new UnreadableTargetError(
      spec,
      `The package.json of ${spec} leads one subpath of "exports" to more than ${mostTargets} targets.`,
    );
  }
  if (countPatterns(data.exports) * files.paths.length > mostPatternPairs) {
    throw new UnreadableTargetError(
      spec,
      `The package.json of ${spec} has more patterns in "exports" than can be held against its files.`,
    );
  }
  const source = new SourceText(text);
  let tree: Node | undefined;
  return {
    data,
    name: typeof data.name === "string" ? data.name : null,
    version: typeof data.version === "string" ? data.version : null,
    positionOf(keyPath) {
      tree ??= parseTree(text);
      let deepest: Node | undefined;
      let node = tree;
      for (const key of keyPath) {
        node = node && childrenOf(node).get(key);
        deepest = node ?? deepest;
      }
      return deepest ? source.positionAt(deepest.offset) : { line: 1, column: 1 };
    },
  };
}

const childrenByNode = new WeakMap<Node, ReadonlyMap<string, Node>>();

/** The values in an object by name or in an array by index. Indexed once: a manifest may have many findings. */
function childrenOf(node: Node): ReadonlyMap<string, Node> {
  let children = childrenByNode.get(node);
  if (!children) {
    children = indexChildren(node);
    childrenByNode.set(node, children);
  }
  return children;
}

function indexChildren({ type, children = [] }: Node): ReadonlyMap<string, Node> {
  if (type === "array") return new Map(children.map((child, index) => [String(index), child]));
  const byName = new Map<string, Node>();
  for (const { children: [name, value] = [] } of type === "object" ? children : []) {
    // Of two properties with one name the later is what JSON.parse reads.
    if (name && value) byName.set(String(name.value), value);
  }
  return byName;
}

function isNestedDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isNestedDeeperThan(inner, depth - 1));
}

/** What `exports` says of each subpath. */
function subpathsOf(exports: unknown): unknown[] {
  const bySubpath = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  return bySubpath ? Object.values(exports) : [exports];
}

function countPatterns(value: unknown): number {
  if (typeof value === "string") return value.includes("*") || value.endsWith("/") ? 1 : 0;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + countPatterns(inner), 0);
}

function countTargets(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, inner) => sum + countTargets(inner), 0);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
