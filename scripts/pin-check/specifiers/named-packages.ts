import { readRegistryAddress } from "./registry-address.ts";
import type { Specifier } from "./specifier.ts";

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
