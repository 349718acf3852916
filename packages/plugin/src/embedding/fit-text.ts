import type { ModelCall } from "../call/model-call.js";
import type { Recovery } from "../call/recoveries.js";
import { findModel, knownModels } from "../catalogue/catalogue.js";
import type { EmbeddingRequest } from "./embedding-request.js";

/** What embedding models take as a rule; used while the model list says nothing else. */
const usualTokenLimit = 8_191;

/** UTF-8 takes at most this many bytes for one code unit of a string. */
const mostBytesPerUnit = 3;

/**
 * A text cut to what the model takes, with a warning: without it the whole call would fail. A short text is never
 * counted, since no token is shorter than a byte.
 */
export async function fitText(call: ModelCall, text: string): Promise<string> {
  const limit = tokenLimit(call);
  if (text.length * mostBytesPerUnit <= limit || new TextEncoder().encode(text).length <= limit) return text;
  const { encodeText, decodeTokens } = await import("../chunks/tokenizer.js");
  const tokens = encodeText(text);
  if (tokens.length <= limit) return text;
  warnOfCut(call, `a text of ${tokens.length} tokens is cut to the ${limit}`);
  return withoutBrokenEnd(decodeTokens(tokens.slice(0, limit)));
}

const tooLongTypes = new Set<string | undefined>([
  "context_length_exceeded",
  "token_limit_exceeded",
  "max_tokens_exceeded",
  "string_too_long",
]);

/** Models count by tokenizers of their own, in some languages several times as many; but none counts half a byte. */
export const cutToBytes: Recovery<EmbeddingRequest> = (error, body, call) => {
  const isRefusal = error.status === 400 || error.status === 413 || error.status === 422;
  const isTooLong =
    tooLongTypes.has(error.errorType) || /context length|too long|too many tokens/i.test(error.message);
  if (!isRefusal || !isTooLong) return undefined;
  const limit = tokenLimit(call);
  const input = body.input.map((text) => {
    const bytes = new TextEncoder().encode(text);
    return bytes.length <= limit
      ? text
      : withoutBrokenEnd(new TextDecoder().decode(bytes.subarray(0, limit)));
  });
  if (input.every((text, index) => text === body.input[index])) return undefined;
  warnOfCut(call, `a text is cut to ${limit} bytes, which are surely not more than the tokens`);
  return { ...body, input };
};

function warnOfCut(call: ModelCall, what: string): void {
  call.runtime.logger.warn(`OpenRouter: ${what} that ${call.choice.model} embeds.`);
}

/** A cut within a character leaves one replacement character at the end. */
function withoutBrokenEnd(text: string): string {
  return text.replace(/\ufffd$/, "");
}

function tokenLimit(call: ModelCall): number {
  const entry = findModel(knownModels(call.connection.client), call.choice.model);
  const known = entry?.context_length ?? 0;
  return known > 0 ? known : usualTokenLimit;
}
