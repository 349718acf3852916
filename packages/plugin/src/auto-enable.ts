/**
 * Tells a host whether to load this plugin. The module depends on nothing, so that a host can ask every installed
 * plugin without loading any.
 */

/** What a host passes in. */
export interface AutoEnableContext {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** True when the environment holds an OpenRouter key. */
export function shouldEnable(context: AutoEnableContext): boolean {
  return (context.env.OPENROUTER_API_KEY ?? "").trim() !== "";
}
