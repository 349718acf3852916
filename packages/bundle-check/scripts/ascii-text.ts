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
  const escaped = code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${toHexadecimal(unit.charCodeAt(0))}`);
  if (valuesIn(escaped) !== valuesIn(code)) throw new Error("A character cannot be written as an escape.");
  return escaped;
}

/** What the words, texts and regular expressions of a module stand for. */
function valuesIn(code: string): string {
  const tokens = tokenizer(code, { ecmaVersion: "latest", sourceType: "module" });
  return JSON.stringify([...tokens].map((token) => ("value" in token ? token.value : token.type.label)));
}

function toHexadecimal(unit: number): string {
  return unit.toString(16).padStart(4, "0");
}
