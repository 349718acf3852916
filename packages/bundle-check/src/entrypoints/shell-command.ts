import { parse } from "shell-quote";

/** A word whose text depends on a variable or a pattern, so that nobody can say what it is. */
const unknownWord = "\0";

/** A command line that decides by itself whether it goes on: it tests for something, or says what follows a failure. */
export const decides = /\|\||(^|[;&\s])(if|test|command|which|\[{1,2})\s|\btrue\b|;\s*exit 0\b/;

/** One program with its arguments; words that depend on variables or patterns are null. */
export type SimpleCommand = readonly (string | null)[];

/**
 * The programs a shell command line starts, in order and regardless of conditions: what stands between `&&`,
 * `||`, `;`, `|`, parentheses. Assignments before the program, redirections and words of the shell's own grammar
 * are left out. Null when the text cannot be read as a command line.
 */
export function readShellCommands(text: string): SimpleCommand[] | null {
  let tokens: ReturnType<typeof parse>;
  try {
    // A backslash in a script of package.json is a path of Windows.
    tokens = parse(text.replaceAll("\\", "/"), () => unknownWord);
  } catch {
    return null;
  }
  const commands: (string | null)[][] = [[]];
  let isRedirectionTarget = false;
  for (const token of tokens) {
    if (typeof token === "object" && "op" in token && token.op !== "glob") {
      isRedirectionTarget = /[<>]/.test(token.op);
      if (!isRedirectionTarget) commands.push([]);
    } else if (isRedirectionTarget) {
      isRedirectionTarget = false;
    } else if (typeof token === "string") {
      commands.at(-1)?.push(token.includes(unknownWord) ? null : token);
    } else if ("op" in token) {
      commands.at(-1)?.push(null);
    }
  }
  return commands.map(withoutPrefix).filter((words) => words.length > 0);
}

const grammarWords = new Set(["then", "else", "elif", "do", "!", "{", "exec", "command", "time", "sudo"]);

/** Leaves out assignments, words of the shell's grammar, and programs that only set variables. */
function withoutPrefix(words: readonly (string | null)[]): (string | null)[] {
  let start = 0;
  for (; start < words.length; start++) {
    const word = words[start];
    if (word === null || word === undefined) break;
    const isSetter = word === "env" || word === "cross-env" || word === "cross-env-shell";
    if (!isSetter && !grammarWords.has(word) && !/^\w+=/.test(word)) break;
  }
  return words.slice(start);
}
