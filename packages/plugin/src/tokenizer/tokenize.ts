import { parameterError } from "../errors/parameter-error.js";

/**
 * The tokens of a text, counted as GPT-4o and later models do (o200k_base). Models of other makers count a little
 * differently; nobody publishes a tokenizer for all of them.
 */
export async function tokenize(params: { readonly prompt?: unknown }): Promise<number[]> {
  if (typeof params.prompt !== "string") throw parameterError("prompt", "it is no text");
  const { encodeText } = await import("../chunks/tokenizer.js");
  return encodeText(params.prompt);
}

/** The text of tokens that {@link tokenize} gave. */
export async function detokenize(params: { readonly tokens?: unknown }): Promise<string> {
  if (!Array.isArray(params.tokens) || !params.tokens.every(Number.isInteger)) {
    throw parameterError("tokens", "they are no list of whole numbers");
  }
  const { decodeTokens } = await import("../chunks/tokenizer.js");
  try {
    return decodeTokens(params.tokens.map(Number));
  } catch (cause) {
    if (cause instanceof RangeError) throw parameterError("tokens", cause.message, cause);
    throw cause;
  }
}
