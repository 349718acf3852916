import type { Entrypoint } from "../entrypoints/entrypoint.js";
import type { PackageFiles } from "../package-files/package-files.js";

/**
 * True when a file named by package.json is a JavaScript program although its name does not say so: a bin
 * without extension, unless it is a native binary or a script of another interpreter.
 */
export function looksLikeJavaScriptProgram(
  path: string,
  kind: Entrypoint["kind"],
  files: PackageFiles,
): boolean {
  if (/\.[cm]?js$/.test(path)) return true;
  if (kind !== "bin" || /\.[^./]+$/.test(path)) return false;
  const head = files.bytes(path).subarray(0, 512);
  if (head.includes(0)) return false;
  const [firstLine = ""] = new TextDecoder().decode(head).split(/\r?\n/, 1);
  // A comment of shells, which run what has no first line for the system (pnpm).
  if (/^#(?!!)/.test(firstLine)) return false;
  return !firstLine.startsWith("#!") || /\b(node|bun|deno)\b/.test(firstLine);
}

/** A JavaScript file of the package itself, by its name; those of bundled dependencies are not judged. */
export function isOwnModule(path: string): boolean {
  return /\.[cm]?js$/.test(path) && !/(^|\/)node_modules\//.test(path);
}

/** The file lies in a folder that is for the authors of a package, its tests or its readers; nothing to import. */
export function isForDevelopment(path: string): boolean {
  return developmentFolder.test(path);
}

const developmentFolder =
  /(^|\/)(__\w+__|tests?|specs?|examples?|demos?|docs?|website|bench(marks?)?|fixtures?|scripts?|templates?|tools?)\//i;
