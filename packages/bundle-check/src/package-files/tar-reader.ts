import { Header } from "tar/header";
import { Pax } from "tar/pax";
import { inMegabytes, MAX_METADATA_BYTES, MAX_UNPACKED_BYTES } from "./limits.js";
import { readPlainHeader } from "./plain-header.js";
import { printableName } from "./printable-name.js";

/** One entry of an archive, as its header and the extension headers before it describe it. */
export interface TarEntry {
  readonly name: string;
  readonly type: "file" | "directory" | "symbolic-link" | "hard-link" | "other";
  /** Bytes of content that follow. Not to be believed before they have arrived. */
  readonly size: number;
  readonly linkTarget: string;
}

/** What the archive's reader does with entries. Content arrives only for entries that `onEntry` wants. */
export interface TarSink {
  /** Called at each header, before its content. True to receive the content. */
  onEntry(entry: TarEntry): boolean;
  onContent(entry: TarEntry, content: Buffer): void;
}

/** The archive is not one that npm would unpack without complaint. The message finishes "the tarball …". */
export class TarFormatError extends Error {
  override readonly name = "TarFormatError";
}

const BLOCK = 512;
const NOT_AN_ARCHIVE = "is not a tar archive, compressed or not";

type Section =
  | { readonly kind: "header" }
  | { readonly kind: "content"; readonly entry: TarEntry }
  | { readonly kind: "metadata"; readonly type: string }
  | { readonly kind: "skipped" }
  | { readonly kind: "end" };

/**
 * Reads the blocks of a tar archive as they are inflated.
 *
 * The meaning of the fields is node-tar's (its Header and Pax), which npm installs with, so both see the same names
 * and sizes. Its Parser is not used: it inflates each write as a whole and carries on after damaged headers, while a
 * judge must stop a bomb halfway and must not pass an archive of which it could read only parts.
 */
export class TarReader {
  private section: Section = { kind: "header" };
  private readonly sink: TarSink;
  /** Parts of the current header, content or metadata. */
  private parts: Buffer[] = [];
  private wanted = BLOCK;
  private padding = 0;
  private total = 0;
  private entries = 0;
  private nullBlocks = 0;
  private local: Pax | undefined;
  private global: Pax | undefined;

  constructor(sink: TarSink) {
    this.sink = sink;
  }

  write(chunk: Buffer): void {
    this.total += chunk.length;
    if (this.total > MAX_UNPACKED_BYTES) {
      throw new TarFormatError(
        `unpacks to more than ${inMegabytes(MAX_UNPACKED_BYTES)}, far more than any package has (a decompression bomb)`,
      );
    }
    let position = 0;
    // What follows the end mark is counted above and otherwise ignored, as every tar does.
    while (position < chunk.length && this.section.kind !== "end") {
      const taken = Math.min(this.wanted, chunk.length - position);
      // A subarray keeps its chunk alive, but nearly all of a chunk is content that is kept anyway.
      if (this.section.kind !== "skipped") this.parts.push(chunk.subarray(position, position + taken));
      position += taken;
      this.wanted -= taken;
      if (this.wanted === 0) this.finishSection();
    }
  }

  end(): void {
    if (this.entries === 0) {
      throw new TarFormatError(this.nullBlocks > 0 ? "holds no files" : NOT_AN_ARCHIVE);
    }
    // Some packers leave out the end mark or a part of it; npm accepts that, between two entries.
    const betweenEntries =
      this.section.kind === "header" && this.parts.every((part) => part.every((byte) => byte === 0));
    if (this.section.kind !== "end" && !betweenEntries) {
      throw new TarFormatError("is cut off: its last entry is incomplete");
    }
  }

  private finishSection(): void {
    const section = this.section;
    const data = this.takeParts();
    if (this.padding > 0) {
      // The filler up to the next block is its own section, so that content never holds it.
      this.begin({ kind: "skipped" }, this.padding);
      this.padding = 0;
    } else {
      this.begin({ kind: "header" }, BLOCK);
    }
    if (section.kind === "header") this.readHeader(data);
    else if (section.kind === "content") this.sink.onContent(section.entry, data);
    else if (section.kind === "metadata") this.readMetadata(section.type, data);
  }

  private takeParts(): Buffer {
    const [first] = this.parts;
    const data = this.parts.length === 1 && first !== undefined ? first : Buffer.concat(this.parts);
    this.parts = [];
    return data;
  }

  private begin(section: Section, bytes: number): void {
    this.section = section;
    this.wanted = bytes;
  }

