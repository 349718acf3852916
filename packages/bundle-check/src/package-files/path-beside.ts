import { posix } from "node:path";

/** A part of a path that is empty or of dots alone. */
const unusual = /(?:^|\/)\.{0,2}(?:\/|$)/;

/**
 * Where a relative path leads from a file of the package, as `posix.join` has it: which takes many times as long for
 * `./x` and `../x`, and is asked for every request of every module.
 */
export function pathBeside(file: string, relative: string): string {
  let at = relative.startsWith("./") ? 2 : 0;
  let end = file.lastIndexOf("/");
  while (end !== -1 && relative.startsWith("../", at)) {
    end = end === 0 ? -1 : file.lastIndexOf("/", end - 1);
    at += 3;
  }
  const rest = at === 0 ? relative : relative.slice(at);
  if (at === 0 || unusual.test(rest)) return posix.join(posix.dirname(file), relative);
  return file.slice(0, end + 1) + rest;
}
