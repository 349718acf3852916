import type { CacheControl, ChatMessage, ContentPart, WireToolCall } from "../client/wire.js";
import { textOf } from "../client/wire-values.js";
import { parameterError } from "../errors/parameter-error.js";
import { attachmentPart, imagePart } from "../media/content-part.js";
import type { MediaData } from "../media/media-source.js";
import type { Platform } from "../platform/platform.js";
import { isRecord } from "../routing/wire-case.js";

/**
 * Chat messages of elizaOS as OpenRouter takes them. Understood are elizaOS's own shape, the wire's, and that of
 * the AI SDK, whose `tool-call` and `tool-result` parts become calls and messages of their own.
 *
 * @throws OpenRouterError of kind `parameter` that says which message cannot be sent.
 */
export async function convertMessages(
  messages: readonly unknown[],
  platform: Platform,
): Promise<ChatMessage[]> {
  const converted = await Promise.all(
    messages.map((message, index) => convertMessage(message, `messages[${index}]`, platform)),
  );
  return converted.flat();
}

async function convertMessage(message: unknown, place: string, platform: Platform): Promise<ChatMessage[]> {
  if (!isRecord(message)) throw parameterError(place, "it is no object");
  const { role } = message;
  switch (role) {
    case "system":
    case "developer":
    case "user":
      return [{ role, content: await convertContent(message.content, place, platform), ...nameOf(message) }];
    case "assistant":
      return [await convertAssistant(message, place, platform)];
    case "tool":
      return convertToolResults(message, place, platform);
    default:
      throw parameterError(place, `its role is ${JSON.stringify(role)}`);
  }
}

async function convertAssistant(
  message: Readonly<Record<string, unknown>>,
  place: string,
  platform: Platform,
): Promise<ChatMessage> {
  const parts = Array.isArray(message.content) ? message.content : [];
  const listed = message.toolCalls ?? message.tool_calls;
  const calls = [
    ...(Array.isArray(listed) ? listed : []),
    ...parts.filter((part) => isRecord(part) && part.type === "tool-call"),
  ];
  const details = message.reasoningDetails ?? message.reasoning_details;
  const content = await convertContent(message.content, place, platform);
  return {
    role: "assistant",
    content: content === "" || content.length === 0 ? null : content,
    ...nameOf(message),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map((call) => convertToolCall(call, place)) }),
    // Signed by the provider: they go back as they came.
    ...(Array.isArray(details) ? { reasoning_details: JSON.parse(JSON.stringify(details)) } : {}),
  };
}

function convertToolCall(call: unknown, place: string): WireToolCall {
  if (!isRecord(call)) throw parameterError(place, "a tool call is no object");
  const inner = isRecord(call.function) ? call.function : call;
  const id = call.id ?? call.toolCallId;
  const name = inner.name ?? call.toolName;
  const given = inner.arguments ?? call.input ?? call.args ?? {};
  if (typeof id !== "string" || typeof name !== "string") {
    throw parameterError(place, "a tool call needs an id and a name");
  }
  return {
    id,
    type: "function",
    function: { name, arguments: typeof given === "string" ? given : JSON.stringify(given) },
  };
}

async function convertToolResults(
  message: Readonly<Record<string, unknown>>,
  place: string,
  platform: Platform,
): Promise<ChatMessage[]> {
  const results = Array.isArray(message.content)
    ? message.content.filter((part) => isRecord(part) && part.type === "tool-result")
    : [];
  if (results.length > 0) {
    return results.map((part) => ({
      role: "tool",
      tool_call_id: String(part.toolCallId),
      content: toolOutputText(part.output ?? part.result),
    }));
  }
  const id = message.toolCallId ?? message.tool_call_id;
  if (typeof id !== "string") throw parameterError(place, "a tool message needs a toolCallId");
  const { content } = message;
  const isContent = typeof content === "string" || Array.isArray(content);
  return [
    {
      role: "tool",
      tool_call_id: id,
      content: isContent ? await convertContent(content, place, platform) : toolOutputText(content),
    },
  ];
}

/** What a tool returned, as the text a model reads. */
export function toolOutputText(output: unknown): string {
  if (typeof output === "string") return output;
  // The AI SDK wraps outputs: `{ type: "text" | "json" | …, value }`.
  if (isRecord(output) && typeof output.type === "string" && "value" in output) {
    return toolOutputText(output.value);
  }
  return JSON.stringify(output) ?? "null";
}

async function convertContent(
  content: unknown,
  place: string,
  platform: Platform,
): Promise<string | ContentPart[]> {
  if (content === null || content === undefined) return "";
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) throw parameterError(place, "its content is neither text nor a list of parts");
  const parts = await Promise.all(content.map((part) => convertPart(part, place, platform)));
  return parts.filter((part) => part !== undefined);
}

async function convertPart(
  part: unknown,
  place: string,
  platform: Platform,
): Promise<ContentPart | undefined> {
  if (typeof part === "string") return { type: "text", text: part };
  if (!isRecord(part)) throw parameterError(place, "a part of its content is no object");
  switch (part.type) {
    case "text": {
      const cache = part.cache_control ?? part.cacheControl;
      const text = String(part.text ?? "");
      return isRecord(cache)
        ? { type: "text", text, cache_control: cacheControlOf(cache.ttl) }
        : { type: "text", text };
    }
    case "image":
      return imagePart(mediaOf(part.image ?? part.data, place), textOf(part.mediaType), platform);
    case "file":
      if (isRecord(part.file)) return { type: "file", file: part.file };
      return attachmentPart(
        {
          data: mediaOf(part.data, place),
          mediaType: textOf(part.mediaType),
          filename: textOf(part.filename),
        },
        platform,
      );
    case "image_url":
    case "video_url": {
      const source = part[part.type];
      const url = textOf(isRecord(source) ? source.url : source);
      if (url === undefined) throw parameterError(place, `a part ${part.type} has no url`);
      return part.type === "image_url"
        ? { type: "image_url", image_url: { ...(isRecord(source) ? source : {}), url } }
        : { type: "video_url", video_url: { url } };
    }
    case "input_audio": {
      const audio = part.input_audio;
      if (!isRecord(audio)) throw parameterError(place, "a part input_audio has no audio");
      return { type: "input_audio", input_audio: { data: String(audio.data), format: String(audio.format) } };
    }
    // Handled with the message they are part of, or, for reasoning without its signature, of no use upstream.
    case "tool-call":
    case "tool-result":
    case "reasoning":
      return undefined;
    default:
      throw parameterError(place, `it has a part of unknown type ${JSON.stringify(part.type)}`);
  }
}

function cacheControlOf(ttl: unknown): CacheControl {
  return ttl === "5m" || ttl === "1h" ? { type: "ephemeral", ttl } : { type: "ephemeral" };
}

function mediaOf(data: unknown, place: string): MediaData {
  if (typeof data === "string" || data instanceof URL) return data;
  if (data instanceof Uint8Array || data instanceof ArrayBuffer) return data;
  throw parameterError(place, "a medium is neither text, nor a URL, nor bytes");
}

function nameOf(message: Readonly<Record<string, unknown>>): { name?: string } {
  const name = textOf(message.name);
  return name === undefined ? {} : { name };
}
