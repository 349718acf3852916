import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";

/**
 * Whether the user means something on disk or in the registry.
 *
 * What exists on disk wins: in a folder that has a `foo`, the target `foo` is that folder, and `foo@latest` is the
 * package. Anything that looks like a path stays one when it does not exist, so that a typing mistake is reported as
 * a missing file and not as an unknown package.
 */
export function isPathSpec(spec: string): boolean {
  return looksLikePath(spec) || existsSync(spec);
}

function looksLikePath(spec: string): boolean {
  return spec.startsWith(".") || isAbsolute(spec) || /\.(?:tgz|tar\.gz|tar)$/i.test(spec);
}
