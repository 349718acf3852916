import { posix } from "node:path";
import { isRecord } from "../entrypoints/manifest.js";
import { normalisePath } from "../entrypoints/target-files.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { pathBeside } from "../package-files/path-beside.js";
import type { DeclarationRequest } from "./declaration-scanner.js";

/** Where a specifier in a declaration file leads. */
export type DeclarationResolution =
  | { readonly kind: "file"; readonly path: string }
  /** A relative path that TypeScript finds nothing for. */
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "external"; readonly specifier: string };

/** The file, if any, that each path leads to. Many files ask for the same one. */
export type FoundFiles = Map<string, string | null>;

/** Follows anything a declaration file asks for. */
export function followRequest(
  files: PackageFiles,
  from: string,
  { kind, specifier }: DeclarationRequest,
  known?: FoundFiles,
): DeclarationResolution {
  if (kind === "reference-types") return { kind: "external", specifier };
  // `/// <reference path="x.d.ts" />` is relative without a dot.
  const isBare = kind === "reference-path" && !/^(\.|\/|[a-z]:)/i.test(specifier);
  // Bundlers take a query as a hint how to load the file.
  const relative = isBare ? `./${specifier}` : specifier;
  const query = relative.indexOf("?");
  return resolveDeclaration(files, from, query === -1 ? relative : relative.slice(0, query), known);
}

const declarationExtensions = [".ts", ".tsx", ".d.ts", ".d.mts", ".d.cts", ".mts", ".cts"];

/** What TypeScript looks for in place of each extension of JavaScript and of its own. */
const substitutes: readonly (readonly [extension: string, candidates: readonly string[]])[] = [
  [".d.ts", [".d.ts"]],
  [".d.mts", [".d.mts"]],
  [".d.cts", [".d.cts"]],
  [".mjs", [".mts", ".d.mts", ".mjs"]],
  [".cjs", [".cts", ".d.cts", ".cjs"]],
  [".js", [".ts", ".tsx", ".d.ts", ".js", ".jsx"]],
  [".jsx", [".tsx", ".ts", ".d.ts", ".jsx"]],
  [".mts", [".mts", ".d.mts"]],
  [".cts", [".cts", ".d.cts"]],
  [".tsx", [".tsx", ".d.ts"]],
  [".ts", [".ts", ".d.ts"]],
];

/** Follows a specifier as TypeScript does, accepting what any of its resolution modes would find. */
export function resolveDeclaration(
  files: PackageFiles,
  from: string,
  specifier: string,
  known: FoundFiles = new Map(),
): DeclarationResolution {
  if (!specifier.startsWith(".") || !/^\.\.?(\/|$)/.test(specifier)) return { kind: "external", specifier };
  const joined = pathBeside(from, specifier);
  const path = joined.endsWith("/") ? joined.slice(0, -1) : joined;
  if (path === ".." || path.startsWith("../")) return { kind: "missing", path };
  let found = known.get(path);
  if (found === undefined) {
    found = findFile(files, path === "." ? "" : path);
    known.set(path, found);
  }
  return found === null ? { kind: "missing", path } : { kind: "file", path: found };
}

function findFile(files: PackageFiles, path: string): string | null {
  if (path !== "") {
    const exact = findSubstitute(files, path) ?? findExact(files, path);
    if (exact !== null) return exact;
  }
  return findInFolder(files, path === "" ? "" : `${path}/`);
}

function findSubstitute(files: PackageFiles, path: string): string | null {
  for (const [extension, candidates] of substitutes) {
    if (!path.endsWith(extension)) continue;
    const stem = path.slice(0, -extension.length);
    const found = candidates.find((candidate) => files.has(stem + candidate));
    if (found !== undefined) return stem + found;
    break;
  }
  const found = declarationExtensions.find((extension) => files.has(path + extension));
  return found === undefined ? null : path + found;
}

/** A file of another kind: itself, or the declarations that stand for it (`x.css` → `x.d.css.ts`). */
function findExact(files: PackageFiles, path: string): string | null {
  const extension = posix.extname(path);
  const declared = `${path.slice(0, path.length - extension.length)}.d${extension}.ts`;
  // JavaScript without declarations compiles too, as untyped.
  return (
    [declared, path, `${path}.js`, `${path}.mjs`, `${path}.cjs`, `${path}.json`, `${path}.jsx`].find(
      (candidate) => files.has(candidate),
    ) ?? null
  );
}

function findInFolder(files: PackageFiles, folder: string): string | null {
  const manifest = `${folder}package.json`;
  if (folder !== "" && files.has(manifest)) {
    const entry = readTypesField(files.text(manifest));
    const path = entry === null ? null : normalisePath(posix.join(folder, entry)).replace(/\/$/, "");
    const found = path === null ? null : (findSubstitute(files, path) ?? findExact(files, path));
    if (found !== null) return found;
  }
  const index = `${folder}index`;
  return findSubstitute(files, index) ?? findExact(files, index);
}

function readTypesField(text: string): string | null {
  try {
    const data: unknown = JSON.parse(text);
    if (!isRecord(data)) return null;
    const entry = data.types ?? data.typings ?? data.main;
    return typeof entry === "string" ? entry : null;
  } catch {
    return null;
  }
}
