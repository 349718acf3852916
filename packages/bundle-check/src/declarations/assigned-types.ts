import { addMembers, type DeclarationFile, type ValueKind } from "./declaration-file.js";
import type { DeclarationScanner } from "./declaration-scanner.js";

/** One member in a line, as nearly everybody writes them; optional ones are not promised. */
const memberLine = /^([ \t]*)(?:readonly )?(["']?)([\w$]+)\2(?:: (?!never\b|undefined\b|unique\b)|(\(|<))/gm;

/** The types of variables in a file where one of them may be assigned to the whole module, `export = plugin`. */
export class AssignedTypes {
  readonly #text: string;
  #areAssigned: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** `const plugin: { rules: Rules; meta?: Meta }`, behind its bracket: what the variable surely has. */
  readObjectType(name: string, scanner: DeclarationScanner, file: DeclarationFile): void {
    const start = scanner.position;
    scanner.skipGroup();
    const end = scanner.position;
    // A list is only a part of `{ … } & More`.
    if (this.#isOneAssigned && !/^[&|[]$/.test(scanner.peek().text))
      addMembers(file, name, this.#membersBetween(start, end));
  }

  /** What a namespace has; where something in it says what is exported, the rest is not. */
  addNamespace(name: string, inner: DeclarationFile, file: DeclarationFile): void {
    if (!this.#isOneAssigned) return;
    const isListed = inner.exports.size > 0 && inner.isModule;
    const members = [...inner.values].filter(([each]) => !isListed || inner.exports.has(each));
    addMembers(file, name, members);
  }

  get #isOneAssigned(): boolean {
    this.#areAssigned ??= /\bexport\s*=/.test(this.#text);
    return this.#areAssigned;
  }

  /** What the type of an object lists whose text is given, without its members' members. */
  *#membersBetween(start: number, end: number): Iterable<readonly [string, ValueKind]> {
    // Documentation has examples, with functions of their own.
    const text = withoutComments(this.#text.slice(start, end));
    let indentation: string | undefined;
    for (const [, indented = "", , name = "", method] of text.matchAll(memberLine)) {
      indentation ??= indented;
      if (indented === indentation) yield [name, method === undefined ? "variable" : "function"];
    }
  }
}

/** Not by an expression: one that is never closed would be looked for again at each beginning. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let begin = text.indexOf("/*"); begin !== -1; begin = text.indexOf("/*", from)) {
    const end = text.indexOf("*/", begin + 2);
    if (end === -1) break;
    parts.push(text.slice(from, begin));
    from = end + 2;
  }
  return parts.join("") + text.slice(from);
}
