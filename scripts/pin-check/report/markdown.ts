import { neutralise } from "./neutralise.ts";

/** A message in a cell of a table: it holds names in backticks and no other backtick (see `code` in `prose.ts`). */
export function messageCell(message: string): string {
  return message
    .split("`")
    .map((part, index) => (index % 2 === 1 ? codeCell(part) : escapeProse(part)))
    .join("");
}

/** A name or a place in a cell of a table; a bar would end the cell even inside of a span of code. */
export function codeCell(text: string): string {
  return `\`${neutralise(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** Without this, what a repository says could write links, mentions or HTML. */
function escapeProse(text: string): string {
  return neutralise(text)
    .replace(/[\\`*_{}[\]<>()#+|~!&@]/g, "\\$&")
    .replaceAll("\\@", "@\u200b");
}
