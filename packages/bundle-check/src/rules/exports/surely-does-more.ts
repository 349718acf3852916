/** Without one of these there is no function and no class. */
const holder = /\bfunction\b|\bclass\b|=>/;

/** A call that is a statement in one line, without anything that would need a grammar to be read: `main();` */
const plainCall = /^(?:await |void )?[\w$]+(?:\.[\w$]+)*\([\w$., ()]*\);?$/;

/** A line that is nothing but a comment, and ends no text or comment that began before it. */
const plainComment = /^\/\/[^`*\r\u2028\u2029]*$/;

const lineComment = /\/\/|<!--|-->/;

/**
 * Tells without a syntax tree that a program does more than to declare functions or classes: it has none, or its last
 * line is a call. Most commands are like that. The text must be a program; false only means that it was not told.
 */
export function surelyDoesMore(text: string): boolean {
  return !holder.test(text) || endsWithCall(text);
}

/**
 * The program ends outside of comments and texts, and so a last line without their marks starts outside of them as
 * well. It starts a statement, or is one of control flow, when the line before ends one.
 */
function endsWithCall(text: string): boolean {
  let [before, line] = cutLastLine(text);
  while (plainComment.test(line)) [before, line] = cutLastLine(before);
  if (!plainCall.test(line)) return false;
  const [, previous] = cutLastLine(before);
  return /[;}]$/.test(previous) && !lineComment.test(previous);
}

/** The last line that is not blank, and the text before it. */
function cutLastLine(text: string): [before: string, line: string] {
  const trimmed = text.trimEnd();
  const start = trimmed.lastIndexOf("\n") + 1;
  return [trimmed.slice(0, start), trimmed.slice(start)];
}
