import { isRecord } from "../entrypoints/manifest.js";
import { resolveLikeRequire } from "../entrypoints/target-files.js";
import type { PackageFacts } from "../package-facts.js";
import type { ConsumerWay } from "./arguments.js";

/** How a consumer resolves: the conditions it sets, and the fields it prefers when there is no exports map. */
interface Way {
  readonly conditions: ReadonlySet<string>;
  readonly fields: readonly string[];
}

export type CodeWay = Exclude<ConsumerWay, "types">;

const always = ["default", "module-sync", "production"];

const ways: { readonly [Name in CodeWay]: Way } = {
  "import in Node": { conditions: new Set([...always, "node", "import", "node-addons"]), fields: [] },
  "require in Node": { conditions: new Set([...always, "node", "require", "node-addons"]), fields: [] },
  "import in Bun": { conditions: new Set([...always, "bun", "node", "import"]), fields: ["module"] },
  "import for browsers": {
    conditions: new Set([...always, "browser", "import", "module"]),
    fields: ["browser", "module"],
  },
  "import in other runtimes": { conditions: new Set([...always, "import", "module"]), fields: ["module"] },
  "require in other runtimes": { conditions: new Set([...always, "require"]), fields: [] },
};

export const codeWays = [
  "import in Node",
  "require in Node",
  "import in Bun",
  "import for browsers",
  "import in other runtimes",
  "require in other runtimes",
] as const satisfies readonly CodeWay[];

/** The shipped file that a consumer gets for a subpath ("." or "./x"); null when loading it fails. */
export function resolveSubpath(
  { manifest, files }: PackageFacts,
  subpath: string,
  way: CodeWay,
): string | null {
  const { conditions, fields } = ways[way];
  const { exports } = manifest.data;
  if (hasExports(exports)) {
    const target = selectTarget(exports, subpath, conditions);
    const path = target?.startsWith("./") ? target.slice(2).replace(/\?.*$/s, "") : undefined;
    return path !== undefined && files.has(path) ? path : null;
  }
  if (subpath !== ".") return resolveLikeRequire(files, subpath);
  for (const field of fields) {
    const target = manifest.data[field];
    const file = typeof target === "string" && target !== "" ? resolveLikeRequire(files, target) : null;
    if (file !== null) return file;
  }
  return resolveLikeRequire(files, "");
}

export function hasExports(exports: unknown): boolean {
  return exports !== undefined && exports !== null;
}

/** The subpaths that package.json names one by one, "." first. */
export function namedSubpaths({ manifest }: PackageFacts): string[] {
  const { exports } = manifest.data;
  const named = isSubpathMap(exports)
    ? Object.keys(exports).filter((key) => key !== "." && !key.includes("*") && !key.endsWith("/"))
    : [];
  return [".", ...named];
}

/** The subpaths that patterns of the exports map open, with the file each one leads to. */
export function patternSubpaths(facts: PackageFacts): Map<string, string> {
  const { exports } = facts.manifest.data;
  const opened = new Map<string, string>();
  if (!isSubpathMap(exports)) return opened;
  for (const { kind, prominence, subpath, target, files } of facts.entrypoints) {
    if (kind !== "code" || prominence !== "pattern" || subpath === null) continue;
    for (const file of files) opened.set(fillPattern(subpath, target, file), file);
  }
  return opened;
}

function fillPattern(subpath: string, target: string, file: string): string {
  const plain = target.replace(/^\.\//, "");
  if (plain.endsWith("/")) return subpath + file.slice(plain.length);
  const star = plain.indexOf("*");
  const suffix = plain.slice(star + 1);
  return subpath.replace("*", () => file.slice(star, file.length - suffix.length));
}

/** What an exports map answers for a subpath, as Node reads it; undefined when nothing or null does. */
function selectTarget(
  exports: unknown,
  subpath: string,
  conditions: ReadonlySet<string>,
): string | undefined {
  if (!isSubpathMap(exports)) return subpath === "." ? (select(exports, conditions) ?? undefined) : undefined;
  if (Object.hasOwn(exports, subpath)) return select(exports[subpath], conditions) ?? undefined;
  const pattern = Object.keys(exports)
    .filter((key) => matchOf(key, subpath) !== undefined)
    .sort((left, right) => baseLength(right) - baseLength(left) || right.length - left.length)[0];
  if (pattern === undefined) return undefined;
  const match = matchOf(pattern, subpath) ?? "";
  const target = select(exports[pattern], conditions) ?? undefined;
  return pattern.includes("*") ? target?.replaceAll("*", () => match) : target && target + match;
}

function matchOf(pattern: string, subpath: string): string | undefined {
  if (pattern.endsWith("/")) return subpath.startsWith(pattern) ? subpath.slice(pattern.length) : undefined;
  const star = pattern.indexOf("*");
  if (star === -1) return undefined;
  const [prefix, suffix] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits =
    subpath.length > prefix.length + suffix.length && subpath.startsWith(prefix) && subpath.endsWith(suffix);
  return fits ? subpath.slice(prefix.length, subpath.length - suffix.length) : undefined;
}

function baseLength(pattern: string): number {
  const star = pattern.indexOf("*");
  return star === -1 ? pattern.length : star + 1;
}

/** Null: the map forbids the subpath here. Undefined: no condition fits, so the next one is tried. */
function select(value: unknown, conditions: ReadonlySet<string>): string | null | undefined {
  if (typeof value === "string" || value === null) return value;
  if (Array.isArray(value)) {
    return value
      .map((element) => select(element, conditions))
      .find((target) => typeof target === "string" && target.startsWith("./"));
  }
  if (!isRecord(value)) return undefined;
  for (const [condition, inner] of Object.entries(value)) {
    if (!conditions.has(condition)) continue;
    const target = select(inner, conditions);
    if (target !== undefined) return target;
  }
  return undefined;
}

function isSubpathMap(exports: unknown): exports is Record<string, unknown> {
  return isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."));
}
