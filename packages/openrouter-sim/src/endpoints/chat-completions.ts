import type { Reply } from "../behaviour.js";
import type { Exchange } from "../exchange.js";
import type { JsonObject, JsonValue } from "../recorded-request.js";
import { checkedResponse } from "../validation/responses.js";
import type { Endpoint } from "./endpoint.js";

const created = 1_790_000_000;
const charactersPerToken = 4;
const usdPerToken = 0.000_001;

/** `POST /chat/completions`. Unscripted, it repeats the last message. */
export const chatCompletions: Endpoint = {
  method: "POST",
  path: "/chat/completions",
  async answer(exchange, behaviour) {
    const reply: Reply = { text: `You said: ${lastText(exchange.request.body)}`, ...behaviour };
    await exchange.pause(reply.delayMs ?? 0);
    if (exchange.request.body?.stream === true) await stream(exchange, reply);
    else exchange.sendJson(200, checkedResponse("chat", wholeAnswer(exchange, reply)), reply.headers);
  },
};

function wholeAnswer(exchange: Exchange, reply: Reply): JsonObject {
  const text = reply.pieces === undefined ? (reply.text ?? "") : [...piecesOf(reply)].join("");
  return {
    ...envelope(exchange, reply, "chat.completion"),
    choices: [
      {
        index: 0,
        logprobs: null,
        finish_reason: reply.finishReason === undefined ? "stop" : reply.finishReason,
        native_finish_reason: reply.nativeFinishReason ?? "STOP",
        message: {
          role: "assistant",
          content: text,
          refusal: reply.refusal ?? null,
          reasoning: reply.reasoning ?? null,
          ...reply.message,
        },
        ...(reply.choiceError === undefined ? {} : { error: reply.choiceError, finish_reason: "error" }),
      },
    ],
    ...usageMember(exchange, reply, text),
  };
}

async function stream(exchange: Exchange, reply: Reply): Promise<void> {
  exchange.startStream(reply.headers);
  for (let count = 0; count < (reply.keepAlives?.count ?? 0) && !exchange.isOver; count += 1) {
    await exchange.keepAlive();
    await exchange.pause(reply.keepAlives?.everyMs ?? 0);
  }
  const chunk = (delta: JsonObject, members: JsonObject = {}): JsonObject => ({
    ...envelope(exchange, reply, "chat.completion.chunk"),
    choices: [
      { index: 0, delta, finish_reason: null, native_finish_reason: null, logprobs: null, ...members },
    ],
  });
  if (reply.reasoning !== undefined) {
    await exchange.event(chunk({ role: "assistant", content: "", reasoning: reply.reasoning }));
  }
  let text = "";
  for (const piece of piecesOf(reply)) {
    if (exchange.isOver) return;
    text += piece;
    await exchange.event(chunk({ role: "assistant", content: piece }));
    await exchange.pause(reply.pieceDelayMs ?? 0);
  }
  if (reply.refusal !== undefined) await exchange.event(chunk({ refusal: reply.refusal }));
  if (reply.message !== undefined) await exchange.event(chunk(reply.message));
  await finish(exchange, reply, text, chunk);
}

async function finish(
  exchange: Exchange,
  reply: Reply,
  text: string,
  chunk: (delta: JsonObject, members?: JsonObject) => JsonObject,
): Promise<void> {
  const ending = reply.ending ?? "complete";
  if (typeof ending === "object") {
    await exchange.event({
      ...chunk({ content: "" }, { finish_reason: "error" }),
      error: ending.error,
    });
    exchange.end();
    return;
  }
  switch (ending) {
    case "complete": {
      const finishReason = reply.finishReason === undefined ? "stop" : reply.finishReason;
      const nativeReason = reply.nativeFinishReason ?? "STOP";
      const error = reply.choiceError === undefined ? {} : { error: reply.choiceError };
      await exchange.event(
        chunk({ content: "" }, { finish_reason: finishReason, native_finish_reason: nativeReason, ...error }),
      );
      const usage = usageMember(exchange, reply, text);
      const last = { ...envelope(exchange, reply, "chat.completion.chunk"), choices: [], ...usage };
      await exchange.event(checkedResponse("chat-chunk", last));
      await exchange.event("[DONE]");
      exchange.end();
      return;
    }
    case "cut":
      exchange.end();
      return;
    case "reset":
      // The parts already written must leave before the socket breaks.
      await exchange.pause(20);
      exchange.reset();
      return;
    case "hang":
      await exchange.request.ended;
      return;
    case "keep-alive-for-ever":
      while (!exchange.isOver) {
        await exchange.keepAlive();
        await exchange.pause(reply.keepAlives?.everyMs ?? 20);
      }
      return;
  }
}

function envelope(exchange: Exchange, reply: Reply, object: string): JsonObject {
  const model = exchange.request.body?.model;
  return {
    id: reply.id ?? exchange.generationId,
    object,
    created,
    model: reply.model ?? (typeof model === "string" ? model : "openrouter/auto"),
    provider: reply.provider ?? "SimProvider",
    ...(object === "chat.completion" ? { system_fingerprint: null } : {}),
  };
}

function usageMember(exchange: Exchange, reply: Reply, text: string): JsonObject {
  if (reply.usage === null) return {};
  const promptTokens = tokens(JSON.stringify(exchange.request.body?.messages ?? ""));
  const completionTokens = tokens(text);
  return {
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      cost: (promptTokens + completionTokens) * usdPerToken,
      is_byok: false,
      ...reply.usage,
      prompt_tokens_details: {
        cached_tokens: 0,
        cache_write_tokens: 0,
        ...asObject(reply.usage?.prompt_tokens_details),
      },
      completion_tokens_details: { reasoning_tokens: 0, ...asObject(reply.usage?.completion_tokens_details) },
      cost_details: {
        upstream_inference_cost: null,
        upstream_inference_prompt_cost: 0,
        upstream_inference_completions_cost: 0,
        ...asObject(reply.usage?.cost_details),
      },
    },
  };
}

function tokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

function piecesOf(reply: Reply): Iterable<string> {
  if (typeof reply.pieces === "function") return reply.pieces();
  return reply.pieces ?? reply.text?.match(/\S+\s*|\s+/g) ?? [];
}

/** The text of the last message, whether its content is text or parts. */
function lastText(body: JsonObject | undefined): string {
  const messages = body?.messages;
  const last = Array.isArray(messages) ? messages.at(-1) : undefined;
  const content = memberOf(last, "content");
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part) => memberOf(part, "text"))
    .filter((text) => typeof text === "string")
    .join("");
}

function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return asObject(value)[name];
}
