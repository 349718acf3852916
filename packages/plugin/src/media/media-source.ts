import { OpenRouterError } from "../errors/openrouter-error.js";
import type { Platform } from "../platform/platform.js";
import { base64ToBytes, bytesToBase64, isBase64 } from "./base64.js";

/** A medium as OpenRouter takes it: inline, or an address that OpenRouter fetches itself. */
export type Media =
  | { readonly kind: "inline"; readonly mediaType: string; readonly base64: string }
  | { readonly kind: "remote"; readonly mediaType: string | undefined; readonly url: string };

/** What elizaOS hands over: text is base64, a `data:` URL, an http(s) or `file:` URL, or a path. */
export type MediaData = string | URL | Uint8Array | ArrayBuffer;

/** Without a type, shorter texts that could be base64 are words, or names of files: no medium is that small. */
const shortestMedium = 32;
/** Base64 characters, a multiple of four, whose bytes are enough to tell the type of a file. */
const detectedLength = 64;
const unknownType = "application/octet-stream";

/**
 * Brings a medium into one of the two forms.
 *
 * @throws OpenRouterError of kind `parameter` when it is neither readable nor recognisable.
 */
export async function readMedia(
  data: MediaData,
  mediaType: string | undefined,
  platform: Platform,
): Promise<Media> {
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    return inline(bytesToBase64(bytes), mediaType ?? typeOfBytes(bytes));
  }
  const text = String(data).trim();
  if (/^https?:\/\//i.test(text)) return { kind: "remote", mediaType, url: text };
  if (/^data:/i.test(text)) return fromDataUrl(text, mediaType);
  if (!/^file:/i.test(text) && !looksLikePath(text)) {
    const base64 = text.replace(/\s/g, "");
    const isLikely = mediaType !== undefined || base64.length >= shortestMedium;
    if (isLikely && isBase64(base64)) {
      return inline(base64, mediaType ?? typeOfBytes(base64ToBytes(base64.slice(0, detectedLength))));
    }
  }
  return fromFile(data instanceof URL ? data : text, mediaType, platform);
}

/** The address form of a medium, for parts that take a URL. */
export function toUrl(media: Media): string {
  return media.kind === "remote" ? media.url : `data:${media.mediaType};base64,${media.base64}`;
}

function inline(base64: string, mediaType: string): Media {
  if (base64 === "") throw unusable("it is empty");
  return { kind: "inline", mediaType, base64 };
}

function fromDataUrl(url: string, mediaType: string | undefined): Media {
  const match = /^data:([^;,]*)([^,]*),(.*)$/is.exec(url);
  if (match === null) throw unusable("its data: URL is malformed");
  const [, ownType = "", parameters = "", payload = ""] = match;
  const decoded = percentDecode(payload);
  const base64 = /;base64$/i.test(parameters)
    ? new TextDecoder().decode(decoded).replace(/\s/g, "")
    : bytesToBase64(decoded);
  if (!isBase64(base64)) throw unusable("its data: URL is not the base64 it claims to be");
  return inline(base64, ownType === "" ? (mediaType ?? "text/plain") : ownType.toLowerCase());
}

async function fromFile(
  location: string | URL,
  mediaType: string | undefined,
  platform: Platform,
): Promise<Media> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await platform.readFile(location);
  } catch (cause) {
    throw unusable(`the file ${shorten(String(location))} cannot be read`, cause);
  }
  if (bytes === undefined) throw unusable("there are no local files in a browser");
  return inline(bytesToBase64(bytes), mediaType ?? typeOfName(String(location)) ?? typeOfBytes(bytes));
}

/** Base64 may start with a slash too ("/9j/" is every JPEG), but a path is short and has a file extension. */
function looksLikePath(text: string): boolean {
  return text.length < 4096 && /\.[A-Za-z0-9]{1,5}$/.test(text);
}

const typesByExtension: ReadonlyMap<string, string> = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["pdf", "application/pdf"],
  ["mp3", "audio/mpeg"],
  ["wav", "audio/wav"],
  ["ogg", "audio/ogg"],
  ["flac", "audio/flac"],
  ["m4a", "audio/mp4"],
  ["mp4", "video/mp4"],
  ["webm", "video/webm"],
]);

function typeOfName(name: string): string | undefined {
  return typesByExtension.get(/\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? "");
}

/** How files of each type begin; `?` stands for any byte. */
const signatures: readonly (readonly [string, string])[] = [
  ["\x89PNG", "image/png"],
  ["\xff\xd8\xff", "image/jpeg"],
  ["GIF8", "image/gif"],
  ["RIFF????WEBP", "image/webp"],
  ["%PDF", "application/pdf"],
  ["RIFF????WAVE", "audio/wav"],
  ["OggS", "audio/ogg"],
  ["fLaC", "audio/flac"],
  ["ID3", "audio/mpeg"],
  ["\xff\xfb", "audio/mpeg"],
  ["\xff\xf3", "audio/mpeg"],
  ["????ftypM4A", "audio/mp4"],
  ["????ftyp", "video/mp4"],
  ["\x1aE\xdf\xa3", "audio/webm"],
];

/** The type of a file by its first bytes. */
export function typeOfBytes(bytes: Uint8Array): string {
  const found = signatures.find(([signature]) =>
    [...signature].every((character, index) => character === "?" || character.charCodeAt(0) === bytes[index]),
  );
  return found?.[1] ?? unknownType;
}

/** The bytes of a URL's text: `%89` is one of them, and a `%` that starts no number stands for itself. */
function percentDecode(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (!text.includes("%")) return bytes;
  const percent = 0x25;
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const digits =
      bytes[index] === percent ? String.fromCharCode(...bytes.subarray(index + 1, index + 3)) : "";
    const isEncoded = /^[0-9a-f]{2}$/i.test(digits);
    bytes[length] = isEncoded ? Number.parseInt(digits, 16) : (bytes[index] ?? 0);
    if (isEncoded) index += 2;
    length += 1;
  }
  return bytes.subarray(0, length);
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function unusable(why: string, cause?: unknown): OpenRouterError {
  return new OpenRouterError(`The attached medium is not usable: ${why}.`, {
    kind: "parameter",
    code: "invalid_media",
    retryable: false,
    cause,
  });
}
