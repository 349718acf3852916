import { gzipSync } from "node:zlib";

/**
 * Tar archives written block by block, without a tar library: hostile archives are those no library writes.
 */
export interface TarBlockEntry {
  readonly name: string;
  /** The field for the first part of a name of more than 100 bytes. */
  readonly prefix?: string;
  readonly content?: string | Uint8Array;
  /** "0" file, "1" hard link, "2" symbolic link, "5" folder, "x" and "g" pax, "L" and "K" GNU long names. */
  readonly type?: string;
  readonly link?: string;
  /** What the header claims, when that is not the truth. */
  readonly claimedSize?: number;
  readonly checksum?: number;
}

const BLOCK = 512;

export function tarEntry(entry: TarBlockEntry): Buffer {
  const content = Buffer.from(entry.content ?? "");
  const header = Buffer.alloc(BLOCK);
  header.write(entry.name, 0, 100);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${(entry.claimedSize ?? content.length).toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write(entry.type ?? "0", 156);
  header.write(entry.link ?? "", 157, 100);
  header.write("ustar\u000000", 257);
  header.write(entry.prefix ?? "", 345, 155);
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${(entry.checksum ?? sum).toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}

export function tarArchive(entries: Iterable<TarBlockEntry>): Buffer {
  return Buffer.concat([...Array.from(entries, tarEntry), Buffer.alloc(2 * BLOCK)]);
}

/** A package's tarball: the entries after a package.json. */
export function packageTarball(...entries: TarBlockEntry[]): Buffer {
  return gzipSync(
    tarArchive([{ name: "package/package.json", content: '{"name":"a","version":"1.0.0"}' }, ...entries]),
  );
}

/** One record of a pax header: its own length, "key=value" and a line end. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest);
  while (Buffer.byteLength(`${length}${rest}`) !== length) length += 1;
  return `${length}${rest}`;
}
