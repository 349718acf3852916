import pieces from "gpt-tokenizer/bpeRanks/o200k_base";
import { encode } from "gpt-tokenizer/encoding/o200k_base";

/**
 * The numbers of a text's tokens in o200k_base. Text that looks like a special token is text here.
 *
 * The encoder takes the square of the time for what it sees as one word, and anybody may send an agent a hundred
 * thousand letters without a space: such a word is cut, which may add a token at each cut.
 */
export function encodeText(text: string): number[] {
  const tokens: number[] = [];
  for (const stretch of stretchesOf(text)) {
    for (const token of encode(stretch, { disallowedSpecial: new Set() })) tokens.push(token);
  }
  return tokens;
}

/**
 * The text of tokens. A character that they end within becomes a replacement character. The library's own decoder
 * would put the rest of such a character into the next text that anybody decodes, and takes the square of the time
 * where characters have several tokens.
 *
 * @throws RangeError for a number that is no token.
 */
export function decodeTokens(tokens: readonly number[]): string {
  let text = "";
  let bytes: number[] = [];
  for (const token of tokens) {
    const piece = pieces[token];
    if (piece === undefined) throw new RangeError(`${token} is no token of o200k_base`);
    if (typeof piece === "string") {
      text += textOfBytes(bytes) + piece;
      bytes = [];
    } else {
      bytes.push(...piece);
    }
  }
  return text + textOfBytes(bytes);
}

function textOfBytes(bytes: readonly number[]): string {
  return bytes.length === 0
    ? ""
    : new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

const longestWord = 2_000;

/** Where a word surely ends for the encoder: after a letter, before what can be no part of a word. */
const wordEnd = /(?<=\p{L})(?=[^\p{L}\p{M}'’])/gu;

/** The text in stretches that end where a word does or, within words that are too long, anywhere between characters. */
function* stretchesOf(text: string): Generator<string> {
  let start = 0;
  while (text.length - start > longestWord) {
    const furthest = start + longestWord;
    const end =
      lastWordEnd(text, start, furthest) ?? (isWithinCharacter(text, furthest) ? furthest - 1 : furthest);
    yield text.slice(start, end);
    start = end;
  }
  if (start < text.length || text === "") yield text.slice(start);
}

function lastWordEnd(text: string, start: number, furthest: number): number | undefined {
  // One character more, so that the last place has something after it.
  const ends = text.slice(start, furthest + 1).matchAll(wordEnd);
  const last = [...ends].findLast(({ index }) => index > 0 && index <= furthest - start);
  return last === undefined ? undefined : start + last.index;
}

function isWithinCharacter(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
