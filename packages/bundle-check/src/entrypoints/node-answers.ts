import { nodeConditionSets } from "./conditions.js";
import { isRecord } from "./manifest.js";

/** The key path of the target that Node chooses, null where `exports` forbids it, undefined where nothing answers. */
export type NodeAnswer = readonly string[] | null | undefined;

/** What Node gets for a subpath of `exports`. */
export interface NodeAnswers {
  readonly subpath: string;
  readonly keyPath: readonly string[];
  readonly forImport: NodeAnswer;
  readonly forRequire: NodeAnswer;
}

/** What Node chooses for each subpath that `exports` names, whether or not the target is shipped. */
export function answersForNode(exports: unknown): NodeAnswers[] {
  const bySubpath = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  const roots = bySubpath ? Object.entries(exports) : [[".", exports] as const];
  return roots.map(([subpath, value]) => {
    const keyPath = bySubpath ? ["exports", subpath] : ["exports"];
    return {
      subpath,
      keyPath,
      forImport: select(value, keyPath, nodeConditionSets.import),
      forRequire: select(value, keyPath, nodeConditionSets.require),
    };
  });
}

/** The key paths of the targets that Node itself chooses, for `import` and for `require`. */
export function selectedByNode(exports: unknown): Set<string> {
  const selected = new Set<string>();
  for (const { forImport, forRequire } of answersForNode(exports)) {
    for (const keyPath of [forImport, forRequire]) if (keyPath) selected.add(keyPath.join("\0"));
  }
  return selected;
}

/**
 * Resolves one `exports` value as Node does: the first condition that is set and leads anywhere wins, also where it
 * leads to `null`; in a fallback array the first target.
 */
function select(value: unknown, keyPath: readonly string[], conditions: ReadonlySet<string>): NodeAnswer {
  if (typeof value === "string") return keyPath;
  if (value === null) return null;
  if (typeof value !== "object") return undefined;
  const isFallback = Array.isArray(value);
  let answer: NodeAnswer;
  for (const [key, inner] of Object.entries(value)) {
    if (!isFallback && !conditions.has(key)) continue;
    const chosen = select(inner, [...keyPath, key], conditions);
    if (chosen === undefined) continue;
    answer = chosen;
    if (chosen !== null || !isFallback) break;
  }
  return answer;
}
