import { findSimilarFile, resolveLikeRequire } from "../entrypoints/target-files.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { pathBeside } from "../package-files/path-beside.js";
import type { ModuleRequest } from "./module-facts.js";
import { resolvePackageImport } from "./package-imports.js";

/** Where a request leads. */
export type Resolution =
  | { readonly kind: "file"; readonly path: string }
  /** A relative path that no shipped file answers. */
  | { readonly kind: "missing"; readonly path: string; readonly similar?: string }
  /** Another package, a builtin, a URL: not a file of this package. */
  | { readonly kind: "external"; readonly specifier: string };

/** Follows a relative specifier the way the runtime does for this kind of request. */
export function resolveRequest(files: PackageFiles, from: string, request: ModuleRequest): Resolution {
  const { specifier } = request;
  if (specifier.startsWith("#")) {
    const path = resolvePackageImport(files, specifier);
    return path === null ? { kind: "external", specifier } : { kind: "file", path };
  }
  if (!/^\.\.?(\/|$)/.test(specifier)) return { kind: "external", specifier };
  const relative = relativePath(request);
  const path = pathBeside(from, relative);
  if (path.startsWith("../") || path === "..") return { kind: "external", specifier };
  const found = files.has(path) ? path : resolveLikeBundlers(files, path, relative);
  if (found !== null) return { kind: "file", path: found };
  const similar = findSimilarFile(files, path);
  return { kind: "missing", path, ...(similar === undefined ? {} : { similar }) };
}

/** The path that a relative specifier spells, before any loader completes it. */
export function askedPath(from: string, request: ModuleRequest): string {
  return pathBeside(from, relativePath(request));
}

/** A specifier without what is no path; `require` knows neither queries nor escapes. */
function relativePath({ specifier, kind }: ModuleRequest): string {
  const isUrl = kind !== "require" && kind !== "require-resolve";
  return isUrl ? decodePath(specifier.replace(/[?#].*$/s, "")) : specifier;
}

/** CommonJS resolution, and the further extensions that bundlers and other loaders try. */
function resolveLikeBundlers(files: PackageFiles, path: string, relative: string): string | null {
  const endsInFolder = /(^|\/)\.{0,2}$/.test(relative);
  const found = resolveLikeRequire(files, endsInFolder ? `${path.replace(/\/$/, "")}/` : path);
  if (found !== null) return found;
  const base = path.replace(/\/$/, "");
  for (const suffix of [".mjs", ".cjs", ".ts", ".tsx", ".jsx", "/index.mjs", "/index.cjs", "/index.ts"]) {
    if (files.has(base + suffix)) return base + suffix;
  }
  // React Native and NativeScript pick a file per platform: `./x` may stand for `x.ios.js` or `x/index.ios.js`.
  const stem = base.replace(/\.[cm]?[jt]sx?$/, "");
  for (const platform of ["native", "ios", "android", "web"]) {
    for (const extension of ["js", "ts", "tsx", "jsx"]) {
      for (const start of [stem, `${base}/index`]) {
        if (files.has(`${start}.${platform}.${extension}`)) return `${start}.${platform}.${extension}`;
      }
    }
  }
  return null;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
