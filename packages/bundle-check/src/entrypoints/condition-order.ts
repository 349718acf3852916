import { isTypesCondition } from "./conditions.js";
import { isRecord } from "./manifest.js";

/** A condition of `exports` that an earlier one of the same object, or of an object around it, always beats. */
export interface BeatenCondition {
  /** As in `exports`, "." for the package itself. */
  readonly subpath: string;
  readonly keyPath: readonly string[];
  /** The conditions on the way, the beaten one last. */
  readonly conditions: readonly string[];
  /** The earlier conditions that match instead, in the order of the manifest. */
  readonly winners: readonly string[];
  /** `runtimes`: Node, Bun and Deno never choose it; a bundler that sets none of their conditions may. */
  readonly audience: "everyone" | "runtimes";
  /** What the runtimes that load CommonJS get instead; only for `runtimes`. */
  readonly chosenTarget?: string;
}

/** One conditions object on the way to a condition, and the key that was followed in it. */
interface Step {
  readonly object: ConditionsObject;
  readonly key: string;
}

/** An object of conditions, with the position of each. */
interface ConditionsObject {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positions: ReadonlyMap<string, number>;
}

/** Nobody nests conditions deeper; what does is no `exports` to give advice on. */
const deepestNesting = 16;

/** Conditions that are never set without another one: Bun is also `node`, and only Node knows `node-addons`. */
const impliedConditions: Readonly<Record<string, string>> = { bun: "node", "node-addons": "node" };

/** What tools for other languages look for; they set neither `import` nor `require`. */
const foreignConditions: ReadonlySet<string> = new Set([
  "style",
  "sass",
  "scss",
  "less",
  "css",
  "asset",
  "script",
]);

const loadingModes = ["import", "require"] as const;

/**
 * Every condition that nobody can choose. A consumer who sets it also sets `default`, `import` or `require`, and
 * what the conditions around it ask for; if one of these already answers, more conditions only make more answers.
 * `default` itself is never reported: after `import` and `require` it is a common precaution.
 */
export function findBeatenConditions(exports: unknown): BeatenCondition[] {
  const bySubpath = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith("."));
  const roots: [string, unknown, string[]][] = bySubpath
    ? Object.entries(exports).map(([subpath, value]) => [subpath, value, ["exports", subpath]])
    : [[".", exports, ["exports"]]];
  return roots.flatMap(([subpath, value, keyPath]) => {
    const found: BeatenCondition[] = [];
    if (isNestedDeeper(value, deepestNesting)) return found;
    visit(value, { subpath, compiledModes: compiledModesOf(value), keyPath, steps: [] }, found);
    return found;
  });
}

function isNestedDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isNestedDeeper(inner, depth - 1));
}

interface Position {
  readonly subpath: string;
  /** The ways of loading for which TypeScript compiles imports of the subpath. */
  readonly compiledModes: readonly string[];
  readonly keyPath: readonly string[];
  readonly steps: readonly Step[];
}

function visit(value: unknown, at: Position, found: BeatenCondition[]): void {
  if (Array.isArray(value)) {
    value.forEach((element, index) => {
      visit(element, { ...at, keyPath: [...at.keyPath, String(index)] }, found);
    });
    return;
  }
  if (!isRecord(value)) return;
  const positions = new Map(Object.keys(value).map((key, position) => [key, position]));
  const object: ConditionsObject = { values: value, positions };
  for (const [key, inner] of Object.entries(value)) {
    const steps = [...at.steps, { object, key }];
    const keyPath = [...at.keyPath, key];
    const beaten = key === "default" ? null : judge(steps, at.compiledModes);
    // What lies below a beaten condition is beaten with it.
    if (beaten) {
      const conditions = steps.map((step) => step.key);
      found.push({ subpath: at.subpath, keyPath, conditions, ...beaten });
    } else {
      visit(inner, { ...at, keyPath, steps }, found);
    }
  }
}

type Verdict = Pick<BeatenCondition, "winners" | "audience" | "chosenTarget">;

function judge(steps: readonly Step[], compiledModes: readonly string[]): Verdict | null {
  const asked = new Set(steps.map(({ key }) => key));
  if (asked.has("import") && asked.has("require")) {
    return { winners: [...asked].filter((key) => isLoadingMode(key)).slice(0, 1), audience: "everyone" };
  }
  const winners = new Set<string>();
  const beaten = steps.at(-1);
  const outcomes: Outcome[] = [];
  for (const mode of modesOf(asked, compiledModes)) {
    const set = conditionsSetWith(asked, mode);
    const winner = findWinner(steps, set);
    if (winner === null) return judgeForRuntimes(steps, asked);
    winners.add(winner.key);
    outcomes.push({
      chosen: select(winner.value, set),
      beaten: select(beaten?.object.values[beaten.key], set),
    });
  }
  return isHarmless(outcomes) ? null : { winners: [...winners], audience: "everyone" };
}

