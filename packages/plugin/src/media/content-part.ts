import type { ContentPart } from "../client/wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import type { Platform } from "../platform/platform.js";
import { base64ToBytes } from "./base64.js";
import { type MediaData, readMedia, toUrl } from "./media-source.js";

/** A medium for a chat message. */
export interface Attachment {
  readonly data: MediaData;
  readonly mediaType?: string | undefined;
  readonly filename?: string | undefined;
}

/** The part for what is known to be an image, even if nothing says of which type. */
export async function imagePart(
  data: MediaData,
  mediaType: string | undefined,
  platform: Platform,
): Promise<ContentPart> {
  const media = await readMedia(data, mediaType, platform);
  const isImage = media.kind === "remote" || media.mediaType.startsWith("image/");
  const url = toUrl(isImage ? media : { ...media, mediaType: "image/png" });
  return { type: "image_url", image_url: { url } };
}

/** What OpenRouter calls the formats of audio whose media types are named otherwise. */
const audioFormats: ReadonlyMap<string, string> = new Map([
  ["mpeg", "mp3"],
  ["x-wav", "wav"],
  ["wave", "wav"],
  ["vnd.wave", "wav"],
  ["mp4", "m4a"],
  ["x-m4a", "m4a"],
  ["x-flac", "flac"],
]);

/** `audio/mpeg` as `mp3`, and so on. */
export function audioFormatOf(mediaType: string): string {
  const subtype = mediaType.split(";")[0]?.split("/")[1]?.toLowerCase() ?? "";
  return audioFormats.get(subtype) ?? subtype;
}

/**
 * The part of a chat message that carries an attachment: images, audio and video as such, text as text, and
 * everything else, PDF first of all, as a file.
 *
 * @throws OpenRouterError of kind `parameter` when the attachment cannot be carried.
 */
export async function attachmentPart(attachment: Attachment, platform: Platform): Promise<ContentPart> {
  const media = await readMedia(attachment.data, attachment.mediaType, platform);
  const mediaType = media.mediaType ?? "application/octet-stream";
  const [family] = mediaType.split("/");
  switch (family) {
    case "image":
      return { type: "image_url", image_url: { url: toUrl(media) } };
    case "video":
      return { type: "video_url", video_url: { url: toUrl(media) } };
    case "audio":
      if (media.kind === "remote") {
        throw new OpenRouterError(
          "Audio must be attached as data: OpenRouter does not fetch it from a URL.",
          {
            kind: "parameter",
            code: "invalid_media",
            retryable: false,
          },
        );
      }
      return { type: "input_audio", input_audio: { data: media.base64, format: audioFormatOf(mediaType) } };
    case "text":
      if (media.kind === "inline") {
        const text = new TextDecoder().decode(base64ToBytes(media.base64));
        return { type: "text", text: `${attachment.filename ?? "Attachment"}:\n${text}` };
      }
      break;
  }
  const filename = attachment.filename ?? (mediaType === "application/pdf" ? "document.pdf" : "file");
  return { type: "file", file: { filename, file_data: toUrl(media) } };
}
