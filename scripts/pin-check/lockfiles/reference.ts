import { posix } from "node:path";

/** Pieces of text that several lockfile formats share. */

export interface NamedReference {
  readonly name: string;
  /** What follows the name's `@`: a version, or a protocol and its argument. */
  readonly reference: string;
}

/** `@scope/name@reference` at the `@` that ends the name; null when there is no such `@` or a side is empty. */
export function splitReference(text: string): NamedReference | null {
  const at = text.indexOf("@", 1);
  if (at < 0 || at === text.length - 1) return null;
  const name = text.slice(0, at);
  if (name.startsWith("@") && !/^@[^/]+\/[^/]+$/.test(name)) return null;
  return { name, reference: text.slice(at + 1) };
}

/** `npm:<name>@<reference>` asks for a package by another name than its key; null when it does not. */
export function aliasTarget(specifier: string): NamedReference | null {
  if (!specifier.startsWith("npm:")) return null;
  return splitReference(specifier.slice("npm:".length));
}

/** A path from a lockfile relative to `from`, with `/`; null when it leaves the root or is absolute. */
export function pathInside(path: string, from = ""): string | null {
  const text = path.replaceAll("\\", "/");
  if (text.startsWith("/") || /^[a-z]:/i.test(text)) return null;
  const segments: string[] = from === "" || from === "." ? [] : from.split("/");
  for (const segment of text.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join("/");
}

/** A path that leads upwards first (`../b`), in its shortest form; null when it is absolute. */
export function pathUpwards(path: string): string | null {
  const text = path.replaceAll("\\", "/");
  if (text.startsWith("/") || /^[a-z]:/i.test(text)) return null;
  return posix.normalize(text).replace(/\/$/, "");
}

/** `a/@scope/b/c` as the package names it is made of; null when a scope has no name behind it. */
export function packageNames(path: string): string[] | null {
  const names: string[] = [];
  const segments = path.split("/");
  for (let index = 0; index < segments.length; index += 1) {
    const segment = segments[index] ?? "";
    if (segment === "") return null;
    if (!segment.startsWith("@")) {
      names.push(segment);
      continue;
    }
    index += 1;
    const name = segments[index];
    if (name === undefined || name === "") return null;
    names.push(`${segment}/${name}`);
  }
  return names;
}
