import { tokenizer } from "acorn";
import type { Plugin } from "rolldown";

/**
 * Writes every character outside ASCII as an escape: a file with one such character is decoded slowly and held in two
 * bytes per character. Refuses to write what would then mean something else.
 */
export function writeAscii(): Plugin {
  return {
    name: "write-ascii",
    // Not `renderChunk`: what is printed after it has the characters themselves again.
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === "chunk") chunk.code = inAscii(chunk.code);
      }
    },
  };
}

function inAscii(code: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  const escaped = code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (valuesIn(escaped) !== valuesIn(code)) throw new Error("A character cannot be written as an escape.");
  return escaped;
}

/** What the words, texts and regular expressions of a module stand for. */
function valuesIn(code: string): string {
  return JSON.stringify([...tokenizer(code, { ecmaVersion: "latest", sourceType: "module" })].map(({ value }) => value));
}
