import { posix } from "node:path";
import type { Configuration } from "./configuration/configuration.js";
import { type ReachedDeclaration, reachDeclarations } from "./declarations/declaration-graph.js";
import { Declarations, type DeclaredValues, readDeclaredValues } from "./declarations/declared-values.js";
import { findDeclarations } from "./declarations/find-declarations.js";
import type { Entrypoint } from "./entrypoints/entrypoint.js";
import { findEntrypoints, groupBySubpath } from "./entrypoints/index.js";
import { type Manifest, readManifest } from "./entrypoints/manifest.js";
import type { Place } from "./findings/finding.js";
import type { ModuleFacts } from "./modules/module-facts.js";
import { ModuleGraph } from "./modules/module-graph.js";
import {
  glanceAtSourceMap,
  type MappedExtent,
  readSourceMap,
  type SourceMapFacts,
} from "./modules/source-map.js";
import { SourceText } from "./modules/source-text.js";
import type { PackageFiles } from "./package-files/package-files.js";
import { noSurroundings, type Surroundings } from "./surroundings/surroundings.js";

/** What was found out before a package is judged. */
export interface KnownBefore {
  readonly configuration: Configuration;
  /** Modules read before by `readModules`. */
  readonly analysed?: ReadonlyMap<string, ModuleFacts>;
  /** What the folder around the package says, read before by `surroundingsOf`. */
  readonly surroundings?: Surroundings;
}

/** What is known of a key, found out when it is first asked for. */
function once<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = find();
    known.set(key, value);
  }
  return value;
}

/** Everything the rules may look at. Facts are read once and shared. */
export class PackageFacts {
  readonly files: PackageFiles;
  readonly configuration: Configuration;
  /** What the repository around a package directory says; empty for a tarball. */
  readonly surroundings: Surroundings;
  readonly manifest: Manifest;
  readonly entrypoints: readonly Entrypoint[];
  readonly graph: ModuleGraph;
  readonly declarations: Declarations;
  #entrypointsBySubpath: ReadonlyMap<string | null, readonly Entrypoint[]> | undefined;
  #reachedDeclarations: readonly ReachedDeclaration[] | undefined;
  readonly #declaredValues = new Map<string, DeclaredValues | null>();
  readonly #sourceMaps = new Map<string, SourceMapFacts | null>();
  readonly #sourceMapExtents = new Map<string, MappedExtent | null>();

  /** @throws UnreadableTargetError when the package has no readable manifest. */
  constructor(files: PackageFiles, spec: string, known: KnownBefore) {
    this.files = files;
    this.configuration = known.configuration;
    this.surroundings = known.surroundings ?? noSurroundings;
    this.manifest = readManifest(files, spec);
    this.entrypoints = findEntrypoints(this.manifest, files);
    this.graph = new ModuleGraph(files, this.entrypoints, known.analysed);
    this.declarations = new Declarations(files);
  }

  /** Everything that names a file for one subpath. */
  entrypointsFor(subpath: string | null): readonly Entrypoint[] {
    this.#entrypointsBySubpath ??= groupBySubpath(this.entrypoints);
    return this.#entrypointsBySubpath.get(subpath) ?? [];
  }

  /** The JavaScript entries of the package itself: what `import "name"` may load under any condition. */
  rootEntries(): Entrypoint[] {
    return this.entrypoints.filter(({ kind, subpath }) => kind === "code" && subpath === ".");
  }

  /**
   * All entries, those of the package itself and what Node loads of them first: a file that several lead to is judged by
   * the first of them, and its own path or a condition of few consumers says less about it.
   */
  entrypointsByWeight(): Entrypoint[] {
    const weight = ({ subpath, loadedByNode }: Entrypoint) =>
      (subpath === "." ? 2 : 0) + (loadedByNode ? 1 : 0);
    return this.entrypoints.toSorted((one, other) => weight(other) - weight(one));
  }

  /** The JavaScript files that root entries lead to, each once. */
  rootModules(): ModuleFacts[] {
    const paths = new Set(this.rootEntries().flatMap(({ files }) => files));
    return [...paths].filter((path) => this.graph.isJavaScript(path)).map((path) => this.graph.facts(path));
  }

  /** Somebody who reaches a code file through `entry` gets declarations with it. */
  hasDeclarations(entry: Entrypoint, file: string): boolean {
    return findDeclarations(entry, file, this.entrypointsFor(entry.subpath), this.files) !== null;
  }

  /** What the declarations promise to those who reach a code file through `entry`. Null when there are none. */
  promisedValues(entry: Entrypoint, file = entry.files[0]): DeclaredValues | null {
    if (entry.subpath === null || file === undefined) return null;
    const path = findDeclarations(entry, file, this.entrypointsFor(entry.subpath), this.files);
    if (path === null) return null;
    const moduleName = posix.join(this.manifest.name ?? "", entry.subpath);
    return once(this.#declaredValues, `${path}\0${moduleName}`, () =>
      readDeclaredValues(this.declarations, path, moduleName),
    );
  }

  /** The source map of a module; null when there is none that can be read. */
  sourceMapOf(module: ModuleFacts): SourceMapFacts | null {
    return once(this.#sourceMaps, module.path, () => readSourceMap(module, this.files));
  }

  /** What a glance at the source map of a module tells; null when it takes a reading. */
  sourceMapExtentOf(module: ModuleFacts): MappedExtent | null {
    return once(this.#sourceMapExtents, module.path, () => glanceAtSourceMap(module, this.files));
  }

  /** Every declaration file that the types of the entries lead to, those of the root first. */
  reachedDeclarations(): readonly ReachedDeclaration[] {
    this.#reachedDeclarations ??= reachDeclarations(this.entrypoints, this.files, this.declarations);
    return this.#reachedDeclarations;
  }

  /** The place of an offset in a module. */
  placeIn(module: ModuleFacts, offset: number, length = 0): Place {
    const start = module.source.positionAt(offset);
    if (length === 0) return { file: module.path, ...start };
    const end = module.source.positionAt(offset + length);
    return { file: module.path, ...start, endLine: end.line, endColumn: end.column };
  }

  /** The place of an offset in any text file of the package. */
  placeInText(file: string, text: string, offset: number, length = 0): Place {
    const source = new SourceText(text);
    const start = source.positionAt(offset);
    if (length === 0) return { file, ...start };
    const end = source.positionAt(offset + length);
    return { file, ...start, endLine: end.line, endColumn: end.column };
  }

  /** The place of a value in package.json. */
  placeInManifest(keyPath: readonly string[]): Place {
    return { file: "package.json", ...this.manifest.positionOf(keyPath), keyPath };
  }
}
