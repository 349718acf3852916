import { createRequire } from "node:module";
import { instantiate } from "../modules/plain-code/web-assembly.js";
import { compiledDigestCode } from "./compiled-digest-code.js";

/** What `compiled-digest/sha-512.ts` exports. Addresses and lengths are in bytes. */
interface CompiledDigest {
  readonly memory: { readonly buffer: ArrayBuffer };
  messageAt(length: number): number;
  digest(length: number): number;
}

/** For more bytes than these, loading Node's `crypto` takes less time than the compiled code, which runs cold. */
const longestForCompiled = 64 * 1024;

const digestLength = 64;

/** The SHA-512 of bytes, in base64. */
export function sha512(bytes: Uint8Array): string {
  const compiled = bytes.byteLength > longestForCompiled ? null : compiledSha512(bytes);
  if (compiled !== null) return compiled;
  // Not imported, because that loads it in every run.
  const { createHash }: typeof import("node:crypto") = createRequire(import.meta.url)("node:crypto");
  return createHash("sha512").update(bytes).digest("base64");
}

/** The same by compiled code; null where the engine does not run any. */
export function compiledSha512(bytes: Uint8Array): string | null {
  const code = instantiate<CompiledDigest>(Buffer.from(compiledDigestCode, "base64"), {});
  if (code === null) return null;
  const address = code.messageAt(bytes.byteLength);
  if (address === 0) return null;
  new Uint8Array(code.memory.buffer, address, bytes.byteLength).set(bytes);
  return Buffer.from(code.memory.buffer, code.digest(bytes.byteLength), digestLength).toString("base64");
}
