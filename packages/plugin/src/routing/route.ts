import type { IAgentRuntime } from "@elizaos/core";
import type { Settings } from "../settings/settings.js";
import type { CallOptions } from "./call-options.js";
import type { ModelChoice } from "./model-choice.js";
import { forImages } from "./provider-preferences.js";
import { conversationKey } from "./room.js";
import type { JsonObject } from "./wire-case.js";

/** Members of a request's body that say where it goes. */
export interface Route {
  readonly model: string;
  readonly models?: string[];
  readonly provider?: JsonObject;
  readonly session_id?: string;
}

/** Longest `session_id` OpenRouter takes. */
const longestSessionId = 256;

/** The route of a chat request: model, fallbacks, provider preferences and session. */
export function chatRoute(
  runtime: IAgentRuntime,
  settings: Settings,
  choice: ModelChoice,
  options: CallOptions,
): Route {
  const models = fallbacksOf(settings, choice, options);
  return {
    model: choice.model,
    ...(models.length === 0 ? {} : { models }),
    ...providerMember(settings, options),
    ...sessionMember(runtime, settings, options),
  };
}

/** The route of a request to an endpoint that takes no fallback models. */
export function embeddingRoute(
  runtime: IAgentRuntime,
  settings: Settings,
  choice: ModelChoice,
  options: CallOptions,
): Route {
  return {
    model: choice.model,
    ...providerMember(settings, options),
    ...sessionMember(runtime, settings, options),
  };
}

/** Images are routed by fewer preferences, and in no session: there is no prompt cache to reach. */
export function imageRoute(settings: Settings, choice: ModelChoice, options: CallOptions): Route {
  const { provider } = providerMember(settings, options);
  const accepted = provider === undefined ? {} : forImages(provider);
  return { model: choice.model, ...(Object.keys(accepted).length === 0 ? {} : { provider: accepted }) };
}

/** The audio endpoints take no provider preferences at all. */
export function audioRoute(choice: ModelChoice): Route {
  return { model: choice.model };
}

function fallbacksOf(settings: Settings, choice: ModelChoice, options: CallOptions): string[] {
  const configured = options.models ?? settings.get("fallbackModels") ?? [];
  const successor = choice.successor === undefined || options.models !== undefined ? [] : [choice.successor];
  return [...new Set([...successor, ...configured])].filter((model) => model !== choice.model);
}

/** What the call says about a preference goes before what the settings say about the same one. */
function providerMember(settings: Settings, options: CallOptions): { provider?: JsonObject } {
  const provider = { ...settings.get("providerPreferences")?.preferences, ...options.provider };
  return Object.keys(provider).length === 0 ? {} : { provider };
}

function sessionMember(
  runtime: IAgentRuntime,
  settings: Settings,
  options: CallOptions,
): { session_id?: string } {
  if (options.body.session_id !== undefined || !settings.get("sessionStickiness")) return {};
  return { session_id: `elizaos:${conversationKey(runtime)}`.slice(0, longestSessionId) };
}
