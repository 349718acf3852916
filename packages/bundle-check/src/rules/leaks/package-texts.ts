import { asBuffer } from "../../package-files/as-buffer.js";
import type { PackageFiles } from "../../package-files/package-files.js";

/** Formats that hold no text anybody wrote. */
const binary =
  /\.(wasm|node|dll|so|dylib|exe|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|br|gz|zip|tgz|zst|xz|7z|mp[34]|webm|ogg|wav|pdf|bin|onnx|dat|pack)$/i;

/** What most files end with, which is told faster than that they do not end as the others. */
const ordinary: ReadonlySet<string> = new Set(["js", "mjs", "cjs", "ts", "mts", "cts", "map", "json", "md"]);

function isBinary(path: string): boolean {
  return !ordinary.has(path.slice(path.lastIndexOf(".") + 1)) && binary.test(path);
}

/** Files longer than this are data, and no place to look for what somebody typed. */
const longestFile = 48 * 1024 * 1024;

export interface PackageText {
  readonly path: string;
  readonly bytes: Buffer;
}

/** The package's own files that may hold text; not those of bundled dependencies. Those of data are put into the list. */
export function* readable(files: PackageFiles, data: string[] = []): Iterable<PackageText> {
  for (const path of files.paths) {
    if (isBundled(path) || isBinary(path)) continue;
    if (files.size(path) > longestFile) data.push(path);
    else yield { path, bytes: asBuffer(files.bytes(path)) };
  }
}

/** Of a dependency that is shipped inside the package. */
export function isBundled(path: string): boolean {
  return path.includes("node_modules/") && /(^|\/)node_modules\//.test(path);
}

/** Files that lie behind each other in an archive, with what lies between them. */
export interface Neighbours {
  readonly files: readonly PackageText[];
  readonly bytes: Buffer;
}

/** Between two files of an archive lie the rest of a block and a header, or two. */
const widestGap = 2_048;

/** In bytes. Together the files are one text for those who search them. */
const mostTogether = 1024 * 1024;

/**
 * Files in groups as they lie in memory: what none of a group has is told of thousands of small ones at a time. An
 * archive is one memory, in which files mostly lie in another order than that of their paths.
 */
export function* neighbours(texts: Iterable<PackageText>): Iterable<Neighbours> {
  let ofMemory: PackageText[] = [];
  let last: ArrayBufferLike | undefined;
  for (const text of texts) {
    const { buffer } = text.bytes;
    if (last !== undefined && buffer !== last) {
      yield* neighboursIn(last, ofMemory);
      // Files of a folder have a memory each, which nothing keeps.
      ofMemory = [];
    }
    ofMemory.push(text);
    last = buffer;
  }
  if (last !== undefined) yield* neighboursIn(last, ofMemory);
}

function* neighboursIn(buffer: ArrayBufferLike, texts: readonly PackageText[]): Iterable<Neighbours> {
  let files: PackageText[] = [];
  let [start, end] = [0, 0];
  const together = () => ({ files, bytes: Buffer.from(buffer, start, end - start) });
  for (const text of inOrder(texts)) {
    const { byteOffset, byteLength } = text.bytes;
    const isNext = byteOffset >= end && byteOffset - end <= widestGap;
    if (files.length > 0 && !(isNext && byteOffset + byteLength - start <= mostTogether)) {
      yield together();
      files = [];
    }
    if (files.length === 0) start = byteOffset;
    end = byteOffset + byteLength;
    files.push(text);
  }
  if (files.length > 0) yield together();
}

/** More files than a package may have (`MAX_ENTRIES`). */
const mostFiles = 2 ** 20;

/** By where they begin. Numbers alone are sorted many times faster than files by a function that compares two. */
function inOrder(texts: readonly PackageText[]): readonly PackageText[] {
  if (texts.length < 2) return texts;
  const keys = new Float64Array(texts.length);
  for (const [index, { bytes }] of texts.entries()) keys[index] = bytes.byteOffset * mostFiles + index;
  const sorted: PackageText[] = [];
  for (const key of keys.sort()) {
    const text = texts[key % mostFiles];
    if (text) sorted.push(text);
  }
  return sorted;
}

/** Lies where tests, examples and documents are kept; what looks secret there is mostly made up. */
export function isTestFile(path: string): boolean {
  return (
    /(^|\/)((\w+[_-])?tests?|__[\w-]*tests?__|specs?|__mocks__|mocks?|(__)?fixtures?(__)?|testdata|examples?|samples?|docs?|demos?)\//i.test(
      path,
    ) || /[._-](test|spec)\.\w+$/.test(path)
  );
}
