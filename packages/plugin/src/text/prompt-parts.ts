import type { PromptSegment } from "@elizaos/core";
import type { TextPart } from "../client/wire.js";

/** How many breakpoints Anthropic accepts in one request. */
const mostBreakpoints = 4;

/** Only Anthropic's models want to be told what to cache; with others caching is the provider's own affair. */
export function takesCacheBreakpoints(model: string): boolean {
  return /^~?anthropic\//.test(model);
}

/**
 * A prompt cut at the ends of its stable stretches, each marked for the cache. The texts of the parts together
 * are the prompt, to the character.
 *
 * @returns `undefined` when the segments do not add up to the prompt or none of them is stable.
 */
export function cachedPromptParts(
  prompt: string,
  segments: readonly PromptSegment[] | undefined,
): TextPart[] | undefined {
  if (segments === undefined || !segments.some((segment) => segment.stable && segment.content !== "")) {
    return undefined;
  }
  const stretches: { text: string; stable: boolean }[] = [];
  for (const { content, stable } of segments) {
    const last = stretches.at(-1);
    if (content === "") continue;
    if (last?.stable === stable) last.text += content;
    else stretches.push({ text: content, stable });
  }
  if (stretches.map((stretch) => stretch.text).join("") !== prompt) return undefined;
  const stableCount = stretches.filter((stretch) => stretch.stable).length;
  // With too many stretches the later breakpoints count: each covers everything before it.
  let skipped = Math.max(0, stableCount - mostBreakpoints);
  return stretches.map(({ text, stable }) => {
    if (!stable) return { type: "text", text };
    if (skipped > 0) {
      skipped -= 1;
      return { type: "text", text };
    }
    return { type: "text", text, cache_control: { type: "ephemeral" } };
  });
}
