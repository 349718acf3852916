import { posix } from "node:path";
import { ModuleGraph } from "../../packages/bundle-check/src/modules/module-graph.ts";
import type { Mutant, MutantClass } from "./classes.ts";
import type { Host } from "./host.ts";
import { parseProgram } from "./program.ts";

/** Classes that lose files, or what one file needs of another. */

export const entryMissing: MutantClass = (host, entry, random) => {
  const folder = posix.dirname(entry.path);
  const wholeFolder = folder !== "." && random.next() < 0.1;
  const lost = wholeFolder ? host.files.paths.filter((path) => path.startsWith(`${folder}/`)) : [entry.path];
  return {
    description: wholeFolder ? `${folder}/ missing` : `${entry.path} missing`,
    changes: new Map(lost.map((path) => [path, null])),
    mustBeRefused: !isAnsweredOtherwise(host, entry),
  };
};

export const targetRenamed: MutantClass = (host, entry, random) => {
  const { dir, name, ext } = posix.parse(entry.target);
  const folder = dir === "" ? "" : `${dir}/`;
  const renamed = random.pick([
    `${folder}${name.slice(0, -1)}x${name.slice(-1)}${ext}`,
    `${folder}${name.toUpperCase()}${ext}`,
    `${folder}${name}${ext === ".js" ? ".mjs" : ".jsx"}`,
    `./build-output/${name}${ext}`,
    `${folder}${name}.bundle${ext}`,
    `${folder.replace(/[a-z]/, (letter) => letter.toUpperCase())}${name}${ext}`,
    `./src/${name}.ts`,
    // Only `exports` insists on the dot and the slash, and on something behind them.
    ...(entry.keyPath[0] === "exports"
      ? [`${dir.replace(/^\.\/?/, "")}/${name}${ext}`.replace(/^\//, ""), ""]
      : []),
  ]);
  if (renamed === undefined || isAnsweredOtherwise(host, entry)) return null;
  const path = posix.normalize(renamed);
  // Without its dot a target of `exports` is refused although the file is there.
  if (renamed === entry.target || (path !== entry.path && host.files.has(path))) return null;
  if (path === entry.path && entry.keyPath[0] !== "exports") return null;
  const manifest = JSON.parse(host.files.text("package.json"));
  let parent = manifest;
  for (const key of entry.keyPath.slice(0, -1)) {
    // Of a list the next target is taken when one is refused.
    const isListed = Array.isArray(parent) && Number(key) < parent.length - 1;
    if (isListed && !renamed.startsWith("./")) return null;
    parent = parent[key];
  }
  const key = entry.keyPath.at(-1) ?? "main";
  if (typeof parent[key] !== "string") return null;
  parent[key] = renamed;
  return {
    description: `${entry.keyPath.join(".")} renamed to ${renamed}`,
    changes: new Map([["package.json", JSON.stringify(manifest, null, 2)]]),
    mustBeRefused: true,
  };
};

/** `main` without extension falls back to other files, so its loss may be harmless. */
function isAnsweredOtherwise(
  host: Host,
  entry: { readonly keyPath: readonly string[]; readonly path: string },
): boolean {
  return entry.keyPath[0] === "main" && entry.path !== "index.js" && host.files.has("index.js");
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly name: string | null;
}

/** Static, unguarded relative requests among the modules that root entries reach. */
function edges(host: Host): Edge[] {
  const graph = new ModuleGraph(host.files, host.entrypoints);
  const found: Edge[] = [];
  for (const module of graph.reachable()) {
    if (graph.prominenceOf(module.path) !== "named") continue;
    for (const request of module.requests) {
      if (
        request.inTry ||
        request.evaluatedAt !== "load" ||
        !/^(import|export-from|require)$/.test(request.kind)
      )
        continue;
      const resolution = graph.resolve(module.path, request);
      if (resolution.kind !== "file" || !graph.isJavaScript(resolution.path)) continue;
      found.push({ from: module.path, to: resolution.path, name: request.names[0]?.name ?? null });
    }
  }
  return found;
}

export const chunkMutant: MutantClass = (host, _entry, random): Mutant | null => {
  const named = new Set(host.entrypoints.flatMap(({ files }) => files));
  const victim = random.pick(edges(host).filter(({ to }) => !named.has(to)));
  if (!victim) return null;
  return { description: `${victim.to} missing`, changes: new Map([[victim.to, null]]), mustBeRefused: true };
};

export const exportRemovedFromChunk: MutantClass = (host, _entry, random): Mutant | null => {
  const candidates = random.shuffle(
    edges(host).filter(
      ({ name, to }) => name !== null && name !== "default" && host.files.size(to) < 500_000,
    ),
  );
  for (const { to, name } of candidates.slice(0, 10)) {
    const text = host.files.text(to);
    const program = parseProgram(text, "module");
    for (const node of program?.body ?? []) {
      if (node.type !== "ExportNamedDeclaration") continue;
      const specifier = node.specifiers.find(
        ({ exported }) => exported.type === "Identifier" && exported.name === name,
      );
      if (specifier && node.specifiers.length > 1) {
        const list = node.specifiers
          .filter((other) => other !== specifier)
          .map(({ start, end }) => text.slice(start, end));
        const from = node.source ? ` from ${text.slice(node.source.start, node.source.end)}` : "";
        const mutated = `${text.slice(0, node.start)}export { ${list.join(", ")} }${from};${text.slice(node.end)}`;
        return {
          description: `${to} without export ${name}`,
          changes: new Map([[to, mutated]]),
          mustBeRefused: true,
        };
      }
      const declaration = node.declaration;
      if (declaration && "id" in declaration && declaration.id.name === name) {
        const mutated = text.slice(0, node.start) + text.slice(declaration.start);
        return {
          description: `${to} without export ${name}`,
          changes: new Map([[to, mutated]]),
          mustBeRefused: true,
        };
      }
    }
  }
  return null;
};
