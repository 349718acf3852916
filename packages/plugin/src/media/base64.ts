/** Chunks stay below the number of arguments that engines allow in one call. */
const chunkLength = 0x8000;

/** Encodes bytes without Node's Buffer, which browsers lack. */
export function bytesToBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += chunkLength) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunkLength));
  }
  return btoa(binary);
}

/** @throws DOMException when the text is no base64. */
export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

const base64Pattern = /^[A-Za-z0-9+/]*={0,2}$/;

/** One character more than a whole number of bytes is no base64, whatever the characters. */
export function isBase64(text: string): boolean {
  return base64Pattern.test(text) && text.replace(/=+$/, "").length % 4 !== 1;
}
