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
  const others = entries.slice(0, mostEntries).flatMap((entry) => planOtherFile(facts, entry, probes));
  return { probes: [...probes, ...others], leftOut: Math.max(0, entries.length - mostEntries) };
}

/**
 * The CommonJS file for runtimes and bundlers that set neither `node` nor `bun`. It is as much a part of the package as
 * the others, and a getter that throws in it shows only when somebody loads it. Its ES module counterpart is left to
 * the bundlers: it may be written for them alone, without extensions in its imports.
 */
function planOtherFile(facts: PackageFacts, entry: string, planned: readonly PlannedProbe[]): PlannedProbe[] {
  const file = answer(facts, entry, "require in other runtimes");
  const isLoaded = planned.some((known) => known.file === file && !isBundlerProbe(known.probe));
  if (file === null || isLoaded || kindOf(facts, file) !== "commonjs") return [];
  const common = { entry: file, file, kind: "commonjs", isByPath: true } as const;
  return [
    { probe: "require in Node", ...common },
    { probe: "require in Bun", ...common },
  ];
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
