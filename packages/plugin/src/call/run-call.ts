import type { IAgentRuntime } from "@elizaos/core";
import type { Platform } from "../platform/platform.js";
import type { ModelSettingChain } from "../routing/model-choice.js";
import { reportFailedUse } from "../usage/report-use.js";
import { type CommonParams, type ModelCall, startCall } from "./model-call.js";

/**
 * Opens a call, runs it, and ends it: a failure that was billed is reported, and the caller's signal let go.
 *
 * @throws whatever opening or running throws.
 */
export async function runCall<Result>(
  runtime: IAgentRuntime,
  platform: Platform,
  type: string,
  chain: ModelSettingChain,
  params: CommonParams,
  run: (call: ModelCall) => Promise<Result>,
): Promise<Result> {
  const call = await startCall(runtime, platform, type, chain, params);
  try {
    return await run(call);
  } catch (error) {
    // Other requests of the call, such as those for more images, must not go on, and on the bill, for nobody.
    call.cancellation.abort();
    reportFailedUse(call, error);
    throw error;
  } finally {
    call.cancellation.release();
  }
}
