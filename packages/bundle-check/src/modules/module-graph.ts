import type { Entrypoint } from "../entrypoints/entrypoint.js";
import type { Reach } from "../findings/finding.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { analyseModule } from "./analyse-module.js";
import { isForDevelopment, isOwnModule, looksLikeJavaScriptProgram } from "./javascript-program.js";
import type { ModuleFacts, ModuleRequest } from "./module-facts.js";
import { ModuleKinds } from "./module-kind.js";
import { type Resolution, resolveRequest } from "./resolve-request.js";

/** At most this many ways to a file are reported. */
const maximumReach = 3;

interface Reached {
  /** Fields that name the file itself. */
  readonly entrypoints: Entrypoint[];
  /** The file whose request led here first; null for a file a field names. */
  readonly parent: string | null;
  readonly prominence: Entrypoint["prominence"];
  loadedByNode: boolean;
}

interface Requested {
  readonly path: string;
  readonly parent: string;
}

interface RequestedFile {
  readonly path: string;
  readonly isLoaded: boolean;
}

/** Every JavaScript file of a package, analysed at most once, and which of them consumers can reach. */
export class ModuleGraph {
  readonly #files: PackageFiles;
  readonly #kinds: ModuleKinds;
  readonly #facts: Map<string, ModuleFacts>;
  readonly #resolutions = new Map<ModuleRequest, Resolution>();
  readonly #reached = new Map<string, Reached>();
  readonly #programs = new Set<string>();
  readonly #requestedBy = new Map<string, readonly RequestedFile[]>();

  /** `analysed` holds modules that were read before; the others are read when they are needed. */
  constructor(
    files: PackageFiles,
    entrypoints: readonly Entrypoint[],
    analysed: ReadonlyMap<string, ModuleFacts> = new Map(),
  ) {
    this.#files = files;
    this.#facts = new Map(analysed);
    this.#kinds = new ModuleKinds(files);
    this.#follow(entrypoints);
  }

