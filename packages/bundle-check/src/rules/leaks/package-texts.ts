import type { PackageFiles } from "../../package-files/package-files.js";

/** Formats that hold no text anybody wrote. */
const binary =
  /\.(wasm|node|dll|so|dylib|exe|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|br|gz|zip|tgz|zst|xz|7z|mp[34]|webm|ogg|wav|pdf|bin|onnx|dat|pack)$/i;

/** Files longer than this are data, and no place to look for what somebody typed. */
const longestFile = 48 * 1024 * 1024;

export interface PackageText {
  readonly path: string;
  /** The bytes as one character each: searching needs no decoding, and everything looked for is ASCII. */
  readonly text: string;
}

/** The package's own files that may hold text; not those of bundled dependencies. */
export function* readable(files: PackageFiles): Iterable<PackageText> {
  for (const path of files.paths) {
    if (binary.test(path) || files.size(path) > longestFile || /(^|\/)node_modules\//.test(path)) continue;
    const bytes = files.bytes(path);
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    yield { path, text: buffer.toString("latin1") };
  }
}

/** Lies where tests, examples and documents are kept; what looks secret there is mostly made up. */
export function isTestFile(path: string): boolean {
  return (
    /(^|\/)((\w+[_-])?tests?|__[\w-]*tests?__|specs?|__mocks__|mocks?|(__)?fixtures?(__)?|testdata|examples?|samples?|docs?|demos?)\//i.test(
      path,
    ) || /[._-](test|spec)\.\w+$/.test(path)
  );
}
