import { correctedParser } from "../corrected-parser.js";
import { leaveToParser } from "./not-plain.js";

/** Properties that every engine has had since there were any; the names of scripts grow every year. */
const settledProperties =
  /\\[pP]\{(?:[A-Za-z_]+|(?:Script|sc|scx|Script_Extensions)=(?:Han|Hiragana|Katakana|Hangul|Latin|Greek|Cyrillic|Thai|Arabic|Hebrew))\}/g;
const newSyntax = /\\[pP]|(?:^|[^\\])\(\?(?:<(?![=!]|[A-Za-z_]\w*>)|[^:=!<])/;
/** No backslash stands before that which is one of a pair itself. */
const unescaped = String.raw`(?<=(?:^|[^\\])(?:\\\\)*)`;
/** Properties of strings, which expressions with the flag `v` may have. To collect theirs takes an engine 12 ms. */
const stringProperty = String.raw`\\p\{(?:Basic_Emoji|Emoji_Keycap_Sequence|RGI_Emoji(?:_(?:Modifier|Flag|Tag|ZWJ)_Sequence)?)\}`;
/** Classes that mean the same with `u`: no two signs follow each other, which `v` keeps for operators. */
const character = String.raw`(?:\\u\{[0-9a-fA-F]+\}|[A-Za-z0-9])`;
const property = String.raw`\\[pP]\{(?!Basic_Emoji|Emoji_Keycap_Sequence|RGI_)[A-Za-z_]+\}`;
const ordinaryClass = String.raw`\[\^?(?:${character}(?:-${character})?|${property}|\\[dDwWsS]|[#*_$](?![#*_$]))+\]`;
const operand = `(?:${property}|${ordinaryClass})`;
/** A set of characters without others: `[\p{Emoji}--[\u{0}-\u{7f}]]`. */
const difference = String.raw`\[\^?(${operand}(?:--${operand})+)\]`;
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
  const [text, newFlags] = withoutSets(pattern, flags);
  const isRight = isAccepted(text, newFlags);
  if (!isRight) return false;
  if (known.size > 10_000) known.clear();
  known.add(key);
  return true;
}

/** An expression with the flag `v` as one with `u` that is right when it is, where it is clear which. */
function withoutSets(pattern: string, flags: string): [pattern: string, flags: string] {
  // The expressions above would take the square of the length for some.
  if (!flags.includes("v") || flags.includes("u") || pattern.length > longestNew) return [pattern, flags];
  // Made here, because few packages have such expressions.
  const everyUnescaped = (source: string) => new RegExp(unescaped + source, "g");
  const apart = pattern.replace(
    everyUnescaped(difference),
    (_set, operands: string) => `(?:${operands.replaceAll("--", "")})`,
  );
  return apart.replace(everyUnescaped(ordinaryClass), "").includes("[")
    ? [pattern, flags]
    : [apart.replace(everyUnescaped(stringProperty), "\\d"), flags.replace("v", "u")];
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
