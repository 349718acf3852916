import { patternOf } from "../modules/name-pattern.js";
import type { PackageFiles } from "../package-files/package-files.js";
import { readmeOf } from "../package-files/readme.js";
import type { Entrypoint } from "./entrypoint.js";
import { displayField } from "./exports-field.js";
import { isRecord } from "./manifest.js";
import { findIndex, normalisePath, resolveLikeRequire } from "./target-files.js";

/** `main`, `module`, `browser`, `bin`, `types` and `typings`. */
export function readLegacyFields(data: Readonly<Record<string, unknown>>, files: PackageFiles): Entrypoint[] {
  const hasExports = data.exports !== undefined && data.exports !== null;
  return [
    ...readMain(data, files, hasExports),
    ...readBundlerField("module", data.module, files, hasExports),
    ...(typeof data.browser === "string" ? readBundlerField("browser", data.browser, files, hasExports) : []),
    ...readBrowserMap(data.browser, files),
    ...readBin(data, files),
    ...["types", "typings"].flatMap((field) => readTypes(field, data[field], files)),
  ];
}

function readMain(
  data: Readonly<Record<string, unknown>>,
  files: PackageFiles,
  hasExports: boolean,
): Entrypoint[] {
  const { main } = data;
  const declared = typeof main === "string" && main !== "";
  const file = declared ? resolveLikeRequire(files, main) : null;
  const fallback = findIndex(files, "");
  // Without `main` every runtime tries index.js; with `exports` nobody looks at either.
  if (!declared && (hasExports || (fallback === null && !promisesIndex(data, files)))) return [];
  const found = file ?? (hasExports ? null : fallback);
  return [
    {
      ...entry(["main"], ".", "code"),
      prominence: hasExports ? "superseded" : "named",
      loadedByNode: !hasExports,
      target: declared ? main : "index.js",
      files: found === null ? [] : [found],
      problem: file === null && (declared || found === null) ? { problem: "not-shipped" } : null,
      severityIfMissing: hasExports || fallback !== null || isLeftByInit(data, files) ? "warning" : "error",
    },
  ];
}

/** Fields that give those who import the package something else than an index.js. */
const otherEntries = [
  ...["module", "jsnext:main", "types", "typings", "svelte", "vue", "react-native", "unpkg", "jsdelivr"],
  ...["style", "sass", "less", "ascMain"],
];

/** Names that other compilers and bundlers take for the entry. */
const otherIndex = /^index\.(?:d\.ts|[cm]?tsx?|jsx|[cm]js|css|s[ac]ss|less|vue|svelte)$/;

/** In characters, as the registry has it. A longer name makes an expression that an engine refuses. */
const longestName = 214;

/**
 * Nothing names an entry, and there is no index.js either: many packages are asked for by the paths of their files or
 * hold no code at all. One whose `files` names an index.js, or whose README loads it by its name, has lost it.
 */
function promisesIndex(data: Readonly<Record<string, unknown>>, files: PackageFiles): boolean {
  if (otherEntries.some((field) => data[field] !== undefined) || typeof data.browser === "string")
    return false;
  if (listsIndex(data)) return true;
  // TypeScript takes an index.d.ts without being told (@cloudflare/workers-types), bundlers an index.ts.
  if (files.paths.some((path) => otherIndex.test(path))) return false;
  if (typeof data.name !== "string" || data.name.length > longestName) return false;
  return new RegExp(`(?<![\\w$.])(?:require\\(|from )(["'])${patternOf(data.name)}\\1`).test(readmeOf(files));
}

function listsIndex({ files }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(files) && files.some((path) => path === "index.js" || path === "./index.js");
}

/** `npm init` writes `main: index.js` for a command too, and nobody requires one that ships its bins and no types. */
function isLeftByInit(data: Readonly<Record<string, unknown>>, files: PackageFiles): boolean {
  if (data.main !== "index.js" || data.module !== undefined) return false;
  if (data.types !== undefined || data.typings !== undefined || listsIndex(data)) return false;
  const bins = readBin(data, files);
  return bins.length > 0 && bins.every(({ problem }) => problem === null);
}

/** Fields that only bundlers read; they take precedence over `main` there. */
function readBundlerField(
  field: string,
  target: unknown,
  files: PackageFiles,
  hasExports: boolean,
): Entrypoint[] {
  if (typeof target !== "string" || target === "") return [];
  const base = normalisePath(target).replace(/\/$/, "");
  // Bundlers that read TypeScript look for a folder's `index.ts` too.
  const file =
    resolveLikeRequire(files, target) ?? (files.has(`${base}/index.ts`) ? `${base}/index.ts` : null);
  return [
    {
      ...entry([field], ".", "code"),
      prominence: hasExports ? "superseded" : "named",
      target,
      files: file === null ? [] : [file],
      problem: file === null ? { problem: "not-shipped" } : null,
      severityIfMissing: hasExports ? "warning" : "error",
    },
  ];
}

/** The object form of `browser` replaces files; its values are no entries of their own. */
function readBrowserMap(browser: unknown, files: PackageFiles): Entrypoint[] {
  if (!isRecord(browser)) return [];
  return Object.entries(browser).flatMap(([key, target]) => {
    if (typeof target !== "string" || !target.startsWith("./")) return [];
    const file = resolveLikeRequire(files, target);
    const problem = file === null ? ({ problem: "not-shipped" } as const) : null;
    return [
      {
        ...entry(["browser", key], null, "code"),
        target,
        files: file === null ? [] : [file],
        problem,
        severityIfMissing: "warning" as const,
      },
    ];
  });
}

function readBin(data: Readonly<Record<string, unknown>>, files: PackageFiles): Entrypoint[] {
  const { bin } = data;
  const targets: [string[], string][] = typeof bin === "string" ? [[["bin"], bin]] : [];
  if (isRecord(bin)) {
    for (const [name, target] of Object.entries(bin)) {
      if (typeof target === "string") targets.push([["bin", name], target]);
    }
  }
  return targets.map(([keyPath, target]) => {
    const path = normalisePath(target);
    const found = files.has(path);
    return {
      ...entry(keyPath, null, "bin"),
      loadedByNode: true,
      target,
      files: found ? [path] : [],
      problem: found
        ? null
        : target === ""
          ? { problem: "malformed" as const, malformation: "empty" as const }
          : { problem: "not-shipped" as const },
      severityIfMissing: "error" as const,
    };
  });
}

function readTypes(field: string, target: unknown, files: PackageFiles): Entrypoint[] {
  if (typeof target !== "string" || target === "") return [];
  const base = normalisePath(target).replace(/\/$/, "");
  const candidates = [
    base,
    `${base}.d.ts`,
    `${base}.ts`,
    `${base}/index.d.ts`,
    `${base}/index.ts`,
    base.replace(/\.js$/, ".d.ts"),
  ];
  const file = candidates.find((candidate) => files.has(candidate));
  return [
    {
      ...entry([field], ".", "types"),
      target,
      files: file === undefined ? [] : [file],
      problem: file === undefined ? { problem: "not-shipped" } : null,
      severityIfMissing: "warning",
    },
  ];
}

function entry(keyPath: readonly string[], subpath: string | null, kind: Entrypoint["kind"]) {
  return {
    field: displayField(keyPath),
    keyPath,
    subpath,
    conditions: [],
    kind,
    prominence: "named" as Entrypoint["prominence"],
    loadedByNode: false,
  } as const;
}
