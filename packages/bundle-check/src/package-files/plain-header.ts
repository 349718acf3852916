/** What the header of an ordinary file says. */
export interface PlainHeader {
  readonly name: string;
  readonly size: number;
}

const format = Buffer.from("ustar\x0000", "latin1");
const [digitZero, space, slash] = [0x30, 0x20, 0x2f];

/**
 * Reads a header as nearly every one is: of a file, in the format of POSIX, with a name in ASCII, unused fields empty
 * and a right checksum. Null for every other header, of which node-tar knows what it means; what is read here means
 * the same to node-tar, only that it takes many times longer, and a package may have thousands.
 */
export function readPlainHeader(block: Buffer): PlainHeader | null {
  if (block[156] !== digitZero || format.compare(block, 257, 265) !== 0) return null;
  const name = textAt(block, 0, 100);
  const size = octalAt(block, 124, 136);
  const prefix = textAt(block, 345, 475);
  if (name === null || name === "" || size === null || prefix === null) return null;
  // A folder, as old archives have it.
  if (block[name.length - 1] === slash) return null;
  // The target of a link, and more of the prefix or the times.
  if (!isEmpty(block, 157, 257) || !isEmpty(block, 475, 512)) return null;
  // Other numbers and names, which may be written in ways that are refused.
  if (!isAscii(block, 100, 148) || !isAscii(block, 265, 345)) return null;
  // Without an end of its own, the checksum goes on with the type.
  if (!isFiller(block[155]) || octalAt(block, 148, 156) !== checksumOf(block)) return null;
  return { name: prefix === "" ? name : `${prefix}/${name}`, size };
}

/** The sum of all bytes, those of the checksum itself taken for spaces. */
function checksumOf(block: Buffer): number {
  let sum = 0;
  for (let at = 0; at < 512; at++) sum += block[at] ?? 0;
  for (let at = 148; at < 156; at++) sum += space - (block[at] ?? 0);
  return sum;
}

/** ASCII, filled up with NUL. */
function textAt(block: Buffer, start: number, end: number): string | null {
  let last = start;
  for (; last < end; last++) {
    const byte = block[last] ?? 0;
    if (byte === 0) break;
    if (byte >= 0x80) return null;
  }
  return isEmpty(block, last, end) ? block.toString("latin1", start, last) : null;
}

function isEmpty(block: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (block[at] !== 0) return false;
  return true;
}

function isAscii(block: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((block[at] ?? 0) >= 0x80) return false;
  return true;
}

/** Octal digits, then NUL or spaces. */
function octalAt(block: Buffer, start: number, end: number): number | null {
  let value = 0;
  let at = start;
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - digitZero;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  const isNumber = at > start;
  for (; at < end; at++) if (!isFiller(block[at])) return null;
  return isNumber ? value : null;
}

function isFiller(byte: number | undefined): boolean {
  return byte === 0 || byte === space;
}
