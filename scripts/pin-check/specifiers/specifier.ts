import semver from "semver";
import { isPackageName } from "./package-name.ts";

/** What is written behind a dependency's name, by its form alone. Nothing is trimmed or repaired. */
export type Specifier = { readonly text: string } /** One version of the registry: `1.2.3` or `=1.2.3`. */ & (
  | { readonly kind: "version"; readonly version: string }
  | { readonly kind: "range" }
  /** A dist-tag, or text that no package manager takes for a version. */
  | { readonly kind: "tag" }
  /** `npm:name@specifier`; a null package is Yarn's `npm:specifier`. */
  | { readonly kind: "npm"; readonly package: string | null; readonly specifier: Specifier | null }
  /** `workspace:…`, with the package's name where it is an alias. */
  | { readonly kind: "workspace"; readonly package: string | null; readonly reference: string }
  /** `catalog:name`; the default catalog is "". */
  | { readonly kind: "catalog"; readonly catalog: string }
  /** `$name`: what the root's own dependencies say. */
  | { readonly kind: "reference"; readonly to: string }
  /** A folder or file, by a protocol or a bare path. */
  | { readonly kind: "path"; readonly protocol: string; readonly path: string }
  | { readonly kind: "tarball"; readonly address: string }
  | { readonly kind: "git"; readonly address: string }
  /** Yarn's `patch:`. */
  | { readonly kind: "patch"; readonly of: string }
  | { readonly kind: "other"; readonly protocol: string }
);

const gitHosts = /^(?:git\+|git:|git@|ssh:|github:|gitlab:|bitbucket:|gist:)/;
const shorthand = /^[\w.-]+\/[\w.-]+(?:#.*)?$/;
/** Strict: no capital V, no leading zero, no spaces, ASCII digits only. */
const exactVersion = /^=?(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)(?:[-+][0-9A-Za-z.+-]*)?$/;
/** semver takes time that grows with the text; no range that people write is longer. */
const longestRange = 1_000;

export function parseSpecifier(text: string): Specifier {
  const protocol = /^([a-z][a-z+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (text.startsWith("$")) return { text, kind: "reference", to: text.slice(1) };
  // First what git and tarballs look like, because their addresses have protocols of their own.
  if (gitHosts.test(text) || /^https?:\/\/.*\.git(?:#.*)?$/i.test(text))
    return { text, kind: "git", address: text };
  if (protocol === "http" || protocol === "https") return { text, kind: "tarball", address: text };
  switch (protocol) {
    case "npm":
      return parseNpm(text, text.slice("npm:".length));
    case "workspace":
      return parseWorkspace(text, text.slice("workspace:".length));
    case "catalog":
      return { text, kind: "catalog", catalog: catalogName(text.slice("catalog:".length)) };
    case "patch":
      return { text, kind: "patch", of: text.slice("patch:".length) };
    case "file":
    case "link":
    case "portal":
      return { text, kind: "path", protocol, path: text.slice(protocol.length + 1) };
    case undefined:
      break;
    default:
      return { text, kind: "other", protocol };
  }
  if (/^(?:\.{1,2}(?:[/\\]|$)|[/\\]|~[/\\])/.test(text))
    return { text, kind: "path", protocol: "path", path: text };
  if (/\.(?:tgz|tar\.gz|tar)$/i.test(text)) return { text, kind: "path", protocol: "path", path: text };
  if (shorthand.test(text)) return { text, kind: "git", address: text };
  return parseVersionOrRange(text);
}

function parseVersionOrRange(text: string): Specifier {
  if (text.length <= longestRange && exactVersion.test(text)) {
    const version = text.replace(/^=/, "");
    if (semver.valid(version) !== null) return { text, kind: "version", version };
  }
  const isRange = text.length <= longestRange && semver.validRange(text) !== null;
  return { text, kind: isRange ? "range" : "tag" };
}

function parseNpm(text: string, rest: string): Specifier {
  const at = rest.indexOf("@", 1);
  const name = at < 0 ? rest : rest.slice(0, at);
  const version = at < 0 ? null : rest.slice(at + 1);
  const isOwn = at < 0 && (semver.validRange(rest) !== null || !isPackageName(rest));
  if (isOwn) return { text, kind: "npm", package: null, specifier: parseVersionOrRange(rest) };
  return {
    text,
    kind: "npm",
    package: name,
    specifier: version === null ? null : parseVersionOrRange(version),
  };
}

function parseWorkspace(text: string, rest: string): Specifier {
  const at = rest.indexOf("@", 1);
  const name = at < 0 ? null : rest.slice(0, at);
  if (name !== null && isPackageName(name) && !/^[\^~]/.test(name)) {
    return { text, kind: "workspace", package: name, reference: rest.slice(at + 1) };
  }
  return { text, kind: "workspace", package: null, reference: rest };
}

/** pnpm calls the unnamed catalog `default`. */
export function catalogName(written: string): string {
  const name = written.trim();
  return name === "default" ? "" : name;
}
