import { MAX_PATH_BYTES, MAX_PATH_DEPTH } from "./limits.js";

/** Where a name from outside (a tar header, a caller) lands in the package. */
export type ResolvedPath =
  | { readonly kind: "inside"; readonly path: string }
  /** The package root itself: nothing a consumer can read. */
  | { readonly kind: "root" }
  /** A name no honest packer writes; the reason finishes the sentence "the entry …". */
  | { readonly kind: "refused"; readonly reason: string };

/** "C:…" and "\…": node-tar strips such roots on every system, so a name that has one means two different files. */
const WINDOWS_ROOT = /^(?:[a-z]:|\\)/i;

/** What most names are not: a root, a backslash, NUL, or a segment that is empty, "." or "..". */
const STRANGE_NAME = /[\\\0]|^[a-z]:|(?:^|\/)\.{0,2}(?:\/|$)/i;

/** Names of fewer characters surely keep to the limits of bytes and folders. */
const SHORT_NAME = 1_000;

/** A path relative to the package root: "./" and doubled slashes removed, everything that leads out refused. */
export function resolveInPackage(name: string): ResolvedPath {
  if (name.length < SHORT_NAME && !STRANGE_NAME.test(name)) return { kind: "inside", path: name };
  if (name.includes("\0")) return refused("has a NUL character in its name");
  if (Buffer.byteLength(name) > MAX_PATH_BYTES)
    return refused(`has a name longer than ${MAX_PATH_BYTES} bytes`);
  if (name.startsWith("/") || WINDOWS_ROOT.test(name)) return refused("has an absolute name");

  const segments = name.split("/").filter((segment) => segment !== "" && segment !== ".");
  // A backslash is a character of the name on Linux and macOS, as for npm, but a separator on Windows.
  if (segments.some((segment) => segment.split("\\").includes(".."))) {
    return refused("leads out of the package with `..`");
  }
  if (segments.length > MAX_PATH_DEPTH) return refused(`lies more than ${MAX_PATH_DEPTH} folders deep`);
  return segments.length === 0 ? { kind: "root" } : { kind: "inside", path: segments.join("/") };
}

/** A tar entry's place in the package: the first folder, usually `package`, is removed as npm does. */
export function resolveTarEntry(name: string): ResolvedPath {
  const whole = resolveInPackage(name);
  if (whole.kind === "refused") return whole;
  const firstSlash = name.indexOf("/");
  // npm also drops a file that lies beside the first folder instead of in it.
  if (firstSlash === -1) return { kind: "root" };
  const inside = name.slice(firstSlash + 1).replace(/^\/+/, "");
  return inside === "" ? { kind: "root" } : resolveInPackage(inside);
}

/** Whether a link in an archive points at something outside the package. */
export function leadsOut(link: { type: "symbolic" | "hard"; path: string; target: string }): boolean {
  if (link.type === "hard") return resolveTarEntry(link.target).kind === "refused";
  if (link.target.startsWith("/") || WINDOWS_ROOT.test(link.target)) return true;
  let depth = link.path.split("/").length - 1;
  for (const segment of link.target.split(/[/\\]/)) {
    if (segment === "..") depth -= 1;
    else if (segment !== "" && segment !== ".") depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

function refused(reason: string): ResolvedPath {
  return { kind: "refused", reason };
}
