import { posix } from "node:path";
import { parse } from "@babel/parser";
import type { Declaration, ExportNamedDeclaration, LVal, Statement } from "@babel/types";
import type { PackageFiles } from "../package-files/package-files.js";

/** What a declaration file promises at run time. */
export interface DeclaredValues {
  /** Names that surely are values; types, and names only other packages know, are not among them. */
  readonly values: ReadonlySet<string>;
}

/** How many declaration files one entry may lead through. */
const maximumFiles = 2_000;

/**
 * The values that the declarations of an entry promise, following relative re-exports inside the package.
 * Null when the file cannot be read as TypeScript declarations.
 */
export function readDeclaredValues(files: PackageFiles, entry: string): DeclaredValues | null {
  return new DeclarationReader(files).read(entry);
}

interface DeclarationFile {
  /** Exported name → how it is known. */
  readonly exports: Map<
    string,
    { readonly local?: string; readonly from?: string; readonly imported?: string }
  >;
  /** Names declared as values in this file. */
  readonly localValues: Set<string>;
  readonly stars: string[];
}

class DeclarationReader {
  readonly #files: PackageFiles;
  readonly #parsed = new Map<string, DeclarationFile | null>();

  constructor(files: PackageFiles) {
    this.#files = files;
  }

  read(entry: string): DeclaredValues | null {
    if (!this.#parse(entry)) return null;
    const values = new Set<string>();
    for (const name of this.#exportedNames(entry, new Set())) {
      if (this.#isValue(entry, name, new Set())) values.add(name);
    }
    return { values };
  }

  #exportedNames(path: string, seen: Set<string>): Set<string> {
    const names = new Set<string>();
    const file = seen.has(path) ? null : this.#parse(path);
    seen.add(path);
    if (!file) return names;
    for (const name of file.exports.keys()) names.add(name);
    for (const specifier of file.stars) {
      const target = this.#resolve(path, specifier);
      if (target === null) continue;
      for (const name of this.#exportedNames(target, seen)) if (name !== "default") names.add(name);
    }
    return names;
  }

  #isValue(path: string, name: string, seen: Set<string>): boolean {
    const key = `${path}\0${name}`;
    const file = seen.has(key) ? null : this.#parse(path);
    seen.add(key);
    if (!file) return false;
    const known = file.exports.get(name);
    if (known) {
      if (known.from === undefined) return known.local === undefined || file.localValues.has(known.local);
      const target = this.#resolve(path, known.from);
      return target !== null && known.imported !== undefined && this.#isValue(target, known.imported, seen);
    }
    return file.stars.some((specifier) => {
      const target = this.#resolve(path, specifier);
      return target !== null && this.#isValue(target, name, seen);
    });
  }

  /** `./x`, `./x.js`, `./x.mjs`, a folder: the shipped declaration file they stand for. */
  #resolve(from: string, specifier: string): string | null {
    if (!/^\.\.?(\/|$)/.test(specifier)) return null;
    const path = posix.join(posix.dirname(from), specifier);
    const stem = path.replace(/\.([cm]?)js$/, "");
    const flavour = /\.([cm])js$/.exec(path)?.[1] ?? "";
    const candidates = [
      path,
      `${stem}.d.${flavour}ts`,
      `${path}.d.ts`,
      `${path}.d.mts`,
      `${path}.d.cts`,
      `${path}/index.d.ts`,
      `${path}/index.d.mts`,
    ];
    return (
      candidates.find((candidate) => /\.d\.[cm]?ts$/.test(candidate) && this.#files.has(candidate)) ?? null
    );
  }

  #parse(path: string): DeclarationFile | null {
    const known = this.#parsed.get(path);
    if (known !== undefined) return known;
    const file = this.#parsed.size < maximumFiles ? parseDeclarationFile(this.#files.text(path)) : null;
    this.#parsed.set(path, file);
    return file;
  }
}

function parseDeclarationFile(text: string): DeclarationFile | null {
  let statements: Statement[];
  try {
    statements = parse(text, {
      sourceType: "module",
      plugins: [["typescript", { dts: true }]],
      errorRecovery: true,
    }).program.body;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
  const file: DeclarationFile = { exports: new Map(), localValues: new Set(), stars: [] };
  const imported = new Map<string, { from: string; imported: string }>();
  for (const statement of statements) {
    if (statement.type === "ImportDeclaration") {
      for (const specifier of statement.specifiers) {
        if (statement.importKind === "type" || specifier.type === "ImportNamespaceSpecifier") continue;
        if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
        const name = specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(specifier.imported);
        imported.set(specifier.local.name, { from: statement.source.value, imported: name });
      }
    } else {
      readStatement(statement, file);
    }
  }
  for (const [name, known] of file.exports) {
    const source = known.local === undefined ? undefined : imported.get(known.local);
    if (source) file.exports.set(name, source);
  }
  return file;
}

function readStatement(statement: Statement, file: DeclarationFile): void {
  switch (statement.type) {
    case "ExportNamedDeclaration":
      readNamedExport(statement, file);
      break;
    case "ExportDefaultDeclaration": {
      const { declaration } = statement;
      if (declaration.type === "Identifier") file.exports.set("default", { local: declaration.name });
      else if (declaration.type !== "TSInterfaceDeclaration") file.exports.set("default", {});
      break;
    }
    case "ExportAllDeclaration":
      if (statement.exportKind !== "type") file.stars.push(statement.source.value);
      break;
    case "TSExportAssignment":
      if (statement.expression.type === "Identifier")
        file.exports.set("export=", { local: statement.expression.name });
      break;
    default:
      for (const name of valueNames(statement)) file.localValues.add(name);
  }
}

function readNamedExport(statement: ExportNamedDeclaration, file: DeclarationFile): void {
  if (statement.declaration) {
    for (const name of valueNames(statement.declaration)) {
      file.localValues.add(name);
      file.exports.set(name, { local: name });
    }
  }
  // `export type { … }`; babel marks `export declare const` with the same kind, but that has a declaration.
  if (statement.exportKind === "type") return;
  for (const specifier of statement.specifiers) {
    if (specifier.type !== "ExportSpecifier" || specifier.exportKind === "type") continue;
    const exported = nameOf(specifier.exported);
    const local = nameOf(specifier.local);
    file.exports.set(
      exported,
      statement.source ? { from: statement.source.value, imported: local } : { local },
    );
  }
}

/** The names a declaration brings into being at run time; none for types. */
function valueNames(declaration: Declaration | Statement): string[] {
  switch (declaration.type) {
    case "VariableDeclaration":
      return declaration.declarations.flatMap(({ id }) => boundName(id));
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
      return declaration.id ? [declaration.id.name] : [];
    case "TSEnumDeclaration":
      return declaration.const ? [] : [declaration.id.name];
    default:
      // Namespaces may hold only types, and say so nowhere.
      return [];
  }
}

function boundName(id: LVal | { readonly type: string }): string[] {
  return id.type === "Identifier" && "name" in id && typeof id.name === "string" ? [id.name] : [];
}

function nameOf(node: { readonly type: string; readonly name?: unknown; readonly value?: unknown }): string {
  return String(node.type === "Identifier" ? node.name : node.value);
}
