import type { PackageFiles } from "../../package-files/package-files.js";

/** In bytes; what is longer declares something. */
const longestEmpty = 2_000;

const comments = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** A declaration file with nothing in it, or with nothing but the word that it is a module. */
export function declaresNothing(path: string, files: PackageFiles): boolean {
  const code = shortCode(path, files);
  return code !== null && /^\s*(?:export \{\s*\};?\s*)?$/.test(code);
}

/** A declaration file with nothing but comments in it, none of which refers to other declarations. */
export function isBlank(path: string, files: PackageFiles): boolean {
  return shortCode(path, files)?.trim() === "" && !files.text(path).includes("<reference");
}

const typesPassedOn = /export type\s*(?:\*|\{[^}]*\})\s*from\s*["'][^"';]+["'];?/g;
const namesPassedOn = /export \{[^}]*\}\s*from\s*["']\.[^"';]*["'];?/g;

/** A declaration file of which every line says that it passes on types. */
export function passesOnTypes(path: string, files: PackageFiles): boolean {
  return doesNothingBut(typesPassedOn, shortCode(path, files));
}

/** The same without the word, from files of the package (@storybook/vue-vite). */
export function passesOnNames(path: string, files: PackageFiles): boolean {
  return doesNothingBut(namesPassedOn, shortCode(path, files));
}

function doesNothingBut(statements: RegExp, code: string | null): boolean {
  const rest = code?.replace(statements, "");
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
