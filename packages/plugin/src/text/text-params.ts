import type { GenerateTextParams } from "@elizaos/core";
import type { CommonParams } from "../call/model-call.js";
import { isRecord } from "../routing/wire-case.js";

/**
 * What a text call may carry: elizaOS's own parameters, and those that later cores add and this one passes on
 * without declaring them. The latter are checked where they are read.
 */
export type TextParams = Partial<Omit<GenerateTextParams, "responseFormat">> &
  CommonParams & {
    readonly system?: unknown;
    readonly messages?: unknown;
    readonly tools?: unknown;
    readonly toolChoice?: unknown;
    readonly responseSchema?: unknown;
    readonly responseFormat?: unknown;
    readonly omitMaxTokens?: unknown;
    readonly prefill?: unknown;
  };

/** A later core calls with messages, tools or a schema, and then expects an object and not a bare text. */
export function wantsObjectResult(params: TextParams): boolean {
  return Array.isArray(params.messages) || isRecord(params.responseSchema);
}
