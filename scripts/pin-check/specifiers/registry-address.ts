/** What the address of a tarball says that it serves. */
export interface AddressedTarball {
  readonly package: string;
  readonly version: string;
}

/** `-`, `-/@scope`, `-/1.2.3`, `1.2.3` or `download` stand between name and file, depending on the registry. */
const mostBetween = 2;

/**
 * The package and version in the address of a registry's tarball: `…/@scope/name/-/name-1.2.3.tgz`, or GitHub's
 * `…/download/@scope/name/1.2.3/<hash>`. Null for every other address, also for one that a server may read otherwise
 * than it looks: with `..` or backslashes in it.
 */
export function readRegistryAddress(address: string): AddressedTarball | null {
  const path = /^https?:\/\/[^/?#\\]+\/([^?#]*)/i.exec(address)?.[1];
  if (path === undefined) return null;
  const segments = decode(path)
    .split("/")
    .filter((segment) => segment !== "");
  if (segments.some((segment) => segment === "." || segment === ".." || segment.includes("\\"))) return null;
  return readFile(segments) ?? readDownloadFolder(segments);
}

function readFile(segments: readonly string[]): AddressedTarball | null {
  const file = /^(.+)\.(?:tgz|tar\.gz)$/i.exec(segments.at(-1) ?? "")?.[1];
  if (file === undefined) return null;
  const last = segments.length - 1;
  for (let index = last - 1; index >= 0 && last - 1 - index <= mostBetween; index -= 1) {
    const base = segments[index] ?? "";
    const version = file.startsWith(`${base}-`) ? file.slice(base.length + 1) : "";
    if (/^\d/.test(version)) return { package: nameAt(segments, index), version };
  }
  return null;
}

function readDownloadFolder(segments: readonly string[]): AddressedTarball | null {
  const [version = "", hash = ""] = segments.slice(-2);
  const at = segments.length - 3;
  const name = at < 0 ? "" : nameAt(segments, at);
  const isDownload = segments[at - (name.startsWith("@") ? 2 : 1)] === "download";
  return isDownload && hash !== "" && /^\d/.test(version) ? { package: name, version } : null;
}

function nameAt(segments: readonly string[], index: number): string {
  const scope = segments[index - 1];
  return scope?.startsWith("@") === true ? `${scope}/${segments[index]}` : (segments[index] ?? "");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