  private readHeader(block: Buffer): void {
    const plain = this.local === undefined && this.global === undefined ? readPlainHeader(block) : null;
    if (plain !== null) {
      this.nullBlocks = 0;
      this.enter({ name: plain.name, type: "file", size: plain.size, linkTarget: "" });
      return;
    }
    const header = decodeHeader(block, this.local, this.global);
    if (header.nullBlock) {
      this.nullBlocks += 1;
      if (this.nullBlocks === 2) this.begin({ kind: "end" }, 0);
      return;
    }
    this.nullBlocks = 0;
    if (!header.cksumValid) {
      throw new TarFormatError(
        this.entries === 0 ? NOT_AN_ARCHIVE : "is damaged: the checksum of an entry does not fit",
      );
    }
    refuseInconsistentHeader(header);
    const size = header.size ?? 0;
    if (isMetadata(header.type)) this.beginMetadata(header.type, size);
    else this.beginEntry(header, size);
  }

  private beginMetadata(type: string, size: number): void {
    if (size > MAX_METADATA_BYTES) {
      throw new TarFormatError(`has an extended header of more than ${inMegabytes(MAX_METADATA_BYTES)}`);
    }
    this.beginBody({ kind: "metadata", type }, size);
  }

  private beginEntry(header: Header, size: number): void {
    const entry: TarEntry = {
      // Asked first, because Header puts its own prefix in front of the extended header's path.
      name: this.local?.path ?? header.path ?? "",
      type: entryType(header.type),
      size,
      linkTarget: this.local?.linkpath ?? this.global?.linkpath ?? header.linkpath ?? "",
    };
    // Local extended headers describe one entry only.
    this.local = undefined;
    this.enter(entry);
  }

  private enter(entry: TarEntry): void {
    this.entries += 1;
    const { size } = entry;
    const wanted = this.sink.onEntry(entry);
    if (wanted && size === 0) this.sink.onContent(entry, Buffer.alloc(0));
    this.beginBody(wanted ? { kind: "content", entry } : { kind: "skipped" }, size);
  }

  private beginBody(section: Section, size: number): void {
    // An empty body has no section; the reader already expects the next header.
    if (size === 0) return;
    this.begin(section, size);
    this.padding = (BLOCK - (size % BLOCK)) % BLOCK;
  }

  private readMetadata(type: string, data: Buffer): void {
    const text = data.toString("utf8");
    if (type === "ExtendedHeader" || type === "OldExtendedHeader") {
      this.local = Pax.parse(text, this.local, false);
    } else if (type === "GlobalExtendedHeader") {
      this.global = Pax.parse(text, this.global, true);
      // It would hold for extended headers as well, and readers of archives do not agree on what that means.
      if (this.global.size !== undefined) {
        throw new TarFormatError("is damaged: a global header gives all entries one size");
      }
    } else {
      const value = text.replace(/\0.*/, "");
      const field = type === "NextFileHasLongLinkpath" ? { linkpath: value } : { path: value };
      this.local = new Pax({ ...this.local, ...field });
    }
  }
}

function decodeHeader(block: Buffer, local: Pax | undefined, global: Pax | undefined): Header {
  try {
    return new Header(block, 0, local, global);
  } catch (cause) {
    throw new TarFormatError("is damaged: a header cannot be read", { cause });
  }
}

/** node-tar skips headers like these and then takes their content for headers; that is not reading an archive. */
function refuseInconsistentHeader(header: Header): void {
  const name = header.path ?? "";
  if (name === "") throw new TarFormatError("is damaged: an entry has no name");
  const type = entryType(header.type);
  const isLink = type === "symbolic-link" || type === "hard-link";
  const mayHaveTarget = isLink || header.type === "ExtendedHeader" || header.type === "GlobalExtendedHeader";
  const hasTarget = (header.linkpath ?? "") !== "";
  if (hasTarget ? !mayHaveTarget : isLink) {
    throw new TarFormatError(`is damaged: the entry \`${printableName(name)}\` is half a link`);
  }
  if (!Number.isSafeInteger(header.size ?? 0)) {
    throw new TarFormatError(`is damaged: the entry \`${printableName(name)}\` has an impossible size`);
  }
}

const METADATA_TYPES: ReadonlySet<string> = new Set([
  "ExtendedHeader",
  "OldExtendedHeader",
  "GlobalExtendedHeader",
  "NextFileHasLongPath",
  "OldGnuLongPath",
  "NextFileHasLongLinkpath",
]);

function isMetadata(type: string): boolean {
  return METADATA_TYPES.has(type);
}

function entryType(type: string): TarEntry["type"] {
  switch (type) {
    case "File":
    case "OldFile":
    case "ContiguousFile":
      return "file";
    case "Directory":
    case "GNUDumpDir":
      return "directory";
    case "SymbolicLink":
      return "symbolic-link";
    case "Link":
      return "hard-link";
    default:
      return "other";
  }
}