/** The target a consumer gets, and the one it would get if the beaten condition came first. */
interface Outcome {
  readonly chosen: string | null;
  readonly beaten: string | null;
}

/**
 * The order changes nothing for anybody: the targets are the same, or a `types` after others that lead to
 * declarations of their own, which is there for tools that know no nested conditions.
 */
function isHarmless(outcomes: readonly Outcome[]): boolean {
  if (outcomes.every(({ chosen, beaten }) => chosen === beaten)) return true;
  return (
    outcomes.every(({ chosen }) => chosen !== null && isDeclaration(chosen)) &&
    outcomes.some(({ chosen, beaten }) => chosen === beaten)
  );
}

function isDeclaration(target: string): boolean {
  return /\.d\.[cm]?ts$/.test(target);
}

/** `require` is meant for Node. After `node` it only serves bundlers, which rarely need it. */
function judgeForRuntimes(steps: readonly Step[], asked: ReadonlySet<string>): Verdict | null {
  if (steps.at(-1)?.key !== "require") return null;
  if (![...asked].every((key) => key === "require" || key === "node" || key === "default")) return null;
  const set = new Set([...asked, "node", "default"]);
  const winner = findWinner(steps, set);
  const chosenTarget = winner ? select(winner.value, set) : null;
  return winner && chosenTarget !== null
    ? { winners: [winner.key], audience: "runtimes", chosenTarget }
    : null;
}

function isLoadingMode(condition: string): boolean {
  return condition === "import" || condition === "require";
}

/** The ways of loading in which the condition could be asked for; null stands for neither. */
function modesOf(asked: ReadonlySet<string>, compiledModes: readonly string[]): readonly (string | null)[] {
  const given = loadingModes.filter((mode) => asked.has(mode));
  if (given.length > 0) return given;
  if ([...asked].some((condition) => foreignConditions.has(condition))) return [null];
  return [...asked].some(isTypesCondition) ? compiledModes : loadingModes;
}

/** Nobody compiles for a way of loading in which there is no code. */
function compiledModesOf(root: unknown): readonly string[] {
  const withCode = loadingModes.filter((mode) => hasCode(root, mode));
  return withCode.length > 0 ? withCode : loadingModes;
}

function hasCode(value: unknown, mode: string): boolean {
  if (typeof value === "string") return true;
  if (Array.isArray(value)) return value.some((element) => hasCode(element, mode));
  if (!isRecord(value)) return false;
  return Object.entries(value).some(
    ([key, inner]) => !isTypesCondition(key) && (!isLoadingMode(key) || key === mode) && hasCode(inner, mode),
  );
}

/** The fewest conditions a consumer sets who asks for these. */
function conditionsSetWith(asked: ReadonlySet<string>, mode: string | null): ReadonlySet<string> {
  const set = new Set([...asked, "default"]);
  if (mode !== null) set.add(mode);
  for (const condition of asked) {
    const implied = impliedConditions[condition];
    if (implied !== undefined) set.add(implied);
    if (isTypesCondition(condition)) set.add("types");
  }
  return set;
}

/** The first earlier key, in any of the objects on the way, that answers for these conditions. */
function findWinner(
  steps: readonly Step[],
  set: ReadonlySet<string>,
): { readonly key: string; readonly value: unknown } | null {
  for (const { object, key: followed } of steps) {
    const limit = object.positions.get(followed) ?? 0;
    let first: string | null = null;
    let position = limit;
    // The set is small, the object may be anything.
    for (const key of set) {
      const at = object.positions.get(key);
      if (at === undefined || at >= position || !answers(object.values[key], set)) continue;
      first = key;
      position = at;
    }
    if (first !== null) return { key: first, value: object.values[first] };
  }
  return null;
}

/** A target, or `null`, which forbids the subpath: either ends the search. */
function answers(value: unknown, set: ReadonlySet<string>): boolean {
  if (typeof value === "string" || value === null) return true;
  if (Array.isArray(value)) return value.some((element) => answers(element, set));
  return isRecord(value) && [...set].some((key) => Object.hasOwn(value, key) && answers(value[key], set));
}

function select(value: unknown, set: ReadonlySet<string>): string | null {
  if (typeof value === "string") return value;
  const candidates = Array.isArray(value) ? value : isRecord(value) ? matching(value, set) : [];
  for (const candidate of candidates) {
    const chosen = select(candidate, set);
    if (chosen !== null) return chosen;
  }
  return null;
}

/** The values of the conditions that are set, in the order of the manifest. */
function matching(value: Readonly<Record<string, unknown>>, set: ReadonlySet<string>): unknown[] {
  const keys = [...set].filter((key) => Object.hasOwn(value, key));
  if (keys.length < 2) return keys.map((key) => value[key]);
  return Object.entries(value).flatMap(([key, inner]) => (set.has(key) ? [inner] : []));
}
