import type { Plugin } from "@elizaos/core";
import { nodePlatform } from "./platform/node.js";
import { createOpenRouterPlugin } from "./plugin.js";

export {
  OpenRouterError,
  type OpenRouterErrorDetails,
  type OpenRouterErrorKind,
} from "./errors/openrouter-error.js";
export { OpenRouterSettingError } from "./errors/setting-error.js";
export { type HostSettings, settingsFromElizaConfig } from "./host/eliza-config.js";
export type {
  OpenRouterMetadata,
  OpenRouterTextResult,
  OpenRouterTextStream,
  ResultUsage,
  ToolCall,
} from "./text/text-answers.js";
export type { OpenRouterModelUsed } from "./usage/model-used-event.js";

/** The OpenRouter model provider, for the `plugins` of an elizaOS agent. */
const openrouterPlugin: Plugin = createOpenRouterPlugin(nodePlatform);

// The default export must stay a binding of this file. With nothing but re-exports here, Bun 1.3.10 to 1.3.14
// and 1.4.0 drop the whole plugin from the bundle and report success.
export { openrouterPlugin };
export default openrouterPlugin;
