import type { IAgentRuntime } from "@elizaos/core";
import { type CommonParams, type ModelCall, startCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { useSuccessor } from "../call/recoveries.js";
import { post } from "../client/send.js";
import type { WireError } from "../client/wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
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

interface TranscriptionResponse {
  readonly text?: string | null;
  readonly usage?: {
    readonly input_tokens?: number | null;
    readonly output_tokens?: number | null;
    readonly total_tokens?: number | null;
    readonly cost?: number | null;
  } | null;
  readonly error?: WireError | null;
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
  const call = await startCall(runtime, platform, "TRANSCRIPTION", chain, isParams ? params : {});
  try {
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
    const { data, headers } = await perform(call, body, [useSuccessor], (changed) =>
      post<TranscriptionResponse>(
        call.connection,
        "/audio/transcriptions",
        changed,
        call.context,
        call.cancellation.signal,
      ),
    );
    reportUse(call, {
      generationId: headers.get("x-generation-id") ?? undefined,
      usage: convertAudioUsage(data.usage),
    });
    if (typeof data.text === "string") return data.text;
    throw new OpenRouterError("OpenRouter answered without a transcription.", {
      kind: "response",
      code: "no_transcription",
      retryable: true,
      model: call.choice.model,
    });
  } finally {
    call.cancellation.release();
  }
}

/** Audio is counted in other words than text; the tokens of a provider that bills seconds are zero. */
function convertAudioUsage(usage: TranscriptionResponse["usage"]) {
  if (usage === null || usage === undefined) return undefined;
  const promptTokens = usage.input_tokens ?? 0;
  const completionTokens = usage.output_tokens ?? 0;
  return {
    promptTokens,
    completionTokens,
    totalTokens: usage.total_tokens ?? promptTokens + completionTokens,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    cost: usage.cost ?? undefined,
    upstreamCost: undefined,
    isByok: false,
  };
}

async function readAudio(
  call: ModelCall,
  source: unknown,
  mediaType: string | undefined,
): Promise<{ base64: string; mediaType: string }> {
  const data = await toMediaData(source);
  const media = await readMedia(data, mediaType, call.platform);
  if (media.kind === "inline") return media;
  const download = call.runtime.fetch ?? globalThis.fetch;
  const response = await download(media.url, { signal: call.cancellation.signal });
  if (!response.ok) {
    throw parameterError(
      "audioUrl",
      `the audio cannot be fetched: ${response.status} ${response.statusText}`,
    );
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const declared = response.headers.get("content-type")?.split(";")[0];
  const fetched = await readMedia(
    bytes,
    declared?.startsWith("audio/") ? declared : undefined,
    call.platform,
  );
  if (fetched.kind === "inline") return fetched;
  throw new TypeError("Bytes are always inline.");
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
