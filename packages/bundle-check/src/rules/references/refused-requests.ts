import { posix } from "node:path";
import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import { isRecord } from "../../entrypoints/manifest.js";
import type { RuleArguments, Severity } from "../../findings/finding.js";
import { isForDevelopment } from "../../modules/javascript-program.js";
import type { ModuleFacts, ModuleRequest } from "../../modules/module-facts.js";
import { loadsItsTarget } from "../../modules/module-graph.js";
import { askedPath } from "../../modules/resolve-request.js";
import type { PackageFacts } from "../../package-facts.js";
import { isTestFile } from "../leaks/package-texts.js";
import { isForBundlers, isForLenientHost } from "./lenient-hosts.js";

type Refusal = Required<Pick<RuleArguments["missing-module"], "refusedBy" | "lacks" | "accepted">>;

/** A request whose file is shipped, and that says too little for a loader that completes nothing. */
interface Candidate extends Omit<Refusal, "refusedBy"> {
  readonly request: ModuleRequest;
  /** The path that the specifier spells. */
  readonly resolved: string;
  /** The shipped file that was meant. */
  readonly meant: string;
}

/** Such a request in a file that such a loader loads. */
export interface RefusedRequest extends Candidate, Refusal {
  readonly module: ModuleFacts;
  readonly severity: Severity;
}

/** Some entries, and what loads them. */
interface Consumers {
  readonly refusedBy: Refusal["refusedBy"];
  readonly entrypoints: readonly Entrypoint[];
  severityIn(module: ModuleFacts): Severity;
}

/**
 * Static imports in stated ES modules that name no whole file, or JSON without its attribute. Node refuses both, and
 * webpack the first; everything else completes paths, so that authors do not notice. Silent about what only such
 * bundlers load. Each file is judged by those who load it most surely.
 */
export function* findRefusedRequests(facts: PackageFacts): Iterable<RefusedRequest> {
  const { graph } = facts;
  const candidates = findCandidates(facts);
  if (candidates.size === 0) return;
  const visited = findModulesForBundlers(facts);
  for (const { refusedBy, entrypoints, severityIn } of consumersOf(facts)) {
    const queue = entrypoints.flatMap(({ files }) => files);
    for (const path of queue) {
      if (visited.has(path) || !graph.isReachable(path) || !graph.isJavaScript(path)) continue;
      visited.add(path);
      const module = graph.facts(path);
      for (const request of module.requests) {
        const resolution = graph.resolve(path, request);
        // What is asked for later, in a branch or in a `try` may never be, or not by those who refuse it.
        if (resolution.kind !== "file" || !loadsItsTarget(request)) continue;
        if (isAtLoad(request)) queue.push(resolution.path);
      }
      for (const candidate of candidates.get(path) ?? []) {
        // Bundlers know JSON by its extension.
        if (candidate.lacks === "json-attribute" && refusedBy === "webpack") continue;
        yield { module, refusedBy, severity: severityIn(module), ...candidate };
      }
    }
  }
}

/** What is refused if anybody who completes no path loads the file that asks, by this file; most packages have none. */
function findCandidates(facts: PackageFacts): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const module of facts.graph.reachable()) {
    if (!isStatedModule(module, facts)) continue;
    const candidates = module.requests.flatMap((request) => candidateOf(module, request, facts) ?? []);
    if (candidates.length > 0) found.set(module.path, candidates);
  }
  return found;
}

/** It is taken for an ES module, without a guess, and is one. */
function isStatedModule(
  { path, analysed, failure, declaredKind, kind }: ModuleFacts,
  { graph }: PackageFacts,
): boolean {
  if (!analysed || failure !== null || declaredKind !== "module" || kind !== "module") return false;
  return graph.isKindStated(path);
}

