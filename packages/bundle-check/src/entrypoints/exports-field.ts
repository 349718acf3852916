import type { PackageFiles } from "../package-files/package-files.js";
import { isTypesCondition, severityOfConditions } from "./conditions.js";
import type { Entrypoint, TargetProblem } from "./entrypoint.js";
import { isRecord } from "./manifest.js";
import { selectedByNode } from "./node-answers.js";
import { expandPattern } from "./target-files.js";

/** A string (or wrong value) found in the `exports` tree. */
interface Leaf {
  readonly subpath: string;
  readonly conditions: readonly string[];
  readonly keyPath: readonly string[];
  readonly value: unknown;
  /** An earlier condition of the same object always wins for the runtime that would set this one. */
  readonly shadowed: boolean;
  /** It stands behind `import` and `require`, one of which is always set. */
  readonly isBehindBoth: boolean;
}

/** Every target of the `exports` field: all subpaths, all conditions, patterns expanded against the files. */
export function readExportsField(exports: unknown, files: PackageFiles): Entrypoint[] {
  if (exports === undefined || exports === null) return [];
  const leaves: Leaf[] = [];
  const blocked: string[] = [];
  if (isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."))) {
    for (const [subpath, value] of Object.entries(exports)) {
      if (value === null) blocked.push(subpath);
      else
        collectLeaves(
          value,
          { subpath, conditions: [], keyPath: ["exports", subpath], shadowed: false, isBehindBoth: false },
          leaves,
        );
    }
  } else {
    collectLeaves(
      exports,
      { subpath: ".", conditions: [], keyPath: ["exports"], shadowed: false, isBehindBoth: false },
      leaves,
    );
  }
  const selected = selectedByNode(exports);
  return leaves.map((leaf) => describeLeaf(leaf, files, blocked, selected));
}

function collectLeaves(value: unknown, at: Omit<Leaf, "value">, leaves: Leaf[]): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    // A fallback array: the first target a runtime understands is used, so nothing behind a text counts in Node.
    const inner: Leaf[] = [];
    value.forEach((element, index) => {
      const shadowed =
        at.shadowed || inner.some((leaf) => leaf.conditions === at.conditions && isRelative(leaf));
      collectLeaves(element, { ...at, keyPath: [...at.keyPath, String(index)], shadowed }, inner);
    });
    leaves.push(...inner.filter(isRelative));
    return;
  }
  if (!isRecord(value)) {
    leaves.push({ ...at, value });
    return;
  }
  let { shadowed } = at;
  let isAnsweredForBun = false;
  const answeredModes = new Set<string>();
  for (const [condition, inner] of Object.entries(value)) {
    const keyPath = [...at.keyPath, condition];
    const conditions = [...at.conditions, condition];
    // Whoever sets a further condition also sets one of these two (graphql-http).
    const isBehindBoth =
      at.isBehindBoth ||
      (answeredModes.size === 2 && condition !== "default" && !isTypesCondition(condition));
    const isBeaten = shadowed || (condition === "bun" && isAnsweredForBun);
    collectLeaves(inner, { ...at, conditions, keyPath, shadowed: isBeaten, isBehindBoth }, leaves);
    shadowed ||= condition === "default";
    isAnsweredForBun ||= isSetByBun(condition);
    if ((condition === "import" || condition === "require") && alwaysAnswers(inner))
      answeredModes.add(condition);
  }
}

/** A target, or conditions of which one always holds. */
export function alwaysAnswers(value: unknown): boolean {
  return typeof value === "string" || (isRecord(value) && typeof value.default === "string");
}

/** Runtimes pass over the elements of a fallback array that are no paths. */
function isRelative({ value }: Pick<Leaf, "value">): boolean {
  return typeof value === "string" && value.startsWith("./");
}

function isSetByBun(condition: string): boolean {
  return condition === "node" || condition === "import";
}

function describeLeaf(
  leaf: Leaf,
  files: PackageFiles,
  blocked: readonly string[],
  selectedByNode: ReadonlySet<string>,
): Entrypoint {
  const { subpath, conditions, keyPath, value } = leaf;
  const target = typeof value === "string" ? value : JSON.stringify(value);
  const malformation = typeof value === "string" ? findMalformation(value) : "not-a-string";
  const found = malformation ? [] : findFiles(target, subpath, files, blocked);
  const isTypes = conditions.some(isTypesCondition) || /\.d\.[cm]?ts$/.test(target);
  // Bundlers set `development` too; a source under it is the own repository's.
  const isBuilt = /\.[cm]?js$/.test(target);
  const severity = severityOfConditions(
    isBuilt ? conditions.filter((condition) => condition !== "development") : conditions,
  );
  let problem: TargetProblem | null = null;
  if (malformation) problem = { problem: "malformed", malformation };
  else if (found.length === 0) {
    problem = { problem: isPattern(target) ? "pattern-without-files" : "not-shipped" };
  }
  return {
    field: displayField(keyPath),
    keyPath,
    subpath,
    conditions,
    kind: isTypes ? "types" : "code",
    prominence: leaf.isBehindBoth ? "superseded" : isPattern(target) ? "pattern" : "named",
    loadedByNode: selectedByNode.has(keyPath.join("\0")),
    target,
    files: found,
    problem,
    severityIfMissing: mildest(severity, leaf, problem, isTypes),
  };
}

function mildest(
  severity: Entrypoint["severityIfMissing"],
  leaf: Leaf,
  problem: TargetProblem | null,
  isTypes: boolean,
): Entrypoint["severityIfMissing"] {
  if (severity !== "error") return severity;
  // A pattern that matches nothing breaks no import anybody could have written.
  if (leaf.shadowed || isTypes || problem?.problem === "pattern-without-files") return "warning";
  return "error";
}

/** The rules Node applies to a target before it looks for the file. */
function findMalformation(target: string): TargetProblem["malformation"] {
  if (target === "") return "empty";
  if (!target.startsWith("./")) return target.startsWith("../") ? "leaves-package" : "no-leading-dot-slash";
  const segments = target.slice(2).split(/[/\\]/);
  if (segments.includes("..")) return "leaves-package";
  if (segments.includes("node_modules")) return "node-modules";
  return undefined;
}

function isPattern(target: string): boolean {
  return target.includes("*") || target.endsWith("/");
}

function findFiles(
  target: string,
  subpath: string,
  files: PackageFiles,
  blocked: readonly string[],
): string[] {
  if (target.endsWith("/")) {
    const folder = target.slice(2);
    return files.paths.filter((path) => path.startsWith(folder));
  }
  if (!target.includes("*")) {
    // Bundlers take a query as a hint how to load the file (`./x.wasm?module`).
    const path = target.slice(2).replace(/\?.*$/s, "");
    return files.has(path) ? [path] : [];
  }
  return expandPattern(files, target)
    .filter(({ match }) => !isBlocked(subpath.replace("*", match), subpath, blocked))
    .map(({ file }) => file);
}

/** A more specific `null` pattern takes files out of a pattern. */
function isBlocked(subpath: string, pattern: string, blocked: readonly string[]): boolean {
  return blocked.some((block) => {
    if (!block.includes("*")) return block === subpath;
    const [prefix = "", suffix = ""] = block.split("*");
    return prefix.length > pattern.indexOf("*") && subpath.startsWith(prefix) && subpath.endsWith(suffix);
  });
}

/** `exports["."].node.import`: dots for names, brackets for everything else. */
export function displayField(keyPath: readonly string[]): string {
  return keyPath
    .map((key, index) => {
      if (index === 0) return key;
      if (/^\d+$/.test(key)) return `[${key}]`;
      return /^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join("");
}
