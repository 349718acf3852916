import type { ValueKind } from "./declaration-file.js";

/** One member in a line, as nearly everybody writes them; optional ones are not promised. */
const memberLine = /^([ \t]*)(?:readonly )?(["']?)([\w$]+)\2(?:: (?!never\b|undefined\b|unique\b)|(\(|<))/gm;

/** The types of variables in a file where one of them may be assigned to the whole module, `export = plugin`. */
export class AssignedTypes {
  readonly #text: string;
  #areAssigned: boolean | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get areAssigned(): boolean {
    this.#areAssigned ??= /\bexport\s*=/.test(this.#text);
    return this.#areAssigned;
  }

  /** What the type of an object lists whose text is given, without its members' members. */
  *membersBetween(start: number, end: number): Iterable<readonly [string, ValueKind]> {
    // Documentation has examples, with functions of their own.
    const text = this.#text.slice(start, end).replace(/\/\*[\s\S]*?\*\//g, "");
    let indentation: string | undefined;
    for (const [, indented = "", , name = "", method] of text.matchAll(memberLine)) {
      indentation ??= indented;
      if (indented === indentation) yield [name, method === undefined ? "variable" : "function"];
    }
  }
}
