/** A private key in PEM form, found in a text. */
export interface PrivateKey {
  readonly offset: number;
  /** What it protects or is written by: "RSA private key". */
  readonly kind: string;
  /** It cannot be used without a passphrase. */
  readonly isEncrypted: boolean;
  /**
   * Known to everybody on purpose, when it stands in code: its certificate is beside it, for a local server, or what
   * follows signs something with it at once, to see what the runtime's cryptography can do (ssh2).
   */
  readonly isForEverybody: boolean;
}

/** Longest key read, in characters; an RSA key of 16,384 bits has about 13,000. */
const longestKey = 20_000;

/** Characters behind a key in which code that tries it stands. */
const nearby = 500;

/** Reads the key whose header starts at an offset. Null unless what follows really is one. */
export function readPrivateKey(text: string, offset: number): PrivateKey | null {
  const part = text.slice(offset, offset + longestKey);
  const header = /^-----BEGIN ((?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP) )?PRIVATE KEY( BLOCK)?-----/.exec(part);
  if (!header) return null;
  const end = part.indexOf("-----END", header[0].length);
  if (end === -1) return null;
  const written = part.slice(header[0].length, end);
  const label = header[1]?.trim() ?? "";
  const isEncrypted = label === "ENCRYPTED" || /Proc-Type:\s*4,\s*ENCRYPTED/.test(written);
  if (!isKeyBody(written, label, isEncrypted && label !== "ENCRYPTED")) return null;
  const kind = label === "" || label === "ENCRYPTED" ? "private key" : `${label} private key`;
  const around = text.slice(Math.max(0, offset - longestKey), offset + longestKey);
  const isTried = /\bsign\(/.test(text.slice(offset + end, offset + end + nearby));
  const isForEverybody = isTried || around.includes("-----BEGIN CERTIFICATE-----");
  return { offset, kind, isEncrypted, isForEverybody };
}

/** In bytes; the shortest kind of key (Ed25519) has some 230. */
const shortestOpenSsh = 180;

/** The text between the lines is the encoding of a key, not dots, words or a shortened example. */
function isKeyBody(written: string, label: string, isRawCipher: boolean): boolean {
  const body = written
    // Line breaks may be spelled out, and the lines may be quoted and added up.
    .replace(/(?<!\\)\\+[rn]/g, "\n")
    .replace(/["'`,;\\]|\s\+\s/g, " ")
    .replace(/^[ \t]*[\w-]+:.*$/gm, "")
    .replace(/^=[\w+/]{4}\s*$/m, "")
    .replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]{60,}={0,2}$/.test(body)) return false;
  const bytes = Buffer.from(body, "base64");
  if (label === "OPENSSH") {
    return bytes.length >= shortestOpenSsh && bytes.subarray(0, 15).toString("latin1") === "openssh-key-v1\0";
  }
  // A PGP packet starts with a set high bit; what a passphrase encrypts has no shape at all.
  if (label === "PGP") return ((bytes[0] ?? 0) & 0x80) !== 0 && bytes.length > 200;
  return isRawCipher ? bytes.length >= 48 : isWholeSequence(bytes);
}

/** One ASN.1 sequence that is exactly as long as it says. */
function isWholeSequence(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const first = bytes[1] ?? 0;
  if (first < 0x80) return bytes.length === first + 2;
  let length = 0;
  const size = first & 0x7f;
  for (let index = 0; index < size; index++) length = length * 256 + (bytes[2 + index] ?? 0);
  return bytes.length === length + size + 2;
}
