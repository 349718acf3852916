import type { DeclaredValues } from "../../declarations/declared-values.js";
import type { Entrypoint } from "../../entrypoints/entrypoint.js";
import type { KnownExports } from "../../modules/known-exports.js";
import { patternOf } from "../../modules/name-pattern.js";
import type { PackageFiles } from "../../package-files/package-files.js";

/** How many names are looked for in the declarations, and in characters how long they may be. */
const [mostSearched, longestSearched] = [50, 200];

/**
 * The declarations are of one function or class, or pass on what another package has, the file gives names instead, and
 * the declarations export none of them, nor mention any in another way where an ES module is asked for: it is another
 * module.
 */
export function isOtherModule(
  { subpath, prominence, loadedByNode }: Entrypoint,
  { names, hasDefault, module }: KnownExports,
  declared: DeclaredValues,
  files: PackageFiles,
): boolean {
  if (subpath !== "." || prominence !== "named" || hasDefault || names.size === 0) return false;
  const isOne = declared.isOneFunction || /^(function|class)$/.test(declared.kindOf("default") ?? "");
  if (!isOne && !declared.passesOnValues) return false;
  if ([...names].some((name) => declared.names.has(name))) return false;
  // Node gives whoever asks for a function an object.
  if (isOne && loadedByNode && module.kind === "commonjs") return true;
  const text = files.text(declared.path);
  const searched = [...names].slice(0, mostSearched).filter((name) => name.length <= longestSearched);
  return !searched.some((name) => new RegExp(`(?<![\\w$])${patternOf(name)}(?![\\w$])`).test(text));
}
