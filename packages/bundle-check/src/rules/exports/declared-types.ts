import type { PackageFiles } from "../../package-files/package-files.js";

/** In bytes; what is longer declares something. */
const longestEmpty = 2_000;

const comments = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** A declaration file with nothing in it. */
export function declaresNothing(path: string, files: PackageFiles): boolean {
  return /^\s*export \{\s*\};?\s*$/.test(shortCode(path, files));
}

const typesPassedOn = /export type\s*(?:\*|\{[^}]*\})\s*from\s*["'][^"';]+["'];?/g;

/** A declaration file of which every line says that it passes on types. */
export function passesOnTypes(path: string, files: PackageFiles): boolean {
  const code = shortCode(path, files);
  const rest = code.replace(typesPassedOn, "");
  return rest !== code && /^\s*(?:(?:import\s*["'][^"';]+["']|export \{\s*\});?\s*)*$/.test(rest);
}

/** The text without its comments; nothing of a longer file. */
function shortCode(path: string, files: PackageFiles): string {
  return files.size(path) > longestEmpty ? "" : files.text(path).replace(comments, "");
}
