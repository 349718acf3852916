import type { Program } from "acorn";
import { type CertainCall, findCertainCall } from "./certain-calls.js";
import type { ModuleFacts } from "./module-facts.js";
import type { ModuleGraph } from "./module-graph.js";
import { parseAgain } from "./parse.js";
import { holdsStandIn, isStandIn, mayCallStandIn } from "./require-stand-in.js";

/**
 * The first request that loading an ES module makes through the bundler's stand-in for `require`. Node has no
 * `require` there, so the stand-in throws. Null when there is none, or when the bundle brings a `require` of its own.
 */
export function findFailingRequire(module: ModuleFacts, graph: ModuleGraph): CertainCall | null {
  if (module.kind !== "module" || !module.analysed) return null;
  const holders = [module, ...chunksOf(module, graph)].filter(holdsStandIn);
  if (holders.length === 0 || !mayCallStandIn(module, holders) || holders.some(providesRequire)) return null;
  return findByTree(module, holders);
}

/** The same by the syntax tree of the module, and of those that hold the stand-in. */
export function findByTree(module: ModuleFacts, holders: readonly ModuleFacts[]): CertainCall | null {
  const { text } = module.source;
  const program = parseAgain(text, "module")?.program;
  if (!program) return null;
  // Reading a text once more takes as long as the first time.
  exportedStubs.set(module, exportedStubsIn(program.body, text));
  const exported = new Set(holders.flatMap((holder) => [...exportedStubsOf(holder)]));
  const stubs = new Set([
    ...program.body.flatMap((statement) => declaredStubs(statement, text)),
    ...program.body.flatMap((statement) => importedStubs(statement, exported)),
  ]);
  if (stubs.size === 0) return null;
  try {
    return findCertainCall(program, stubs);
  } catch (error) {
    // Nested too deeply to be followed.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The files of the package that a module imports. */
function chunksOf(module: ModuleFacts, graph: ModuleGraph): ReadonlySet<ModuleFacts> {
  const chunks = new Set<ModuleFacts>();
  for (const request of module.requests) {
    const resolution = request.kind === "import" ? graph.resolve(module.path, request) : null;
    if (resolution?.kind === "file" && graph.isJavaScript(resolution.path)) {
      chunks.add(graph.facts(resolution.path));
    }
  }
  return chunks;
}

/** A banner may declare `require` with `createRequire`, or put it on the global object. */
function providesRequire({ source: { text }, globalPropertyNames }: ModuleFacts): boolean {
  return (
    globalPropertyNames.has("require") ||
    /\b(?:const|let|var)\s+require\s*=/.test(text) ||
    /\bcreateRequire(?:\s+as\s+require)\b/.test(text)
  );
}

/** What a top-level statement imports of the names that chunks give to the stand-in. */
function importedStubs(statement: Program["body"][number], exported: ReadonlySet<string>): string[] {
  if (statement.type !== "ImportDeclaration") return [];
  return statement.specifiers.flatMap((specifier) =>
    specifier.type === "ImportSpecifier" &&
    specifier.imported.type === "Identifier" &&
    exported.has(specifier.imported.name)
      ? [specifier.local.name]
      : [],
  );
}

/** The names a top-level statement declares for the stand-in. */
function declaredStubs(statement: Program["body"][number], text: string): string[] {
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) =>
    id.type === "Identifier" && init && isStandIn(init, text.slice(init.start, init.end)) ? [id.name] : [],
  );
}

const exportedStubs = new WeakMap<ModuleFacts, ReadonlySet<string>>();

/** The names under which a chunk exports the stand-in. */
function exportedStubsOf(module: ModuleFacts): ReadonlySet<string> {
  let names = exportedStubs.get(module);
  if (!names) {
    const { text } = module.source;
    names = exportedStubsIn(parseAgain(text, "module")?.program?.body ?? [], text);
    exportedStubs.set(module, names);
  }
  return names;
}

function exportedStubsIn(body: Program["body"], text: string): ReadonlySet<string> {
  const locals = new Set(body.flatMap((statement) => declaredStubs(statement, text)));
  return new Set(
    body.flatMap((statement) =>
      statement.type === "ExportNamedDeclaration" && !statement.source
        ? statement.specifiers.flatMap(({ local, exported }) =>
            local.type === "Identifier" && exported.type === "Identifier" && locals.has(local.name)
              ? [exported.name]
              : [],
          )
        : [],
    ),
  );
}
