import type { IAgentRuntime } from "@elizaos/core";
import { type ModelCall, startCall } from "../call/model-call.js";
import { withoutUnsupported } from "../catalogue/unsupported-parameters.js";
import type { ChatRequest } from "../client/wire.js";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import type { JsonValue } from "../routing/wire-case.js";
import type { ChatOutcome } from "../text/chat-outcome.js";
import { buildChatRequest } from "../text/chat-request.js";
import { chatRecoveries, completeText } from "../text/complete-text.js";
import type { ToolExecutor } from "../text/convert-tools.js";
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
  const call = await startCall(runtime, platform, type, objectModelSettings[type], params);
  try {
    const { responseFormat: _, ...rest } = params;
    const request = withoutUnsupported(call, await buildChatRequest(call, rest, []));
    const { value } = await requestObject(call, request, objectSchemaOf(params), new Map());
    return value;
  } finally {
    call.cancellation.release();
  }
}

/**
 * Asks for an object in the strictest form the model takes, reads it, and reports its use, also when it turns out
 * to be none: it was generated, and paid for.
 */
export async function requestObject(
  call: ModelCall,
  request: ChatRequest,
  wanted: ObjectSchema,
  executors: ReadonlyMap<string, ToolExecutor>,
): Promise<ObjectOutcome> {
  const { client } = call.connection;
  const { outcome, body } = await completeText(call, withFormat(client, request, wanted.schema), executors, [
    ...chatRecoveries,
    ...formatRecoveries(wanted.schema),
  ]);
  rememberFormat(client, body);
  reportUse(call, outcome);
  // With calls left to run there is no answer yet.
  if (outcome.toolCalls.length > 0) return { value: null, outcome };
  return { value: await readObject(outcome, wanted, call.choice.model), outcome };
}
