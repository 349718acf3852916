/**
 * What to use in place of a default model while nobody has chosen one. The defaults themselves stay as documented,
 * although their makers have retired three of them. As of 2026-11; sources: Google's deprecation pages for
 * gemini-2.0-flash-001 (shut down 2026-06-01) and gemini-2.5-flash-image-preview (2026-01-15), and OpenRouter's
 * model list, from which grok-2-vision-1212 is missing. A `~` alias always leads to a living model.
 *
 * The embedding model has none: vectors of two models do not compare, so a change of model has to be a choice.
 */
const successors: ReadonlyMap<string, string> = new Map([
  ["google/gemini-2.0-flash-001", "google/gemini-2.5-flash-lite"],
  ["google/gemini-2.5-flash", "~google/gemini-flash-latest"],
  ["x-ai/grok-2-vision-1212", "~google/gemini-flash-latest"],
  ["google/gemini-2.5-flash-image-preview", "google/gemini-2.5-flash-image"],
]);

/** @returns the model to use when a default is gone, or `undefined` where there is none. */
export function successorOf(model: string): string | undefined {
  return successors.get(model);
}
