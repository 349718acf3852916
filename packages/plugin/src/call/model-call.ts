import type { IAgentRuntime } from "@elizaos/core";
import { type Cancellation, linkCancellation } from "../client/cancellation.js";
import { type Connection, connect } from "../client/connection.js";
import { RetryBudget } from "../client/retry.js";
import type { FailureContext } from "../errors/from-wire.js";
import { warnOnce } from "../log/warn-once.js";
import type { Platform } from "../platform/platform.js";
import { type CallOptions, readCallOptions } from "../routing/call-options.js";
import { chooseModel, type ModelChoice, type ModelSettingChain } from "../routing/model-choice.js";
import { conversationKey } from "../routing/room.js";
import type { SettingValue } from "../settings/definitions.js";
import type { Settings } from "../settings/settings.js";
import { UsageMeter } from "../usage/usage-meter.js";

/** What every kind of call may carry besides its own parameters; later cores declare these. */
export interface CommonParams {
  readonly model?: unknown;
  readonly providerOptions?: unknown;
  readonly signal?: AbortSignal | null;
}

/** One call of elizaOS under way. */
export interface ModelCall {
  readonly runtime: IAgentRuntime;
  readonly platform: Platform;
  /** The elizaOS model type, for example `TEXT_SMALL`. */
  readonly type: string;
  readonly connection: Connection;
  readonly choice: ModelChoice;
  readonly options: CallOptions;
  readonly context: FailureContext;
  readonly cancellation: Cancellation;
  readonly budget: RetryBudget;
  readonly meter: UsageMeter;
  readonly usageLogLevel: SettingValue<"usageLogLevel">;
  /** From `performance.now()`. */
  readonly startedAt: number;
}

/**
 * Opens a call: reads the settings as they are now, chooses the model, and links the caller's signal. Whoever
 * opens a call must end it; `runCall` does.
 *
 * @throws OpenRouterError of kind `setting` or `parameter`.
 */
export async function startCall(
  runtime: IAgentRuntime,
  platform: Platform,
  type: string,
  chain: ModelSettingChain,
  params: CommonParams,
): Promise<ModelCall> {
  const startedAt = performance.now();
  const connection = await connect(runtime, platform);
  const options = readCallOptions(params);
  const choice = chooseModel(connection.settings, chain, options.model, conversationKey(runtime));
  const { problem } = platform.hostConfiguration();
  for (const warning of [problem, ...preferenceWarnings(connection.settings), ...options.warnings]) {
    if (warning !== undefined) warnOnce(runtime, warning);
  }
  const usageLogLevel = connection.settings.get("usageLogLevel");
  const cancellation = linkCancellation(params.signal);
  return {
    runtime,
    platform,
    type,
    connection,
    choice,
    options,
    context: { secrets: connection.secrets, model: choice.model, modelSetting: choice.setting },
    cancellation,
    budget: new RetryBudget({
      maxRetries: connection.maxRetries,
      signal: cancellation.signal,
      onRetry: (error, waitMs) =>
        runtime.logger.debug(`${error.message} Trying again in ${Math.round(waitMs)} ms.`),
    }),
    meter: new UsageMeter(),
    // Read now, like every setting: one that is not allowed must be told before anything is paid for.
    usageLogLevel,
    startedAt,
  };
}

/** What the configured preferences say that OpenRouter does not know; for every model type, so that it is seen early. */
function preferenceWarnings(settings: Settings): string[] {
  const preferences = settings.get("providerPreferences");
  if (preferences === undefined) return [];
  const all = [preferences.common, ...preferences.byType.values()];
  return all.flatMap((some) => some?.warnings ?? []);
}
