import { SourceText } from "../modules/source-text.js";
import { type PackageFiles, UnreadableTargetError } from "../package-files/package-files.js";
import { type JsonPlace, readJsonPlaces } from "./json-places.js";

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
  let root: JsonPlace | null | undefined;
  return {
    data,
    name: typeof data.name === "string" ? data.name : null,
    version: typeof data.version === "string" ? data.version : null,
    positionOf(keyPath) {
      if (root === undefined) root = readJsonPlaces(text);
      // Without its first key, what is missing is said of the file as a whole, which begins before any white space.
      let deepest: JsonPlace | undefined;
      let place = root ?? undefined;
      for (const key of keyPath) {
        place = place?.children.get(key);
        deepest = place ?? deepest;
      }
      return deepest ? source.positionAt(deepest.offset) : { line: 1, column: 1 };
    },
  };
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
