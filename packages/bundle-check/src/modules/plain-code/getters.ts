/** What bundlers write as the getters of exports: `name: () => value`, `name: function () { return value; }`. */
const space = String.raw`\s*(?:(?:/\*[^*]*\*/|//[^\r\n\u2028\u2029]*[\r\n])\s*)*`;
const spaceInLine = String.raw`(?=[ \t/])[ \t]*(?:/\*[^*\r\n\u2028\u2029]*\*/[ \t]*)*`;
const name = String.raw`[A-Za-z_$][\w$]*`;
/** Nobody writes longer ones. */
const path = String.raw`${name}(?:(?:/\*[^*]*\*/)?\.${name}|\[${name}\]){0,20}`;
const body = String.raw`\{${space}return${spaceInLine}${path}${space}(?:;${space})?\}`;
const key = String.raw`(?:${name}|"[^"\\\n]*"|'[^'\\\n]*')`;
const arrow = String.raw`\(\s*\)[ \t]*=>${space}(?:${path}|\(${space}${path}${space}\)|${body})`;
const value = String.raw`(?:${arrow}|function\s*\(\s*\)${space}${body})`;
const getter = String.raw`${key}\s*(?::${space}${value}|\(\s*\)\s*${body})${space}`;
const table = new RegExp(String.raw`\{${space}${getter}(?:,${space}${getter})*(?:,${space})?\}\s*\)`, "y");

/** A table of getters and nothing more opens here, and is the last argument of a call. */
export function isTableAt(text: string, start: number): boolean {
  table.lastIndex = start;
  return table.test(text);
}

/** A function without parameters, up to what it returns. */
const upToValue = /(?:function\b[\s\w$]*)?\(\s*\)\s*(?:=>\s*)?\{\s*return\b[ \t]*/y;
/** What no name starts with, the words of the language among them. */
const noName =
  /["'`\d[{!~+-]|(?:\(\s*)*(?:function|new|typeof|this|class|null|true|false|void|delete|super|import)(?![\w$\\\u0080-\uffff])/y;
/** A name or a member, and something behind it that makes it a part of something else. */
const partOfMore = new RegExp(String.raw`${path}\s*(?:[^\w$\\\u0080-\uffff\s;}.[/]|;\s*[^}/\s])`, "y");

/** The function that starts here surely returns something else than a name or a member at once. */
export function isSurelyNoGetter(text: string, start: number): boolean {
  upToValue.lastIndex = start;
  if (!upToValue.test(text)) return false;
  noName.lastIndex = upToValue.lastIndex;
  partOfMore.lastIndex = upToValue.lastIndex;
  return noName.test(text) || partOfMore.test(text);
}
