import type { ModuleKind } from "../../findings/finding.js";
import { readPlainCode } from "../../modules/plain-code/read-plain-code.js";

/** Without one of these there is no function and no class. */
const holder = /\bfunction\b|\bclass\b|=>/;

/**
 * Tells without a syntax tree that a program does more than to declare functions or classes: it has none, or begins or
 * ends with a statement that does something. Most commands are like that. The text must be a program; false only means
 * that it was not told.
 */
export function surelyDoesMore(text: string, kind: ModuleKind): boolean {
  return !holder.test(text) || endsWithCall(text) || beginsWithDeed(text) || endsWithDeed(text, kind);
}

/** A call that is a statement in one line, without anything that would need a grammar to be read: `main();` */
const plainCall = /^(?:await |void )?(?!(?:in|instanceof|of|as|from)\b)[\w$]+(?:\.[\w$]+)*\([\w$., ()]*\);?$/;

/** A line that is nothing but a comment, and ends no text or comment that began before it. */
const plainComment = /^\/\/[^`*\r\u2028\u2029]*$/;

const lineComment = /\/\/|<!--|-->/;

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

/** A statement of control flow, wherever it stands: no declaration has one outside of its brackets. */
const control = /^(?:(?:if|for|for await|while|switch) ?\(|try ?\{|throw )/;

/** A statement that begins with a call is no declaration; what begins with these is something else. */
const call =
  /^(?!(?:function|class|in|instanceof|of|as|from|catch|async|import|super|let)\b)[\w$]+(?:\.[\w$]+)*\(/;

/** A function that is called where it stands, or `(0, module.name)(…)`: only behind a semicolon a statement. */
const enclosedCall = /^\((?:0, ?|function\b|async(?: function\b| ?\()|\(\) ?=>)/;

/**
 * What may be part of the frame that compilers write: `Object.defineProperty(exports, "__esModule", …)`, also with
 * brackets or comments around `exports`, or with one of its letters escaped.
 */
const frameCall = /(?<![\w$.])exports\s*[,)/]|\\u(?:\{0*|00)(?:6[5fF]|7[02348])/;

const literal = `(?:"[^"\\\\]*"|'[^'\\\\]*')`;
const argument = `(?:${literal}|[\\w$.]+(?:\\((?:${literal}|[\\w$.]+)?\\))?)`;
const reference = `(?!(?:function|class|async|new|typeof|void|delete|await|yield|import)\\b)[\\w$]+(?:\\.[\\w$]+|\\[\\d+\\]|\\((?:${argument}(?:, ?${argument})*)?\\))*`;
/** What files begin with, each a statement of its own in one line. */
const openings = new RegExp(
  `^(?:${[
    "",
    literal,
    `(?:var|let|const) +(?:[\\w$]+|\\{[\\w$,: ]+\\}) *= *(?:${literal}|${reference})`,
    `import (?:(?:[\\w$]+|\\* as [\\w$]+|(?:[\\w$]+, ?)?\\{[\\w$, ]*\\}) ?from ?)?${literal}`,
    `Object\\.defineProperty\\(exports, ?["']__esModule["'], ?\\{ ?value: ?true ?\\}\\)`,
  ].join("|")});?$`,
);

/** Characters of a line that is looked at, and lines of a beginning. */
const [longestLine, mostLines] = [300, 200];

/** The first statement that is no declaration, import or directive in one line begins with a call or is control flow. */
function beginsWithDeed(text: string): boolean {
  const hasShebang = text.startsWith("#!");
  let start = 0;
  let isEnded = true;
  for (let count = 0; count < mostLines; count++) {
    if (text.startsWith("/*", start)) {
      start = text.indexOf("*/", start + 2) + 2;
      if (start === 1) return false;
    }
    const end = text.indexOf("\n", start);
    if (end === -1 || end - start > longestLine) return false;
    const line = text.slice(start, end).trim();
    if (/[\r\u2028\u2029]/.test(line)) return false;
    if (!line.startsWith("//") && !(start === 0 && hasShebang)) {
      if (!openings.test(line)) return isDeed(text, start, isEnded);
      if (line !== "") isEnded = line.endsWith(";");
    }
    start = end + 1;
  }
  return false;
}

/** What begins here, where a statement begins, is no declaration. */
function isDeed(text: string, start: number, isEnded: boolean): boolean {
  const line = text.slice(start, start + longestLine);
  if (control.test(line)) return true;
  return (call.test(line) || (isEnded && enclosedCall.test(line))) && !frameCall.test(text.slice(start));
}

/** Characters of an end that is read, and how many beginnings of one are tried. */
const [longestEnd, mostTried] = [20_000, 4];

/**
 * One of the last statements does something. A text from the start of a line on that has no mark of a template and
 * ends no comment starts outside of both; as a program of its own it has as many brackets opened as closed, and starts
 * outside of all brackets as the whole does.
 */
function endsWithDeed(text: string, kind: ModuleKind): boolean {
  const end = endOfCode(text);
  let tried = 0;
  let next = end;
  while (next > 0 && tried < mostTried) {
    const start = next > 1 ? text.lastIndexOf("\n", next - 2) + 1 : 0;
    if (end - start > longestEnd) return false;
    const line = text.slice(start, next);
    if (/[`\r\u2028\u2029]|\*\//.test(line)) return false;
    next = start;
    const mayStand = control.test(line) ? /[^.\\]$/ : startOfCall(line);
    const before = mayStand && endOfLineBefore(text, start);
    if (!before || !mayStand.test(before)) continue;
    const code = text.slice(start, end);
    if (!control.test(line) && frameCall.test(code)) continue;
    tried++;
    if (readPlainCode(code, kind) !== null) return true;
  }
  return false;
}

/** What a line has to end with for the next one, this one, to be a call of its own; null when it is no call. */
function startOfCall(line: string): RegExp | null {
  if (enclosedCall.test(line)) return /;$/;
  return call.test(line) ? /[;})\]"']$/ : null;
}

/** Where the code ends before comments in lines of their own, as licences of what is bundled are. */
function endOfCode(text: string): number {
  let [before, line] = cutLastLine(text);
  while (plainComment.test(line)) [before, line] = cutLastLine(before);
  const end = before.length + line.length;
  if (!/^[ \t*]*\*\/$/.test(line)) return end;
  const last = text.lastIndexOf("*/", end - 3);
  // What looks like the end of a comment may begin one.
  if (text[last - 1] === "/") return end;
  const start = text.indexOf("/*", last === -1 ? 0 : last + 2);
  const isOnly = text.lastIndexOf("/*", end - 2) === start;
  return isOnly && text[start - 1] === "\n" ? start : end;
}

/** The last line before an offset that is neither blank nor a comment; null when its end may be one. */
function endOfLineBefore(text: string, offset: number): string | null {
  let [before, line] = cutLastLine(text.slice(Math.max(0, offset - longestEnd), offset));
  while (plainComment.test(line)) [before, line] = cutLastLine(before);
  const comment = line.lastIndexOf("*/");
  const behind = comment === -1 ? line : line.slice(comment + 2);
  return behind === "" || lineComment.test(line) || behind.includes("/*") ? null : line;
}
