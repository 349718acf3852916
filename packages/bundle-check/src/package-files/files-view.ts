import type { PackageFiles } from "./package-files.js";
import { TextCache } from "./text-cache.js";

/** Where a view gets the bytes of a path it has listed. */
export type ReadBytes = (path: string) => Uint8Array;

/** PackageFiles over a list of sizes and a way to read. Every source ends here, so they cannot differ. */
export function viewFiles(sizes: ReadonlyMap<string, number>, readBytes: ReadBytes): PackageFiles {
  // No comparator: the default order is by UTF-16 code unit, the same on every machine.
  const paths = Object.freeze([...sizes.keys()].sort());
  const texts = new TextCache();

  function sizeOf(path: string): number {
    const size = sizes.get(path);
    if (size === undefined) throw new Error(`The package has no file "${path}".`);
    return size;
  }

  return {
    paths,
    has: (path) => sizes.has(path),
    size: sizeOf,
    bytes(path) {
      sizeOf(path);
      return readBytes(path);
    },
    text(path) {
      sizeOf(path);
      return texts.read(path, () => decodeText(readBytes(path)));
    },
  };
}

const utf8 = new TextDecoder("utf-8");

/** UTF-8 without byte order mark; invalid sequences become U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
