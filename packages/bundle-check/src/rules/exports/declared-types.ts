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

const valueWords = /\b(?:function|class|const|let|var|enum|namespace|module|default)\b|export \*/;

/** A declaration file that exports types of its own and declares nothing else (@storybook/vue-webpack5). */
export function exportsOwnTypes(path: string, files: PackageFiles): boolean {
  const code = shortCode(path, files);
  if (code === null || valueWords.test(code)) return false;
  const own = new Set([...code.matchAll(/\b(?:type|interface)\s+(\w+)/g)].map(([, name = ""]) => name));
  const exported = [...code.matchAll(/\bexport \{([^}]*)\}/g)].flatMap(([, names = ""]) => names.split(","));
  return own.size > 0 && exported.every((name) => own.has(name.trim()));
}

/** The text without its comments; null for a longer file. */
function shortCode(path: string, files: PackageFiles): string | null {
  return files.size(path) > longestEmpty ? null : files.text(path).replace(comments, "");
}
