import { decode, encode } from "gpt-tokenizer/encoding/o200k_base";

/** The numbers of a text's tokens in o200k_base. Text that looks like a special token is text here. */
export function encodeText(text: string): number[] {
  return encode(text, { disallowedSpecial: new Set() });
}

export function decodeTokens(tokens: readonly number[]): string {
  return decode([...tokens]);
}
