import { createHash } from "node:crypto";
import { asBuffer } from "./as-buffer.js";
import { viewContents } from "./create-package-files.js";
import { leadsOut, type ResolvedPath, resolveTarEntry } from "./entry-path.js";
import { InflateError, inflate, isGzip } from "./inflate.js";
import { inMegabytes, MAX_ENTRIES, MAX_FILE_BYTES } from "./limits.js";
import { type PackageFiles, UnreadableTargetError } from "./package-files.js";
import { printableName } from "./printable-name.js";
import { type TarEntry, TarFormatError, TarReader } from "./tar-reader.js";

export interface TarballContents {
  readonly files: PackageFiles;
  /** "sha512-…" over the bytes of the tarball, as registries and lockfiles write it. */
  readonly integrity: string;
  /** Links and device nodes, which npm leaves out when it installs. */
  readonly dropped: readonly string[];
}

export interface ReadTarballOptions {
  readonly spec: string;
  readonly signal?: AbortSignal | undefined;
}

/** The files a consumer gets from a tarball. In memory; nothing is written anywhere. */
export async function readTarball(bytes: Uint8Array, options: ReadTarballOptions): Promise<TarballContents> {
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  const collector = new EntryCollector();
  const reader = new TarReader(collector);
  try {
    for await (const chunk of isGzip(bytes) ? inflate(bytes) : [asBuffer(bytes)]) {
      options.signal?.throwIfAborted();
      reader.write(chunk);
    }
    reader.end();
    collector.checkFoldersAndFiles();
  } catch (error) {
    if (error instanceof TarFormatError || error instanceof InflateError) {
      throw new UnreadableTargetError(options.spec, `The tarball ${error.message}.`, { cause: error });
    }
    throw error;
  }
  if (!collector.contents.has("package.json")) {
    throw new UnreadableTargetError(
      options.spec,
      "The tarball has no package.json in its top folder, so it is not an npm package.",
    );
  }
  return { files: viewContents(collector.contents), integrity, dropped: collector.dropped };
}

/** Keeps what npm would install, and refuses what only an attacker writes. */
class EntryCollector {
  readonly contents = new Map<string, Uint8Array>();
  readonly dropped: string[] = [];
  private readonly folders = new Set<string>();
  private readonly paths = new Map<TarEntry, string>();
  private count = 0;

  onEntry(entry: TarEntry): boolean {
    this.count += 1;
    if (this.count > MAX_ENTRIES) {
      throw new TarFormatError(`has more than ${MAX_ENTRIES.toLocaleString("en")} entries`);
    }
    const resolved = resolveTarEntry(entry.name);
    if (resolved.kind === "refused") throw refusedEntry(entry, resolved.reason);
    switch (entry.type) {
      case "file":
        return this.wantsFile(entry, resolved);
      case "directory":
        if (resolved.kind === "inside") this.folders.add(resolved.path);
        return false;
      case "symbolic-link":
      case "hard-link":
        this.refuseLinkOut(entry, resolved);
        this.dropped.push(printableName(entry.name));
        return false;
      case "other":
        this.dropped.push(printableName(entry.name));
        return false;
    }
  }

  onContent(entry: TarEntry, content: Buffer): void {
    const path = this.paths.get(entry);
    this.paths.delete(entry);
    // The same path again replaces the first, as npm's unpacking does.
    if (path !== undefined) this.contents.set(path, content);
  }

  /** A path that is a file and a folder is unpacked differently by every package manager. */
  checkFoldersAndFiles(): void {
    const parents = new Set<string>();
    for (const path of this.contents.keys()) {
      for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
        const parent = path.slice(0, end);
        // Then those above it are known as well.
        if (parents.has(parent)) break;
        parents.add(parent);
      }
    }
    for (const path of this.contents.keys()) {
      if (this.folders.has(path) || parents.has(path)) {
        throw new TarFormatError(`has \`${printableName(path)}\` both as a file and as a folder`);
      }
    }
  }

  private wantsFile(entry: TarEntry, resolved: ResolvedPath): boolean {
    if (entry.size > MAX_FILE_BYTES) {
      throw refusedEntry(entry, `is larger than ${inMegabytes(MAX_FILE_BYTES)}`);
    }
    if (resolved.kind !== "inside") return false;
    this.paths.set(entry, resolved.path);
    return true;
  }

  private refuseLinkOut(entry: TarEntry, resolved: ResolvedPath): void {
    const type = entry.type === "hard-link" ? "hard" : "symbolic";
    const path = resolved.kind === "inside" ? resolved.path : "";
    if (leadsOut({ type, path, target: entry.linkTarget })) {
      throw refusedEntry(entry, "is a link that leads out of the package");
    }
  }
}

function refusedEntry(entry: TarEntry, reason: string): TarFormatError {
  return new TarFormatError(`is refused: the entry \`${printableName(entry.name)}\` ${reason}`);
}
