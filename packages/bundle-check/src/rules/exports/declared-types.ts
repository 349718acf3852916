import type { PackageFiles } from "../../package-files/package-files.js";

/** In bytes; what is longer declares something. */
const longestEmpty = 2_000;

const comments = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** A declaration file with nothing in it, or with nothing but the word that it is a module. */
export function declaresNothing(path: string, files: PackageFiles): boolean {
  const code = shortCode(path, files);
  return code !== null && /^\s*(?:export \{\s*\};?\s*)?$/.test(code);
}

/** By that word from anywhere; without it from a file of the package, where what is passed on can be looked up. */
const typesPassedOn =
  /export (?:type\s*(?:\*|\{[^}]*\})\s*from\s*["'][^"';]+["']|\{[^}]*\}\s*from\s*["']\.[^"';]*["']);?/g;

/** A declaration file that does nothing but pass on what, for all that is known, are types. */
export function passesOnTypes(path: string, files: PackageFiles): boolean {
  const code = shortCode(path, files);
  const rest = code?.replace(typesPassedOn, "");
  return (
    rest !== undefined &&
    rest !== code &&
    /^\s*(?:(?:import\s*["'][^"';]+["']|export \{\s*\});?\s*)*$/.test(rest)
  );
}

/** The text without its comments; null for a longer file. */
function shortCode(path: string, files: PackageFiles): string | null {
  return files.size(path) > longestEmpty ? null : files.text(path).replace(comments, "");
}
