import type { IAgentRuntime } from "@elizaos/core";
import { type CommonParams, type ModelCall, startCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { useSuccessor } from "../call/recoveries.js";
import { errorFromThrown } from "../errors/from-thrown.js";
import { errorFromWire } from "../errors/from-wire.js";
import { OpenRouterError } from "../errors/openrouter-error.js";
import { parameterError } from "../errors/parameter-error.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { audioRoute } from "../routing/route.js";
import { isRecord } from "../routing/wire-case.js";
import { reportUse } from "../usage/report-use.js";

const chain = ["speechModel"] as const satisfies ModelSettingChain;

/** A text, or elizaOS's parameters. */
export type SpeechParams =
  | string
  | (CommonParams & {
      readonly text?: unknown;
      readonly voice?: unknown;
      readonly speed?: unknown;
      /** `mp3` (the default) or `pcm`. */
      readonly format?: unknown;
    });

interface SpeechRequest {
  readonly model: string;
  readonly input: string;
  readonly voice: string;
  readonly response_format: "mp3" | "pcm";
  readonly speed?: number;
}

/**
 * Answers one text-to-speech call of elizaOS.
 *
 * @returns the bytes of an MP3 file, or raw 16-bit PCM where that was asked for.
 */
export async function speak(
  runtime: IAgentRuntime,
  platform: Platform,
  params: SpeechParams,
): Promise<Uint8Array> {
  const given = typeof params === "string" ? { text: params } : params;
  if (typeof given.text !== "string" || given.text.trim() === "")
    throw parameterError("text", "it is missing");
  const call = await startCall(runtime, platform, "TEXT_TO_SPEECH", chain, given);
  try {
    const voice = "voice" in given && typeof given.voice === "string" ? given.voice : "";
    const request: SpeechRequest = {
      ...audioRoute(call.choice),
      input: given.text,
      voice: voice === "" ? call.connection.settings.get("speechVoice") : voice,
      response_format: "format" in given && given.format === "pcm" ? "pcm" : "mp3",
      ...("speed" in given && typeof given.speed === "number" && given.speed > 0
        ? { speed: given.speed }
        : {}),
      ...call.options.body,
    };
    const { bytes, generationId } = await perform(call, request, [useSuccessor], (body) =>
      requestSpeech(call, body),
    );
    reportUse(call, { generationId, usage: undefined });
    return bytes;
  } finally {
    call.cancellation.release();
  }
}

async function requestSpeech(
  call: ModelCall,
  body: SpeechRequest,
): Promise<{ bytes: Uint8Array; generationId: string | undefined }> {
  const { connection, context, cancellation } = call;
  const { signal } = cancellation;
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await connection.client.audio.speech.create(body, { signal });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    throw errorFromThrown(thrown, connection.sdk, { signal, timeoutMs: connection.client.timeout }, context);
  }
  const { headers } = response;
  // Audio is no JSON; an error that came with status 200 is.
  if (headers.get("content-type")?.includes("json")) {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const error =
      isRecord(body) && isRecord(body.error) ? body.error : { message: "an answer without audio" };
    throw errorFromWire(error, { headers }, context);
  }
  if (bytes.length === 0) {
    throw new OpenRouterError("OpenRouter answered without audio.", {
      kind: "response",
      code: "no_audio",
      retryable: true,
      model: context.model,
    });
  }
  return { bytes, generationId: headers.get("x-generation-id") ?? undefined };
}
