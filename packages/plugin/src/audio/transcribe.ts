import type { IAgentRuntime } from "@elizaos/core";
import type { CommonParams, ModelCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { useSuccessor } from "../call/recoveries.js";
import { runCall } from "../call/run-call.js";
import { type AnyAnswer, post } from "../client/send.js";
import { type Body, type BodyStart, readUpTo } from "../client/watched-body.js";
import { answerError } from "../errors/answer-error.js";
import { errorFromThrown } from "../errors/from-thrown.js";
import { parameterError } from "../errors/parameter-error.js";
import { audioFormatOf } from "../media/content-part.js";
import { type MediaData, readMedia } from "../media/media-source.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { audioRoute } from "../routing/route.js";
import { isRecord } from "../routing/wire-case.js";
import { reportUse } from "../usage/report-use.js";

const chain = ["transcriptionModel"] as const satisfies ModelSettingChain;

/** Bytes, a `Blob`, an address (http, `data:`, `file:`, path), or elizaOS's parameters. */
export type TranscriptionParams =
  | string
  | Uint8Array
  | ArrayBuffer
  | Blob
  | (CommonParams & {
      readonly audioUrl?: unknown;
      readonly audio?: unknown;
      readonly mimeType?: unknown;
      readonly language?: unknown;
    });

interface TranscriptionResponse extends AnyAnswer {
  readonly text?: string | null;
}

/**
 * Answers one transcription call of elizaOS. OpenRouter takes the audio inside JSON, so a remote file is fetched
 * here.
 *
 * @returns the spoken text; empty for silence.
 */
export async function transcribe(
  runtime: IAgentRuntime,
  platform: Platform,
  params: TranscriptionParams,
): Promise<string> {
  const isParams = isRecord(params) && !isBinary(params);
  return runCall(runtime, platform, "TRANSCRIPTION", chain, isParams ? params : {}, async (call) => {
    const source: unknown = isParams ? (params.audio ?? params.audioUrl) : params;
    const mediaType = isParams && typeof params.mimeType === "string" ? params.mimeType : undefined;
    const language = isParams && typeof params.language === "string" ? { language: params.language } : {};
    const audio = await readAudio(call, source, mediaType);
    const body = {
      ...audioRoute(call.choice),
      input_audio: { data: audio.base64, format: audioFormatOf(audio.mediaType) },
      ...language,
      ...call.options.body,
    };
    const { data } = await perform(call, body, [useSuccessor], (changed) =>
      post<TranscriptionResponse>(call, "/audio/transcriptions", changed),
    );
    if (typeof data.text !== "string") {
      const { generationId } = call.meter.origin;
      const details = { kind: "response", code: "no_transcription", retryable: true, generationId } as const;
      throw answerError("OpenRouter answered without a transcription.", details, call.context);
    }
    reportUse(call);
    return data.text;
  });
}

async function readAudio(
  call: ModelCall,
  source: unknown,
  mediaType: string | undefined,
): Promise<{ base64: string; mediaType: string }> {
  const data = await toMediaData(source);
  const media = await readMedia(data, mediaType, call.platform);
  if (media.kind === "inline") return media;
  const { bytes, declaredType } = await download(call, media.url);
  const fetched = await readMedia(bytes, declaredType, call.platform);
  if (fetched.kind === "inline") return fetched;
  throw new TypeError("Bytes are always inline.");
}

/** Hours of speech. Anybody may send an agent an address, also one that never ends. */
const longestAudio = 100 * 1024 * 1024;

async function download(
  call: ModelCall,
  url: string,
): Promise<{ bytes: Uint8Array; declaredType: string | undefined }> {
  const { connection, context, cancellation } = call;
  const { signal } = cancellation;
  const timeoutMs = connection.client.timeout;
  const fetchAudio = call.runtime.fetch ?? globalThis.fetch;
  let response: Response;
  let start: BodyStart;
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    response = await fetchAudio(url, { signal: either });
    start = await readUpTo(await bodyOf(response), longestAudio);
    if (start.failure !== undefined) throw start.failure;
  } catch (thrown) {
    if (signal.aborted) throw errorFromThrown(thrown, connection.sdk, { signal }, context);
    throw parameterError("audioUrl", `the audio cannot be fetched: ${reasonOf(thrown)}`);
  }
  if (!response.ok) {
    throw parameterError(
      "audioUrl",
      `the audio cannot be fetched: ${response.status} ${response.statusText}`,
    );
  }
  if (!start.isWhole) throw parameterError("audioUrl", `the audio is longer than ${longestAudio} bytes`);
  const declared = response.headers.get("content-type")?.split(";")[0];
  return { bytes: start.bytes, declaredType: declared?.startsWith("audio/") ? declared : undefined };
}

/** The `fetch` that a host gives its runtime may be of a library whose bodies are Node's streams, or none at all. */
async function bodyOf(response: Response): Promise<Body> {
  return response.body instanceof ReadableStream
    ? response.body
    : new Blob([await response.arrayBuffer()]).stream();
}

/** "fetch failed" says nothing; what made it fail does. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? thrown.cause.message : thrown.message;
}

function isBinary(value: object): boolean {
  return value instanceof Uint8Array || value instanceof ArrayBuffer || value instanceof Blob;
}

async function toMediaData(source: unknown): Promise<MediaData> {
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  if (typeof source === "string" && source !== "") return source;
  if (source instanceof Uint8Array || source instanceof ArrayBuffer || source instanceof URL) return source;
  throw parameterError("audioUrl", "there is no audio");
}
