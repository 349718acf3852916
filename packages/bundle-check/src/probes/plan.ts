import { type CodeWay, namedSubpaths, resolveSubpath } from "../baseline/resolve-subpath.js";
import type { ModuleKind } from "../findings/finding.js";
import type { PackageFacts } from "../package-facts.js";
import type { ProbeName } from "./arguments.js";

/** One entry that one probe looks at. */
export interface PlannedProbe {
  readonly probe: Exclude<ProbeName, "install">;
  readonly entry: string;
  /** The file that answers, for bundlers and for placing findings. */
  readonly file: string;
  readonly kind: ModuleKind;
  /** Neither Node nor Bun choose this file, so it is loaded by its path; `entry` is the path then. */
  readonly isByPath: boolean;
}

export interface ProbePlan {
  readonly probes: readonly PlannedProbe[];
  /** Entries that are left out because there are so many. */
  readonly leftOut: number;
}

/** Each entry is loaded in up to four processes; packages with more entries mostly repeat themselves. */
const mostEntries = 12;

const waysOfProbes: readonly (readonly [PlannedProbe["probe"], CodeWay])[] = [
  ["import in Node", "import in Node"],
  ["require in Node", "require in Node"],
  ["import in Bun", "import in Bun"],
  ["require in Bun", "require in Node"],
  ["bun build", "import in Bun"],
  ["esbuild for Node", "import in Node"],
  ["esbuild for browsers", "import for browsers"],
];

/** Which probes a package allows: every JavaScript entry that the manifest names, in every way that leads to it. */
export function planProbes(facts: PackageFacts): ProbePlan {
  const entries = namedSubpaths(facts).filter((entry) =>
    waysOfProbes.some(([, way]) => answer(facts, entry, way) !== null),
  );
  const probes = entries.slice(0, mostEntries).flatMap((entry) =>
    waysOfProbes.flatMap(([probe, way]): PlannedProbe[] => {
      const file = answer(facts, entry, way);
      return file === null ? [] : [{ probe, entry, file, kind: kindOf(facts, file), isByPath: false }];
    }),
  );
  const others = entries.slice(0, mostEntries).flatMap((entry) => planOtherFiles(facts, entry, probes));
  return { probes: [...probes, ...others], leftOut: Math.max(0, entries.length - mostEntries) };
}

/**
 * Files for runtimes that set neither `node` nor `bun`. They are as much a part of the package as the others, and a
 * getter that throws in one of them shows only when somebody loads it.
 */
function planOtherFiles(
  facts: PackageFacts,
  entry: string,
  planned: readonly PlannedProbe[],
): PlannedProbe[] {
  const loaded = new Set(planned.filter(({ probe }) => !isBundlerProbe(probe)).map(({ file }) => file));
  const way = (probe: "import" | "require") => answer(facts, entry, `${probe} in other runtimes`);
  const files = new Set([way("import"), way("require")].filter((file) => file !== null));
  return [...files]
    .filter((file) => !loaded.has(file))
    .flatMap((file) => {
      const kind = kindOf(facts, file);
      const how = kind === "commonjs" ? "require" : "import";
      const common = { entry: file, file, kind, isByPath: true };
      return [
        { probe: `${how} in Node`, ...common } as const,
        { probe: `${how} in Bun`, ...common } as const,
      ];
    });
}

function kindOf({ graph }: PackageFacts, file: string): ModuleKind {
  return graph.facts(file).kind;
}

function answer(facts: PackageFacts, entry: string, way: CodeWay): string | null {
  const file = resolveSubpath(facts, entry, way);
  return file !== null && facts.graph.isJavaScript(file) ? file : null;
}

export function isBundlerProbe(probe: PlannedProbe["probe"]): boolean {
  return probe === "bun build" || probe.startsWith("esbuild");
}

export function isBunProbe(probe: PlannedProbe["probe"]): boolean {
  return probe.endsWith("in Bun") || probe === "bun build";
}
