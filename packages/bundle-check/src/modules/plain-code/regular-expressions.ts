import { correctedParser } from "../corrected-parser.js";
import { leaveToParser } from "./not-plain.js";

/** Properties that every engine has had since there were any; the names of scripts grow every year. */
const settledProperties =
  /\\[pP]\{(?:[A-Za-z_]+|(?:Script|sc|scx|Script_Extensions)=(?:Han|Hiragana|Katakana|Hangul|Latin|Greek|Cyrillic|Thai|Arabic|Hebrew))\}/g;
const newSyntax = /\\[pP]|(?:^|[^\\])\(\?(?:<(?![=!]|[A-Za-z_]\w*>)|[^:=!<])/;
/** Properties of strings, which expressions with the flag `v` may have. To collect theirs takes an engine 12 ms. */
const stringProperties =
  /(?<=(?:^|[^\\])(?:\\\\)*)\\p\{(?:Basic_Emoji|Emoji_Keycap_Sequence|RGI_Emoji(?:_(?:Modifier|Flag|Tag|ZWJ)_Sequence)?)\}/g;
const known = new Set<string>();
/** Characters of an expression of new syntax that is checked here, where nothing bounds the time. */
const longestNew = 4_000;

/**
 * Engines agree on all but the newest syntax, and on names of properties of characters, which grow every year: there
 * the parser decides.
 */
export function checkRegularExpression(pattern: string, flags: string): void {
  if (!isSurelyRight(pattern, flags)) leaveToParser();
}

export function isSurelyRight(pattern: string, flags: string): boolean {
  const key = `${flags}/${pattern}`;
  if (known.has(key)) return true;
  // Outside of classes, `v` differs from `u` in these properties alone.
  const isRight =
    flags.includes("v") && !flags.includes("u") && !pattern.includes("[")
      ? isAccepted(pattern.replace(stringProperties, "\\d"), flags.replace("v", "u"))
      : isAccepted(pattern, flags);
  if (!isRight) return false;
  if (known.size > 10_000) known.clear();
  known.add(key);
  return true;
}

function isAccepted(pattern: string, flags: string): boolean {
  const groups = pattern.match(/\(\?<\w+>/g) ?? [];
  const isNew =
    newSyntax.test(pattern.replace(settledProperties, "")) ||
    /[^dgimsuy]/.test(flags) ||
    new Set(groups).size < groups.length;
  // The parser takes the square of the length for some.
  if (isNew && pattern.length > longestNew) return false;
  try {
    if (isNew) correctedParser().parseExpressionAt(`/${pattern}/${flags}`, 0, { ecmaVersion: "latest" });
    else new RegExp(pattern, flags);
  } catch {
    return false;
  }
  return true;
}
