import type { IAgentRuntime } from "@elizaos/core";
import { startCall } from "../call/model-call.js";
import { withoutUnsupported } from "../catalogue/unsupported-parameters.js";
import { requestObject } from "../object/generate-object.js";
import { objectSchemaOf } from "../object/object-schema.js";
import type { Platform } from "../platform/platform.js";
import { isRecord } from "../routing/wire-case.js";
import { reportFailedUse, reportUse } from "../usage/report-use.js";
import { buildChatRequest } from "./chat-request.js";
import { completeText } from "./complete-text.js";
import { convertTools, type RunnableTools } from "./convert-tools.js";
import { streamText } from "./stream-text.js";
import type { OpenRouterTextStream } from "./text-answers.js";
import { type TextModelType, textModelSettings } from "./text-models.js";
import { type TextParams, wantsObjectResult } from "./text-params.js";
import { TextResult } from "./text-result.js";

/**
 * Answers one text call of elizaOS.
 *
 * @returns an `OpenRouterTextStream` when `params.stream` is set; else the text, or, for a call with messages or
 * with tool calls left to run, a {@link TextResult}.
 * @throws OpenRouterError for every failure; see `OpenRouterErrorKind`.
 */
export async function generateText(
  runtime: IAgentRuntime,
  platform: Platform,
  type: TextModelType,
  params: TextParams,
): Promise<string | TextResult | OpenRouterTextStream> {
  const call = await startCall(runtime, platform, type, textModelSettings[type], params);
  let isStreaming = false;
  try {
    const { tools, executors } = convertTools(params.tools);
    const runnable: RunnableTools = {
      executors,
      mostSteps: call.connection.settings.get("toolExecutionMaxSteps"),
    };
    const request = withoutUnsupported(call, await buildChatRequest(call, params, tools));
    if (isRecord(params.responseSchema)) {
      // A stream of an object could not be checked before it is used.
      const wanted = objectSchemaOf({ schema: params.responseSchema });
      const { value, outcome } = await requestObject(call, request, wanted, runnable);
      return new TextResult(
        outcome.toolCalls.length > 0 ? outcome.text : JSON.stringify(value),
        outcome,
        value,
      );
    }
    if (params.stream === true) {
      isStreaming = true;
      return await streamText(call, request, runnable);
    }
    const { outcome } = await completeText(call, request, runnable);
    reportUse(call, { finishReason: outcome.finishReason });
    // Tools that all bring their code are the plugin's own affair; any other has to reach the caller.
    const areToolsInternal = tools.length === executors.size && outcome.toolCalls.length === 0;
    if (!wantsObjectResult(params) && areToolsInternal) return outcome.text;
    return new TextResult(outcome.text, outcome);
  } catch (error) {
    if (!isStreaming) reportFailedUse(call, error);
    throw error;
  } finally {
    if (!isStreaming) call.cancellation.release();
  }
}
