import type { Specifier } from "./specifier.ts";

/**
 * The package that a tarball's or a repository's address names, in the places where registries and `npm pack`
 * put the name. Null when it does not tell.
 */
export interface AddressedTarball {
  readonly package: string;
  readonly version: string;
}

const registryPath =
  /\/((?:@|%40)[^/@]+(?:\/|%2f)[^/]+|[^/@]+)\/-\/(?:[^/]*\/)?([^/]+?)\.(?:tgz|tar\.gz)(?:[?#].*)?$/i;

/** `…/@scope/name/-/name-1.2.3.tgz` */
export function readRegistryAddress(address: string): AddressedTarball | null {
  const match = registryPath.exec(address);
  const [, encoded = "", file = ""] = match ?? [];
  if (match === null) return null;
  const name = decode(encoded);
  const base = name.slice(name.indexOf("/") + 1);
  const fileName = decode(file);
  return fileName.startsWith(`${base}-`) ? { package: name, version: fileName.slice(base.length + 1) } : null;
}

/** Whether a folder, tarball or git address says by its name that it holds a package. */
export function mayHold(specifier: Specifier, packageName: string): boolean {
  const base = packageName.slice(packageName.indexOf("/") + 1);
  switch (specifier.kind) {
    case "tarball": {
      const addressed = readRegistryAddress(specifier.address);
      return addressed === null
        ? isPackedFile(lastSegment(specifier.address), packageName)
        : addressed.package === packageName;
    }
    case "path":
      return isPackedFile(lastSegment(specifier.path), packageName);
    case "git":
      return lastSegment(specifier.address).replace(/\.git$/, "") === base;
    case "patch":
      return decode(specifier.of).startsWith(`${packageName}@`);
    case "other":
      return specifier.text.startsWith(`${specifier.protocol}:${packageName}@`);
    default:
      return false;
  }
}

/** `npm pack` writes `@scope/name` as `scope-name-1.2.3.tgz`. */
function isPackedFile(file: string, packageName: string): boolean {
  const packed = packageName.replace(/^@/, "").replaceAll("/", "-");
  const base = packageName.slice(packageName.indexOf("/") + 1);
  return (
    /\.(?:tgz|tar\.gz|tar)$/i.test(file) &&
    [packed, base].some((beginning) => new RegExp(`^${escapePattern(beginning)}-v?\\d`).test(file))
  );
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function lastSegment(address: string): string {
  return decode(
    address
      .replace(/[?#].*$/s, "")
      .replace(/\/+$/, "")
      .split(/[/:\\]/)
      .at(-1) ?? "",
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
