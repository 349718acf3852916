import type { IAgentRuntime } from "@elizaos/core";
import type { CommonParams, ModelCall } from "../call/model-call.js";
import { perform } from "../call/perform.js";
import { useSuccessor } from "../call/recoveries.js";
import { runCall } from "../call/run-call.js";
import { isAnswer, malformed, throwIfError } from "../client/send.js";
import { answerError } from "../errors/answer-error.js";
import { errorFromThrown } from "../errors/from-thrown.js";
import { parameterError } from "../errors/parameter-error.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { audioRoute } from "../routing/route.js";
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
  const { text } = given;
  if (typeof text !== "string" || text.trim() === "") throw parameterError("text", "it is missing");
  return runCall(runtime, platform, "TEXT_TO_SPEECH", chain, given, async (call) => {
    const format = ("format" in given && given.format) || "mp3";
    if (format !== "mp3" && format !== "pcm") throw parameterError("format", "it is neither mp3 nor pcm");
    const voice = "voice" in given && typeof given.voice === "string" ? given.voice : "";
    const request: SpeechRequest = {
      ...audioRoute(call.choice),
      input: text,
      voice: voice === "" ? call.connection.settings.get("speechVoice") : voice,
      response_format: format,
      ...("speed" in given && typeof given.speed === "number" && given.speed > 0
        ? { speed: given.speed }
        : {}),
      ...call.options.body,
    };
    const bytes = await perform(call, request, [useSuccessor], (body) => requestSpeech(call, body));
    reportUse(call);
    return bytes;
  });
}

async function requestSpeech(call: ModelCall, body: SpeechRequest): Promise<Uint8Array> {
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
  // Audio is neither JSON nor a web page; an error that came with status 200 is.
  const type = headers.get("content-type") ?? "";
  if (type.includes("json") || type.startsWith("text/")) {
    const answer = tryParse(new TextDecoder().decode(bytes));
    if (isAnswer(answer)) throwIfError(answer, headers, context);
    throw malformed(`${type} where audio was asked for`, headers, context);
  }
  if (bytes.length === 0) {
    const generationId = headers.get("x-generation-id") ?? undefined;
    const details = { kind: "response", code: "no_audio", retryable: true, generationId } as const;
    throw answerError("OpenRouter answered without audio.", details, context);
  }
  call.meter.add({ model: body.model, generationId: headers.get("x-generation-id") ?? undefined }, undefined);
  return bytes;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
