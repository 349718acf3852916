import type { IAgentRuntime } from "@elizaos/core";
import type { Settings } from "../settings/settings.js";
import { ofType } from "./by-model-type.js";
import type { CallOptions } from "./call-options.js";
import type { ModelChoice } from "./model-choice.js";
import { forImages } from "./provider-preferences.js";
import { conversationKey } from "./room.js";
import type { JsonObject } from "./wire-case.js";

/** As much of a call as decides where its requests go. */
export interface RoutedCall {
  readonly runtime: IAgentRuntime;
  readonly type: string;
  readonly connection: { readonly settings: Settings };
  readonly choice: ModelChoice;
  readonly options: CallOptions;
}

/** Members of a request's body that say where it goes. */
export interface Route {
  readonly model: string;
  readonly models?: string[];
  readonly provider?: JsonObject;
  readonly plugins?: JsonObject[];
  readonly session_id?: string;
}

/** Longest `session_id` OpenRouter takes. */
const longestSessionId = 256;

/** The route of a chat request: model, fallbacks, provider preferences, plugins and session. */
export function chatRoute(call: RoutedCall): Route {
  const models = fallbacksOf(call);
  const plugins = ofType(call.connection.settings.get("plugins"), call.type) ?? [];
  return {
    model: call.choice.model,
    ...(models.length === 0 ? {} : { models }),
    ...providerMember(call),
    ...(plugins.length === 0 ? {} : { plugins: [...plugins] }),
    ...sessionMember(call),
  };
}

/** The route of a request to an endpoint that takes no fallback models. */
export function embeddingRoute(call: RoutedCall): Route {
  return { model: call.choice.model, ...providerMember(call), ...sessionMember(call) };
}

/** Images are routed by fewer preferences, and in no session: there is no prompt cache to reach. */
export function imageRoute(call: RoutedCall): Route {
  const { provider } = providerMember(call);
  const accepted = provider === undefined ? {} : forImages(provider);
  return { model: call.choice.model, ...(Object.keys(accepted).length === 0 ? {} : { provider: accepted }) };
}

/** The audio endpoints take no provider preferences at all. */
export function audioRoute(choice: ModelChoice): Route {
  return { model: choice.model };
}

/** Fallbacks that somebody chose stand alone; a default that nobody chose travels with its successor. */
function fallbacksOf({ connection, type, choice, options }: RoutedCall): string[] {
  const chosen = options.models ?? ofType(connection.settings.get("fallbackModels"), type);
  const fallbacks = chosen ?? (choice.successor === undefined ? [] : [choice.successor]);
  return [...new Set(fallbacks)].filter((fallback) => fallback !== choice.model);
}

/** What the call says about a preference goes before what the settings say about the same one. */
function providerMember({ connection, type, options }: RoutedCall): { provider?: JsonObject } {
  const configured = ofType(connection.settings.get("providerPreferences"), type);
  const provider = { ...configured?.preferences, ...options.provider };
  return Object.keys(provider).length === 0 ? {} : { provider };
}

function sessionMember({ runtime, connection, options }: RoutedCall): { session_id?: string } {
  if (options.body.session_id !== undefined || !connection.settings.get("sessionStickiness")) return {};
  return { session_id: `elizaos:${conversationKey(runtime)}`.slice(0, longestSessionId) };
}
