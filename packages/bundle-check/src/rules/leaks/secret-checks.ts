import { crc32 } from "node:zlib";

/** Words that authors of examples put into secrets. */
const placeholder =
  /example|sample|placeholder|your|dummy|redacted|insert|changeme|fake|xxxx|0{6}|1{6}|a{6}|\*{3}|\.{3}|abcdef|qwerty|123456|987654|fedcba/i;

/** Looks drawn by lot: at least `bits` of entropy per character, and nothing a person would type as an example. */
export function isRandom(secret: string, bits: number): boolean {
  return entropyOf(secret) >= bits && !placeholder.test(secret);
}

/** Shannon entropy in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** GitHub ends a token with the CRC-32 of its random part, in base 62. */
export function hasGitHubChecksum(token: string, prefix: string): boolean {
  const body = token.slice(prefix.length, -6);
  let sum = crc32(body);
  let checksum = "";
  while (sum > 0) {
    checksum = (digits[sum % 62] ?? "") + checksum;
    sum = Math.floor(sum / 62);
  }
  return token.slice(-6) === checksum.padStart(6, "0");
}
