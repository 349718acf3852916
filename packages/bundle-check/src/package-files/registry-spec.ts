import validVersion from "semver/functions/valid.js";
import validRange from "semver/ranges/valid.js";

export interface RegistrySpec {
  readonly name: string;
  /** The version, range or tag; null when only the name was given, which npm takes as the tag `latest`. */
  readonly selector: string | null;
  /** An exact version: published once, so a cached copy is as good as a new one. */
  readonly exact: boolean;
  /** What npm is given: `name` or `name@selector`. */
  readonly argument: string;
}

/** The text names no package in a registry. The message is a whole sentence. */
export class RegistrySpecError extends Error {
  override readonly name = "RegistrySpecError";
}

/** npm's rule for names, old ones with capitals included, but for a leading tilde, which means a folder. Nothing in it can start an option, a path or a URL. */
const PACKAGE_NAME = /^(?:@[\w-][\w.~-]*\/[\w-][\w.~-]*|[a-z\d][\w.~-]*)$/i;
const LONGEST_NAME = 214;
const RESERVED_NAMES: ReadonlySet<string> = new Set(["node_modules", "favicon.ico"]);
/** A tag that npm cannot take for anything else. */
const TAG = /^[a-z][\w.-]*$/i;
const FILE_NAME = /\.(?:tgz|tar|tar\.gz)$/i;

const EXPECTED =
  "Expected a folder, a .tgz file, or a package of the registry such as name, name@1.2.3 or name@next.";

/**
 * Reads `name`, `name@version`, `name@range` and `name@tag`, and nothing else: npm would run a repository's scripts
 * for a git address and fetch anything for a URL, so those never reach it.
 */
export function parseRegistrySpec(spec: string): RegistrySpec {
  const at = spec.indexOf("@", 1);
  const name = at === -1 ? spec : spec.slice(0, at);
  const selector = at === -1 ? null : spec.slice(at + 1);
  if (/^[a-z+]+:/i.test(spec) || /^[a-z+]+:/i.test(selector ?? "")) {
    throw new RegistrySpecError(`Addresses, git repositories and aliases are not fetched. ${EXPECTED}`);
  }
  if (!isPackageName(name)) {
    throw new RegistrySpecError(`There is no such file or folder, and it is not a package name. ${EXPECTED}`);
  }
  if (selector === null) return { name, selector, exact: false, argument: name };
  return parseSelector(name, selector);
}

function parseSelector(name: string, selector: string): RegistrySpec {
  const version = validVersion(selector);
  if (version !== null) return { name, selector: version, exact: true, argument: `${name}@${version}` };
  const tag = TAG.test(selector) && !FILE_NAME.test(selector);
  // The characters are checked as well: a range is the one part that may hold spaces and signs.
  const range =
    /^[\w\s.*+|<>=^~-]+$/.test(selector) && !selector.startsWith(".") && validRange(selector) !== null;
  if (!tag && !range) {
    throw new RegistrySpecError(`What follows ${name}@ is neither a version, a range nor a tag. ${EXPECTED}`);
  }
  return { name, selector, exact: false, argument: `${name}@${selector}` };
}

export function isPackageName(name: string): boolean {
  if (name.length > LONGEST_NAME || RESERVED_NAMES.has(name.toLowerCase())) return false;
  // npm looks for a file when the name ends like one.
  return PACKAGE_NAME.test(name) && !FILE_NAME.test(name);
}
