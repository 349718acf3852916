import type { ModelCall } from "../call/model-call.js";
import type { ChatMessage, ChatRequest, ContentPart, ResponseFormat, WireTool } from "../client/wire.js";
import { parameterError } from "../errors/parameter-error.js";
import { type Attachment, attachmentPart } from "../media/content-part.js";
import { chatRoute } from "../routing/route.js";
import { isRecord } from "../routing/wire-case.js";
import { convertMessages } from "./convert-messages.js";
import { convertToolChoice } from "./convert-tools.js";
import { cachedPromptParts, takesCacheBreakpoints } from "./prompt-parts.js";
import { samplingOf } from "./sampling.js";
import type { TextParams } from "./text-params.js";

/**
 * The body of a text call. Only what the caller, or a setting, asked for is in it: an absent parameter means the
 * provider's own default, and a made-up one would narrow the providers OpenRouter can choose from.
 */
export async function buildChatRequest(
  call: ModelCall,
  params: TextParams,
  tools: readonly WireTool[],
): Promise<ChatRequest> {
  const { settings } = call.connection;
  const effort = settings.get("reasoningEffort");
  const toolChoice = tools.length === 0 ? undefined : convertToolChoice(params.toolChoice);
  const format = readResponseFormat(params.responseFormat);
  return {
    ...chatRoute(call),
    messages: await buildMessages(call, params),
    ...samplingOf(params),
    ...(tools.length === 0 ? {} : { tools: [...tools] }),
    ...(toolChoice === undefined ? {} : { tool_choice: toolChoice }),
    ...(format === undefined ? {} : { response_format: format }),
    ...(effort === undefined ? {} : { reasoning: { effort } }),
    // Last, so that what a call says in OpenRouter's own words holds.
    ...call.options.body,
  };
}

async function buildMessages(call: ModelCall, params: TextParams): Promise<ChatMessage[]> {
  const given = Array.isArray(params.messages) ? await convertMessages(params.messages, call.platform) : [];
  const messages: ChatMessage[] = [];
  const system = params.system ?? (given.some(isInstruction) ? undefined : call.runtime.character.system);
  if (typeof system === "string" && system.trim() !== "") messages.push({ role: "system", content: system });
  messages.push(...given);
  const prompt = params.prompt ?? "";
  const attachments = await Promise.all(
    attachmentsOf(params).map((attachment) => attachmentPart(attachment, call.platform)),
  );
  if (prompt !== "" || attachments.length > 0) {
    messages.push({ role: "user", content: userContent(call, params, prompt, attachments) });
  }
  if (typeof params.prefill === "string" && params.prefill !== "") {
    messages.push({ role: "assistant", content: params.prefill });
  }
  if (!messages.some((message) => message.role !== "system")) {
    throw parameterError("prompt", "there is neither a prompt nor a message");
  }
  return messages;
}

function attachmentsOf({ attachments }: TextParams): readonly Attachment[] {
  if (attachments === undefined || attachments === null) return [];
  if (!Array.isArray(attachments)) throw parameterError("attachments", "it is no list");
  return attachments.map((attachment, index) => {
    if (isRecord(attachment)) return attachment;
    throw parameterError(`attachments[${index}]`, "it is no object");
  });
}

function isInstruction(message: ChatMessage): boolean {
  return message.role === "system" || message.role === "developer";
}

function userContent(
  call: ModelCall,
  params: TextParams,
  prompt: string,
  attachments: readonly ContentPart[],
): string | ContentPart[] {
  const cached = takesCacheBreakpoints(call.choice.model)
    ? cachedPromptParts(prompt, params.promptSegments)
    : undefined;
  if (cached === undefined && attachments.length === 0) return prompt;
  return [...(cached ?? (prompt === "" ? [] : [{ type: "text" as const, text: prompt }])), ...attachments];
}

/** `json_object`, `text`, or a format as on the wire. */
function readResponseFormat(format: unknown): ResponseFormat | undefined {
  const type = isRecord(format) ? format.type : format;
  switch (type) {
    case undefined:
    case "":
    case "text":
      return undefined;
    case "json_object":
      return { type };
    case "json_schema": {
      const described = isRecord(format) ? (format.json_schema ?? format.jsonSchema) : undefined;
      if (!isRecord(described) || !isRecord(described.schema)) {
        throw parameterError("responseFormat", "json_schema needs a schema");
      }
      return {
        type,
        json_schema: {
          name: typeof described.name === "string" ? described.name : "answer",
          ...(typeof described.strict === "boolean" ? { strict: described.strict } : {}),
          schema: JSON.parse(JSON.stringify(described.schema)),
        },
      };
    }
    default:
      throw parameterError("responseFormat", `${JSON.stringify(format)} is no known format`);
  }
}
