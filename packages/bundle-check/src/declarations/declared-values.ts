import type { PackageFiles } from "../package-files/package-files.js";
import type { DeclarationFile, ValueKind } from "./declaration-file.js";
import type { DeclarationRequest } from "./declaration-scanner.js";
import { readDeclarationFile } from "./read-declaration-file.js";
import {
  type DeclarationResolution,
  type FoundFiles,
  followRequest,
  resolveDeclaration,
} from "./resolve-declaration.js";

/** How many declaration files one package may lead through. */
const maximumFiles = 5_000;

/** How many steps one name, and all names of an entry together, are followed through re-exports. */
const longestSearch = 1_000;
const mostSteps = 200_000;

/** The declaration files of a package, each read at most once. */
export class Declarations {
  readonly #files: PackageFiles;
  readonly #read = new Map<string, DeclarationFile | null>();
  readonly #resolutions = new Map<DeclarationRequest, DeclarationResolution>();
  readonly #found: FoundFiles = new Map();
  readonly #followed = new Map<string, Map<string, string | null>>();

  constructor(files: PackageFiles) {
    this.#files = files;
  }

  /** Null when the path is no declaration file (or TypeScript source) of the package. */
  file(path: string): DeclarationFile | null {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const isReadable = /\.[cm]?tsx?$/.test(path) && this.#files.has(path) && this.#read.size < maximumFiles;
    const file = isReadable ? readDeclarationFile(this.#files.text(path)) : null;
    this.#read.set(path, file);
    return file;
  }

  /** Where a request of the declaration file at `from` leads. Asked by several rules, answered once. */
  resolve(from: string, request: DeclarationRequest): DeclarationResolution {
    let resolution = this.#resolutions.get(request);
    if (resolution === undefined) {
      resolution = followRequest(this.#files, from, request, this.#found);
      this.#resolutions.set(request, resolution);
    }
    return resolution;
  }

  /** The file a relative specifier leads to; null for everything else. Asked for every name that may come from there. */
  follow(from: string, specifier: string): string | null {
    let known = this.#followed.get(from);
    if (known === undefined) {
      known = new Map();
      this.#followed.set(from, known);
    }
    let path = known.get(specifier);
    if (path === undefined) {
      const resolution = resolveDeclaration(this.#files, from, specifier, this.#found);
      path = resolution.kind === "file" && this.file(resolution.path) ? resolution.path : null;
      known.set(specifier, path);
    }
    return path;
  }
}

interface DeclaredValue {
  readonly kind: ValueKind;
  /** The file that declares it. */
  readonly path: string;
}

/**
 * What the declarations of an entry promise at run time, following relative re-exports inside the package. Names
 * that only other packages know, and namespaces that may hold only types, are not promised.
 */
export class DeclaredValues {
  readonly #declarations: Declarations;
  readonly #path: string;
  /** The part of the entry that counts: the file, or the one module it declares by name. */
  readonly #entry: DeclarationFile;
  readonly #kinds = new Map<string, DeclaredValue | null>();
  #steps = 0;
  #names: ReadonlySet<string> | undefined;
  #values: ReadonlySet<string> | undefined;

  constructor(declarations: Declarations, path: string, entry: DeclarationFile) {
    this.#declarations = declarations;
    this.#path = path;
    this.#entry = entry;
  }

  /** `export = something`, and it surely exists at run time: the whole module is one value. */
  get isOneValue(): boolean {
    const { exportAssignment, values, imports } = this.#entry;
    if (exportAssignment === null) return false;
    if (values.has(exportAssignment)) return true;
    const source = imports.get(exportAssignment);
    return source ? this.#kindBehind(this.#path, source.from, source.imported, new Set()) !== null : false;
  }

  /** `export = something`, which is surely a function or class of the declarations themselves. */
  get isOneFunction(): boolean {
    const { exportAssignment, assignedMember, values, members } = this.#entry;
    if (exportAssignment === null) return false;
    const kind =
      assignedMember === null
        ? values.get(exportAssignment)
        : members.get(exportAssignment)?.get(assignedMember);
    return /^(function|class)$/.test(kind ?? "");
  }

  /** What the one value has, by the declarations: `export =` a namespace, or a variable whose type is listed. */
  get assigned(): DeclaredValues | null {
    const { exportAssignment, assignedMember, members } = this.#entry;
    const listed = members.get(exportAssignment ?? "");
    if (assignedMember !== null || !listed || listed.size === 0) return null;
    const exports = new Map([...listed].map(([name, kind]) => [name, { kind }] as const));
    return new DeclaredValues(this.#declarations, this.#path, { ...this.#entry, exports });
  }

  /** Packages of which everything is passed on. */
  get starredPackages(): readonly string[] {
    return this.#entry.stars.filter(isOtherPackage);
  }

  /** All names are known, and among them are some that another package has, written as those of values are. */
  get passesOnValues(): boolean {
    const { stars, exports, bringsGlobals } = this.#entry;
    if (bringsGlobals || stars.length > 0) return false;
    return [...exports].some(
      ([name, exported]) =>
        "from" in exported && isOtherPackage(exported.from) && /^[a-z]/.test(name) && name !== "default",
    );
  }

  /**
   * The entry surely is more than types, although none of its names can be looked up: it brings global functions,
   * or passes on another package, either whole or by names that are written as those of values are.
   */
  get isMoreThanTypes(): boolean {
    const { stars, exports, imports, bringsGlobals, exportAssignment } = this.#entry;
    const assigned = exportAssignment === null ? undefined : imports.get(exportAssignment);
    if (bringsGlobals || stars.some(isOtherPackage) || isOtherPackage(assigned?.from ?? "")) return true;
    return [...exports].some(([name, exported]) => {
      if ("kind" in exported) return false;
      const source = "from" in exported ? exported : imports.get(exported.local);
      // Whatever a default is called here, what it was called there tells more (react-clone-referenced-element).
      const written = name === "default" ? source?.imported : name;
      if (source === undefined || written === "default" || !/^[a-z]/.test(written ?? "")) return false;
      return isOtherPackage(source.from);
    });
  }

  /** Every exported name that may be a value. Cheaper than `values`, which looks each of them up. */
  get names(): ReadonlySet<string> {
    this.#names ??= this.#exportedNames(this.#path, this.#entry);
    return this.#names;
  }

  get values(): ReadonlySet<string> {
    this.#values ??= new Set([...this.names].filter((name) => (this.kindOf(name) ?? "symbol") !== "symbol"));
    return this.#values;
  }

  /** What an exported name surely is at run time; null for types and for what cannot be known. */
  kindOf(name: string): ValueKind | null {
    return this.#valueOf(name)?.kind ?? null;
  }

  /** The declaration file, this one or another of the package, in which an exported value is declared. */
  fileOf(name: string): string | null {
    return this.#valueOf(name)?.path ?? null;
  }

  /** The path of the declarations. */
  get path(): string {
    return this.#path;
  }

  #valueOf(name: string): DeclaredValue | null {
    let value = this.#kinds.get(name);
    if (value === undefined) {
      value = this.#kindIn(this.#path, this.#entry, name, new Set());
      this.#kinds.set(name, value);
    }
    return value;
  }

  /** `export *` passes everything on but the default. A queue, because the chain may be long. */
  #exportedNames(path: string, file: DeclarationFile): Set<string> {
    const names = new Set(file.exports.keys());
    const seen = new Set([path]);
    const queue = [{ path, file }];
    for (const { path: from, file: current } of queue) {
      for (const specifier of current.stars) {
        const target = this.#declarations.follow(from, specifier);
        const next = target === null || seen.has(target) ? null : this.#declarations.file(target);
        if (target === null || !next) continue;
        seen.add(target);
        queue.push({ path: target, file: next });
        for (const name of next.exports.keys()) if (name !== "default") names.add(name);
      }
    }
    return names;
  }

  #kindIn(path: string, file: DeclarationFile, name: string, seen: Set<string>): DeclaredValue | null {
    const key = `${path}\0${name}`;
    if (seen.has(key) || seen.size > longestSearch || this.#steps > mostSteps) return null;
    seen.add(key);
    this.#steps++;
    const known = file.exports.get(name);
    if (!known) {
      for (const specifier of name === "default" ? [] : file.stars) {
        const kind = this.#kindBehind(path, specifier, name, seen);
        if (kind !== null) return kind;
      }
      return null;
    }
    if ("kind" in known) return { kind: known.kind, path };
    if ("from" in known) return this.#kindBehind(path, known.from, known.imported, seen);
    const own = file.values.get(known.local);
    if (own !== undefined) return { kind: own, path };
    const imported = file.imports.get(known.local);
    return imported ? this.#kindBehind(path, imported.from, imported.imported, seen) : null;
  }

  /** What a module is whose whole is assigned: `export = value`, also through others (enhanced-resolve). */
  #kindAssigned(path: string, file: DeclarationFile, local: string, seen: Set<string>): DeclaredValue | null {
    const key = `${path}\0=`;
    if (seen.has(key) || seen.size > longestSearch) return null;
    seen.add(key);
    const own = file.values.get(local);
    if (own !== undefined) return { kind: own, path };
    const source = file.imports.get(local);
    return source ? this.#kindBehind(path, source.from, source.imported, seen) : null;
  }

  #kindBehind(path: string, specifier: string, name: string, seen: Set<string>): DeclaredValue | null {
    const target = this.#declarations.follow(path, specifier);
    const file = target === null ? null : this.#declarations.file(target);
    if (target === null || !file) return null;
    if (name !== "*") return this.#kindIn(target, file, name, seen);
    if (file.exportAssignment !== null) return this.#kindAssigned(target, file, file.exportAssignment, seen);
    const names = this.#exportedNames(target, file);
    // A module of types alone may vanish together with the object that stands for it.
    return [...names].some((inner) => this.#kindIn(target, file, inner, seen) !== null)
      ? { kind: "namespace", path: target }
      : null;
  }
}

/** Another package, and not the part of it that calls itself types (`unhead/types`). */
function isOtherPackage(specifier: string): boolean {
  return /^@?[a-z0-9]/i.test(specifier) && !/^@types\/|\/types?$/.test(specifier);
}

/**
 * The values that a declaration file promises to those who import `moduleName`.
 * Null when it is no declaration file.
 */
export function readDeclaredValues(
  declarations: Declarations,
  path: string,
  moduleName: string,
): DeclaredValues | null {
  const file = declarations.file(path);
  if (!file) return null;
  const ambient = file.isModule ? undefined : file.ambientModules.get(moduleName);
  // A script of declarations that names no module only adds globals, and promises nothing to importers.
  return new DeclaredValues(declarations, path, ambient ? withImplicitExports(ambient) : file);
}

/** Inside `declare module "x" { … }` everything is exported unless something says what is. */
function withImplicitExports(file: DeclarationFile): DeclarationFile {
  if (file.isModule) return file;
  const exports = new Map([...file.values.keys()].map((name) => [name, { local: name }] as const));
  return { ...file, exports };
}

/** One class among many types is used as a type too, where the entry has no function and no variable (vite-node). */
export function areTypesAlone(declared: DeclaredValues): boolean {
  const { values, names } = declared;
  if (values.size === 0 || values.size * 4 > names.size) return false;
  return [...values].every((name) => /^(class|enum)$/.test(declared.kindOf(name) ?? ""));
}
