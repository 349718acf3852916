import { leaveToParser } from "./not-plain.js";

/**
 * Every word of ECMAScript that is never a name, then those that are none in strict code; their places here are the
 * numbers below.
 */
const words = [
  ..."break case catch class const continue debugger default delete do else enum export extends false".split(
    " ",
  ),
  ..."finally for function if import in instanceof new null return super switch this throw true try".split(
    " ",
  ),
  ..."typeof var void while with".split(" "),
  ..."let static implements interface package private protected public yield await".split(" "),
  ..."eval arguments async of get set constructor prototype call apply forEach keys resolve createRequire".split(
    " ",
  ),
  ..."exports module require define from as then target meta __proto__ accessor using".split(" "),
] as const;

type Word = (typeof words)[number];

function numberOf(word: string): number {
  return words.indexOf(word as Word);
}

export const wordCount: number = words.length;
/** Numbers below this one are words that are never names. */
export const firstName = numberOf("let");
/** Numbers below this one are no names in strict code. */
export const firstStrictName = numberOf("eval");

export const wordNumber: (word: string) => number = numberOf;

const evalName = numberOf("eval");
const argumentsName = numberOf("arguments");

/** What may be declared in sloppy code alone is left to the parser. */
export function checkBindingName(name: number): void {
  if (name < firstStrictName || name === evalName || name === argumentsName) leaveToParser();
}

/** Made once: most files are small, and would spend more time on the words than on their own names. */
let initial: Names | undefined;

/**
 * Numbers for names, so that the reader compares and counts without making strings. A name is looked up by the hash
 * that the tokenizer computes while it reads the characters.
 */
export class Names {
  readonly texts: string[];
  readonly #hashes: number[];
  #table: Int32Array;
  /** Names can be made to have one hash: how many steps from slot to slot, or characters compared, are still allowed. */
  #stepsLeft: number;

  /** With the words of the language, each under its own number; for a text of so many characters. */
  constructor(textLength: number) {
    this.#stepsLeft = 2 * textLength + 100_000;
    if (initial !== undefined) {
      this.texts = initial.texts.slice();
      this.#hashes = initial.#hashes.slice();
      this.#table = initial.#table.slice();
      return;
    }
    this.texts = [];
    this.#hashes = [];
    this.#table = new Int32Array(1024).fill(-1);
    for (const word of words) this.numberOf(word);
  }

  numberOf(name: string): number {
    let hash = 0;
    for (let index = 0; index < name.length; index++)
      hash = (Math.imul(hash, 31) + name.charCodeAt(index)) | 0;
    return this.find(name, 0, name.length, hash);
  }

  /** The name is one of those that mean something in the language. */
  isWord(number: number): boolean {
    return number < wordCount;
  }

  find(text: string, start: number, end: number, hash: number): number {
    const mask = this.#table.length - 1;
    const length = end - start;
    let slot = mixed(hash) & mask;
    for (;;) {
      const number = this.#table[slot] as number;
      if (number < 0) return this.#add(text.slice(start, end), hash, slot);
      if (this.#hashes[number] === hash) {
        const known = this.texts[number] as string;
        if (known.length === length && text.startsWith(known, start)) return number;
        this.#stepsLeft -= length;
      }
      if (--this.#stepsLeft < 0) leaveToParser();
      slot = (slot + 1) & mask;
    }
  }

  #add(name: string, hash: number, slot: number): number {
    const number = this.texts.length;
    this.texts.push(name);
    this.#hashes.push(hash);
    this.#table[slot] = number;
    if (this.texts.length * 2 > this.#table.length) this.#grow();
    return number;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 4).fill(-1);
    const mask = table.length - 1;
    for (let number = 0; number < this.#hashes.length; number++) {
      const hash = this.#hashes[number] as number;
      let slot = mixed(hash) & mask;
      while ((table[slot] as number) >= 0) slot = (slot + 1) & mask;
      table[slot] = number;
    }
    this.#table = table;
  }
}

/** Names that differ in one letter have hashes in a row, which must not have slots in a row. */
function mixed(hash: number): number {
  const product = Math.imul(hash, 0x9e3779b1);
  return product ^ (product >>> 15);
}

initial = new Names(0);
