import type { ModelCall } from "../call/model-call.js";
import { findModel, knownModels } from "../catalogue/catalogue.js";

/** What embedding models take as a rule; used while the model list says nothing else. */
const usualTokenLimit = 8_191;

/**
 * A text cut to what the model takes, with a warning: without it the whole call would fail. A short text is
 * never counted, since no token is shorter than a character.
 */
export async function fitText(call: ModelCall, text: string): Promise<string> {
  const limit = tokenLimit(call);
  if (text.length <= limit) return text;
  const { encodeText, decodeTokens } = await import("../chunks/tokenizer.js");
  const tokens = encodeText(text);
  if (tokens.length <= limit) return text;
  call.runtime.logger.warn(
    `OpenRouter: a text of ${tokens.length} tokens is cut to the ${limit} that ${call.choice.model} embeds.`,
  );
  // A cut within a character would leave a replacement character at the end.
  return decodeTokens(tokens.slice(0, limit)).replace(/\ufffd+$/, "");
}

function tokenLimit(call: ModelCall): number {
  const entry = findModel(knownModels(call.connection.client), call.choice.model);
  const known = entry?.context_length ?? 0;
  return known > 0 ? Math.min(known, usualTokenLimit) : usualTokenLimit;
}