  /** Modules consumers can reach, entries first, then in the order they are requested. */
  *reachable(): Iterable<ModuleFacts> {
    for (const path of this.#reached.keys()) if (this.isJavaScript(path)) yield this.facts(path);
  }

  /**
   * Every shipped JavaScript file of the package itself that consumers may import, reachable or not; not those of
   * bundled dependencies, nor what nothing leads to in folders for tests, examples and the like.
   */
  *shipped(): Iterable<ModuleFacts> {
    for (const path of this.#files.paths) {
      const isMeant = this.#reached.has(path)
        ? this.isJavaScript(path)
        : isOwnModule(path) && !isForDevelopment(path);
      if (isMeant) yield this.facts(path);
    }
  }

  isReachable(path: string): boolean {
    return this.#reached.has(path);
  }

  /** A manifest field names the file itself, not by a pattern. */
  isNamed(path: string): boolean {
    return this.#reached.get(path)?.entrypoints.some(({ prominence }) => prominence === "named") ?? false;
  }

  /** How surely consumers load the file, through whatever leads to it most surely. */
  prominenceOf(path: string): Entrypoint["prominence"] | null {
    return this.#reached.get(path)?.prominence ?? null;
  }

  /** Node loads the file when somebody imports, requires or runs what a manifest field names exactly. */
  isLoadedByNode(path: string): boolean {
    return this.#reached.get(path)?.loadedByNode ?? false;
  }

  /** A package.json states the kind of the file, so that no runtime guesses from the syntax. */
  isKindStated(path: string): boolean {
    return this.#kinds.isStated(path);
  }

  /** The package.json that decides the kind of a file without a telling extension. */
  manifestOf(path: string): string {
    return this.#kinds.manifestOf(path);
  }

  isJavaScript(path: string): boolean {
    return /\.[cm]?js$/.test(path) || this.#programs.has(path);
  }

  facts(path: string): ModuleFacts {
    let facts = this.#facts.get(path);
    if (!facts) {
      facts = analyseModule(path, this.#files.text(path), this.#kinds.kindOf(path));
      this.#facts.set(path, facts);
    }
    return facts;
  }

  resolve(from: string, request: ModuleRequest): Resolution {
    let resolution = this.#resolutions.get(request);
    if (!resolution) {
      resolution = resolveRequest(this.#files, from, request);
      this.#resolutions.set(request, resolution);
    }
    return resolution;
  }

  /** How consumers get to a file, shortest first; empty when nothing leads there. */
  reachOf(path: string): Reach[] {
    const chain: string[] = [];
    let current: string | null = path;
    while (current !== null) {
      chain.unshift(current);
      const reached: Reached | undefined = this.#reached.get(current);
      if (!reached) return [];
      // A file may be named by a pattern and still be loaded mostly through another module.
      const direct = reached.entrypoints.filter(({ prominence }) => prominence === reached.prominence);
      if (direct.length > 0) {
        return direct
          .slice(0, maximumReach)
          .map(({ field, keyPath }) => ({ field, keyPath, chain: [...chain] }));
      }
      current = reached.parent;
    }
    return [];
  }

  /** Breadth first, the most prominent entries first, so that the recorded chain is the one most consumers take. */
  #follow(entrypoints: readonly Entrypoint[]): void {
    const loadable = entrypoints.filter(({ kind }) => kind !== "types");
    // Files whose address is asked for, for a worker, a page or a template, are less surely loaded by this runtime.
    const addressed: Requested[] = [];
    for (const prominence of ["named", "pattern", "superseded"] as const) {
      const queue: string[] = [];
      for (const entrypoint of loadable.filter((candidate) => candidate.prominence === prominence)) {
        for (const file of entrypoint.files) this.#reachFromManifest(file, entrypoint, queue);
      }
      const isLast = prominence === "superseded";
      for (const { path, parent } of isLast ? addressed : []) {
        this.#reachFromModule(path, parent, prominence, queue);
      }
      for (const path of queue) {
        for (const requested of this.#requestedFiles(path)) {
          if (isLast || requested.isLoaded) this.#reachFromModule(requested.path, path, prominence, queue);
          else addressed.push({ path: requested.path, parent: path });
        }
      }
    }
    this.#followNode(loadable);
  }

  #reachFromModule(
    path: string,
    parent: string,
    prominence: Entrypoint["prominence"],
    queue: string[],
  ): void {
    if (this.#reached.has(path)) return;
    this.#reached.set(path, { entrypoints: [], parent, prominence, loadedByNode: false });
    queue.push(path);
  }

  #reachFromManifest(file: string, entrypoint: Entrypoint, queue: string[]): void {
    if (looksLikeJavaScriptProgram(file, entrypoint.kind, this.#files)) this.#programs.add(file);
    const known = this.#reached.get(file);
    if (known) {
      known.entrypoints.push(entrypoint);
      return;
    }
    const { prominence } = entrypoint;
    this.#reached.set(file, { entrypoints: [entrypoint], parent: null, prominence, loadedByNode: false });
    queue.push(file);
  }

  #followNode(entrypoints: readonly Entrypoint[]): void {
    const queue = entrypoints
      .filter(({ loadedByNode, prominence }) => loadedByNode && prominence === "named")
      .flatMap(({ files }) => files);
    for (const path of queue) {
      const reached = this.#reached.get(path);
      if (!reached || reached.loadedByNode) continue;
      reached.loadedByNode = true;
      for (const requested of this.#requestedFiles(path)) if (requested.isLoaded) queue.push(requested.path);
    }
  }

  /** The files of the package that a file asks for, in order. Each is asked as what consumers load, and as what Node does. */
  #requestedFiles(path: string): readonly RequestedFile[] {
    // What a field makes a program only later is read then.
    if (!this.isJavaScript(path)) return [];
    let files = this.#requestedBy.get(path);
    if (files === undefined) {
      const found: RequestedFile[] = [];
      for (const request of this.facts(path).requests) {
        const resolution = this.resolve(path, request);
        if (resolution.kind === "file")
          found.push({ path: resolution.path, isLoaded: loadsItsTarget(request) });
      }
      files = found;
      this.#requestedBy.set(path, files);
    }
    return files;
  }
}

/** The request loads the module; `new URL()` and `require.resolve()` only ask where it is. */
export function loadsItsTarget({ kind }: ModuleRequest): boolean {
  return kind !== "new-url" && kind !== "require-resolve";
}