/** The consumers that complete no path, those that load their entries most surely first. */
function consumersOf(facts: PackageFacts): Consumers[] {
  const { entrypoints, graph } = facts;
  const byNode = entrypoints.filter(({ loadedByNode, kind }) => loadedByNode && kind !== "types");
  // A command is run by Node whatever the package is for.
  const commands: Consumers = {
    refusedBy: "node",
    entrypoints: byNode.filter(({ kind, files }) => kind === "bin" && files.some(isRunByNode(facts))),
    severityIn: () => "error",
  };
  if (isForLenientHost(facts)) return [commands];
  const inNode = (prominence: Entrypoint["prominence"]) =>
    byNode.filter((entry) => entry.kind === "code" && entry.prominence === prominence);
  const forWebpack = facts.rootEntries().filter(isForWebpack);
  return [
    commands,
    { refusedBy: "node", entrypoints: inNode("named"), severityIn: () => "error" },
    {
      refusedBy: "webpack",
      entrypoints: forWebpack.filter(({ keyPath }) => keyPath[0] === "module"),
      // Who writes a package.json into the folder of a build has said so of this build, for such loaders.
      severityIn: ({ path }) =>
        path.endsWith(".js") && graph.manifestOf(path) !== "package.json" ? "error" : "warning",
    },
    { refusedBy: "webpack", entrypoints: forWebpack, severityIn: () => "warning" },
    {
      refusedBy: "node",
      entrypoints: inNode("pattern").map((entry) => ({
        ...entry,
        files: entry.files.filter((path) => !isForDevelopment(path) && !isTestFile(path)),
      })),
      severityIn: () => "warning",
    },
  ];
}

function isForWebpack({ conditions, loadedByNode, prominence, keyPath }: Entrypoint): boolean {
  if (loadedByNode || prominence !== "named") return false;
  if (keyPath[0] !== "exports") return true;
  return conditions.every((condition) => /^(?:module|browser|import|default|production)$/.test(condition));
}

/** Other interpreters, which a first line names, complete paths. */
function isRunByNode({ files }: PackageFacts): (path: string) => boolean {
  return (path) => {
    const head = new TextDecoder().decode(files.bytes(path).subarray(0, 512));
    const [line = ""] = head.split("\n", 1);
    // What is loaded before may teach Node other ways.
    return (
      !line.startsWith("#!") ||
      (/\bnode\b/.test(line) && !/\s(?:--import|--loader|--require|-r)\b/.test(line))
    );
  };
}

/** What Node cannot load, as it asks for styles, components and the like while it loads, and all that loads that. */
function findModulesForBundlers(facts: PackageFacts): Set<string> {
  const { graph } = facts;
  const importers = new Map<string, string[]>();
  const found = new Set<string>();
  for (const module of graph.reachable()) {
    for (const request of module.requests) {
      if (!loadsItsTarget(request) || !isAtLoad(request)) continue;
      const resolution = graph.resolve(module.path, request);
      if (isForBundlers(request, resolution, facts)) found.add(module.path);
      if (resolution.kind !== "file") continue;
      const known = importers.get(resolution.path);
      if (known) known.push(module.path);
      else importers.set(resolution.path, [module.path]);
    }
  }
  for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer);
  return found;
}

function isAtLoad({ kind, inTry, evaluatedAt, conditional }: ModuleRequest): boolean {
  return kind !== "dynamic-import" && !inTry && evaluatedAt === "load" && !conditional;
}

function candidateOf(
  module: ModuleFacts,
  request: ModuleRequest,
  { graph, manifest }: PackageFacts,
): Candidate | null {
  const { specifier, kind, attributeType } = request;
  if (kind !== "import" && kind !== "export-from") return null;
  const resolution = graph.resolve(module.path, request);
  if (resolution.kind !== "file" || specifier.startsWith("#")) return null;
  const { path: meant } = resolution;
  const resolved = askedPath(module.path, request);
  if (resolved === meant) {
    if (!meant.endsWith(".json") || attributeType !== undefined) return null;
    return { request, lacks: "json-attribute", resolved, meant, accepted: specifier };
  }
  const { browser } = manifest.data;
  if (isRecord(browser) && !graph.isLoadedByNode(module.path) && Object.hasOwn(browser, `./${meant}`))
    return null;
  const lacks = meant.startsWith(`${resolved}.`) ? "extension" : "file";
  return { request, lacks, resolved, meant, accepted: specifierOf(meant, module.path) };
}

function specifierOf(file: string, from: string): string {
  const relative = posix.relative(posix.dirname(from), file);
  return relative.startsWith("../") ? relative : `./${relative}`;
}
