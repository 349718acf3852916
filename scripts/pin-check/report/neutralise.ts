/**
 * Names and versions of an examined repository come from strangers, and a terminal or a build log obeys what it
 * is shown: escape sequences recolour or rewrite earlier lines, direction marks reorder a line, and CI systems
 * take some texts as commands. Everything printed for people goes through here.
 */

/** Control characters, invisible format and direction characters, line separators, half surrogates. */
const obeyed = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** `##[command]`, `##vso[…]` and `##teamcity[…]` are obeyed anywhere in a line of a CI log. */
const commandAnywhere = /##(?=\w*\[)/g;

/** `::command::` is obeyed by GitHub Actions at the start of a line. */
const commandAtStart = /^(\s*)::/;

/** The text on one line, with everything a terminal or a build log would obey spelled out. */
export function neutralise(text: string): string {
  return text
    .replace(obeyed, spellOut)
    .replace(commandAnywhere, "#\\x23")
    .replace(commandAtStart, "$1\\x3a\\x3a");
}

/** JSON that is as harmless as `neutralise` makes text, and still the same value when parsed. */
export function neutraliseJson(json: string): string {
  return json
    .replace(obeyed, (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
      ).join(""),
    )
    .replace(commandAnywhere, "#\\u0023");
}

function spellOut(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}
