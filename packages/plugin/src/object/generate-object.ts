import type { IAgentRuntime } from "@elizaos/core";
import type { ModelCall } from "../call/model-call.js";
import { runCall } from "../call/run-call.js";
import { withoutUnsupported } from "../catalogue/unsupported-parameters.js";
import type { ChatRequest } from "../client/wire.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import type { JsonValue } from "../routing/wire-case.js";
import type { ChatOutcome } from "../text/chat-outcome.js";
import { buildChatRequest } from "../text/chat-request.js";
import { chatRecoveries, completeText } from "../text/complete-text.js";
import type { RunnableTools } from "../text/convert-tools.js";
import type { TextParams } from "../text/text-params.js";
import { reportUse } from "../usage/report-use.js";
import { formatRecoveries, rememberFormat, withFormat } from "./format-ladder.js";
import { type ObjectSchema, type ObjectWish, objectSchemaOf } from "./object-schema.js";
import { readObject } from "./read-object.js";

/** Which settings name the model of each kind of object call. */
export const objectModelSettings = {
  OBJECT_SMALL: ["smallModel"],
  OBJECT_LARGE: ["largeModel"],
} as const satisfies Record<string, ModelSettingChain>;

const noTools: RunnableTools = { executors: new Map(), mostSteps: 1 };

export type ObjectModelType = keyof typeof objectModelSettings;

/** elizaOS's object parameters, and what text calls take. */
export type ObjectParams = Omit<TextParams, "stream"> & ObjectWish;

/** An object and the answer it was read from. */
export interface ObjectOutcome {
  readonly value: JsonValue;
  readonly outcome: ChatOutcome;
}

/**
 * Answers one object call of elizaOS.
 *
 * @returns JSON that matches the schema: an object, or a list or a word where the call asked for one.
 * @throws OpenRouterError for every failure; never is an error the result.
 */
export async function generateObject(
  runtime: IAgentRuntime,
  platform: Platform,
  type: ObjectModelType,
  params: ObjectParams,
): Promise<JsonValue> {
  return runCall(runtime, platform, type, objectModelSettings[type], params, async (call) => {
    const { responseFormat: _, ...rest } = params;
    const request = withoutUnsupported(call, await buildChatRequest(call, rest, []));
    const { value } = await requestObject(call, request, objectSchemaOf(params), noTools);
    return value;
  });
}

/**
 * Asks for an object in the strictest form the model takes, reads it, and reports its use.
 */
export async function requestObject(
  call: ModelCall,
  request: ChatRequest,
  wanted: ObjectSchema,
  tools: RunnableTools,
): Promise<ObjectOutcome> {
  const { client } = call.connection;
  const formatted = withFormat(client, request, wanted.schema);
  const recoveries = [...chatRecoveries, ...formatRecoveries(wanted.schema)];
  const { outcome, body } = await completeText(call, formatted, tools, recoveries);
  rememberFormat(client, formatted, body);
  // With calls left to run there is no answer yet.
  const isFinal = outcome.toolCalls.length === 0;
  const value = isFinal ? await readObject(outcome, wanted, call.context) : null;
  reportUse(call, { finishReason: outcome.finishReason });
  return { value, outcome };
}
