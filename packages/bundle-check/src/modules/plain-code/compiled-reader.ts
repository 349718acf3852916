import type { CompiledExports } from "./compiled-exports.js";
import { compiledReaderCode } from "./compiled-reader-code.js";
import { namesOfCallback, namesOfPattern } from "./imported-names.js";
import type { Names } from "./names.js";
import { isSurelyRight } from "./regular-expressions.js";
import { isIdentifierChar, isIdentifierStart } from "./tokens.js";
import { instantiate, isTrap } from "./web-assembly.js";

/** What a name means in a file beside being a name, in the bits of the compiled reader. */
export const leavesAsValue = 1;
export const isExportedWhole = 2;
export const isGlobalObject = 4;
export const runsElsewhere = 16;
export const requestsModule = 32;
export const countsExports = 128;

/** Options of a reading, in its bits. */
export const hasArguments = 1;
export const hasOneParameter = 2;
export const endsBeforeIn = 4;
export const hasSingleParameter = 8;
export const startsWithAsync = 16;
export const isInFunction = 32;
export const isInBlock = 64;
export const isSingle = 128;
export const declaresExports = 256;
export const declaresModule = 512;

/** Ways in which statements declare names. */
export const asVariable = 1;
export const asLexical = 2;
export const asFunction = 3;
export const asPlainFunction = 4;

/** The parts of an entry in its table of names, in words of four bytes. */
const wordsOfName = 10;
const wordsOfReference = 3;
const wordsOfRequest = 7;

/** How a module is requested; of an import also what is told of the names that are used. */
export const importedWhole = 1;
export const namesInPattern = 2;
export const nameOfMember = 3;
export const namesInCallback = 4;

/** `require("x")` or `import("x")`: where it and its string stand, and its circumstances. */
export interface CompiledRequest {
  readonly offset: number;
  readonly start: number;
  readonly end: number;
  readonly bits: number;
  /** 0 for `require`. */
  readonly way: number;
  /** Where the pattern, the name or the callback stands that says which names are used. */
  readonly useOffset: number;
  readonly name: string;
}

/** In characters. Longer texts would need tables of hundreds of megabytes. */
const longestText = 16_000_000;

/** How often the length of the text may be read in vain: it takes a fifth to a tenth of the time of the other reader. */
const mostInVain = 4;

/** Of a callback so much is looked at, each time that it is met. In characters. */
const longestCallback = 1_000;

/** Made once, when it is asked for first; null where the engine has no WebAssembly or no memory for it. */
let reader: CompiledExports | null | undefined;
let words = new Int32Array(0);
/** The text in its memory, and the address of it. */
let copied = "";
let textAddress = 0;

/** Compiled without waiting: it is small, and what is used of it is compiled when it is used. */
function startReader(): CompiledExports | null {
  const host = {
    startsName: isIdentifierStart,
    continuesName: isIdentifierChar,
    isPlainPattern: (start: number, end: number): boolean => namesOfPattern(copied, start)?.end === end,
    isPlainCallback: (start: number): boolean =>
      namesOfCallback(copied.slice(start, start + longestCallback), 0) !== null,
    checkRegularExpression: (start: number, end: number, flagsEnd: number): boolean =>
      isSurelyRight(copied.slice(start, end), copied.slice(end + 1, flagsEnd)),
  };
  return instantiate<CompiledExports>(Buffer.from(compiledReaderCode, "base64"), { host });
}

/** What of one file the compiled reader can read: it is asked at each statement, and at each function that runs later. */
export class CompiledReader {
  readonly #text: string;
  readonly #names: Names;
  readonly #reader: CompiledExports;
  /** By its number of a name, ours; the file's own. */
  readonly #numbers: number[] = [];
  /** It should not be asked any more. */
  isInVain = false;
  /** The last reading came to something that it leaves. */
  hasLeft = false;
  /** Characters that were read in vain. */
  #wasted = 0;

  /** Null where the text is too long, or nothing compiled can run. */
  static of(text: string, isModule: boolean, names: Names): CompiledReader | null {
    if (text.length > longestText) return null;
    if (reader === undefined) reader = startReader();
    if (reader === null) return null;
    textAddress = reader.begin(text.length, isModule);
    return textAddress === 0 ? null : new CompiledReader(text, names, reader);
  }

  private constructor(text: string, names: Names, reader: CompiledExports) {
    this.#text = text;
    this.#names = names;
    this.#reader = reader;
    const { buffer } = reader.memory;
    if (words.buffer !== buffer) words = new Int32Array(buffer);
    else if (copied === text) return;
    Buffer.from(buffer).write(text, textAddress, "utf16le");
    copied = text;
  }

  /** Says what else a name means. */
  flag(name: string, flags: number): void {
    const address = this.#reader.givenName(name.length);
    if (address === 0) {
      this.isInVain = true;
      return;
    }
    Buffer.from(words.buffer).write(name, address, "utf16le");
    this.#reader.flag(name.length, flags);
  }

  /**
   * Reads the function whose parameters start at an offset. `flags`, `thisFlags` and `context` are those of the code
   * in it. The offset of its end; -1 where it holds what means more than declarations and uses of names.
   */
  readFunction(start: number, flags: number, thisFlags: number, context: number, options: number): number {
    try {
      const end = this.#reader.readFunction(start, flags, thisFlags, context, options);
      if (end < 0) this.#countWaste(start);
      return end;
    } catch (error) {
      this.#giveUp(error);
      return -1;
    }
  }

  /** Reads the statements from an offset on, as far as they are as plain as that. The offset where they end. */
  readStatements(start: number, flags: number, thisFlags: number, context: number, options: number): number {
    const reader = this.#reader;
    try {
      reader.readStatements(start, flags, thisFlags, context, options);
    } catch (error) {
      this.#giveUp(error);
      return start;
    }
    const end = reader.lastStatementEnd();
    this.#countWaste(end);
    if (end === start) reader.done();
    return end;
  }

  /**
   * The engine's stack was too small, perhaps before anything was done, or the reader found itself in a loop, which
   * would be our mistake. Nothing it holds is of use any more; the next file starts anew.
   */
  #giveUp(error: unknown): void {
    if (!(error instanceof RangeError) && !isTrap(error)) throw error;
    this.isInVain = true;
  }

  /** Functions around others would be read in vain again and again. */
  #countWaste(from: number): void {
    const leftAt = this.#reader.leftAt();
    this.hasLeft = leftAt >= 0;
    this.#wasted += Math.max(0, leftAt - from);
    if (this.#wasted > mostInVain * this.#text.length + 1_000) this.isInVain = true;
  }

  /** Hands out the names that the code uses and does not declare, and ends what was read. */
  takeReferences(take: (name: number, offset: number, bits: number) => void): void {
    const reader = this.#reader;
    const first = reader.references() >> 2;
    const end = first + reader.referenceCount() * wordsOfReference;
    for (let at = first; at < end; at += wordsOfReference) {
      take(this.#numberOf(words[at] as number), words[at + 1] as number, words[at + 2] as number);
    }
    reader.done();
  }

  /** Hands out the names that statements declare in the scope they stand in, or through it. */
  takeDeclarations(take: (name: number, way: number) => void): void {
    const first = this.#reader.outerDeclarations() >> 2;
    const end = first + this.#reader.outerDeclarationCount() * 2;
    for (let at = first; at < end; at += 2)
      take(this.#numberOf(words[at] as number), words[at + 1] as number);
  }

  /** The properties of the global object that the code reads. */
  takeGlobalProperties(take: (name: string) => void): void {
    const first = this.#reader.globalProperties() >> 2;
    for (let at = first; at < first + this.#reader.globalPropertyCount(); at++) {
      take(this.#names.texts[this.#numberOf(words[at] as number)] as string);
    }
  }

  /** The variables that hold the global object from here on. */
  takeAliases(take: (name: string) => void): void {
    const first = this.#reader.aliases() >> 2;
    const end = first + this.#reader.aliasCount() * 2;
    for (let at = first; at < end; at += 2) {
      take(this.#names.texts[this.#numberOf(words[at] as number)] as string);
    }
  }

  get requestCount(): number {
    return this.#reader.requestCount();
  }

  /** Hands out where modules are requested. */
  takeRequests(take: (request: CompiledRequest) => void): void {
    const first = this.#reader.requests() >> 2;
    const end = first + this.requestCount * wordsOfRequest;
    for (let at = first; at < end; at += wordsOfRequest) {
      const name = words[at + 6] as number;
      take({
        offset: words[at] as number,
        start: words[at + 1] as number,
        end: words[at + 2] as number,
        bits: words[at + 3] as number,
        way: words[at + 4] as number,
        useOffset: words[at + 5] as number,
        name: name < 0 ? "" : (this.#names.texts[this.#numberOf(name)] as string),
      });
    }
  }

  /** Hands out where `exports` or `module` stands that is only read, and the name that is read of it. */
  takeExportReads(take: (offset: number, name: string | null) => void): void {
    const first = this.#reader.exportReads() >> 2;
    const end = first + this.#reader.exportReadCount() * 2;
    for (let at = first; at < end; at += 2) {
      const name = words[at + 1] as number;
      take(words[at] as number, name < 0 ? null : (this.#names.texts[this.#numberOf(name)] as string));
    }
  }

  /** Something was assigned to `exports` or `module` where the code declares them, and is not told of. */
  get passesOverExports(): boolean {
    return this.#reader.passesOverExports() !== 0;
  }

  /** The private names that the code uses of the classes around it. */
  takePrivateUses(take: (name: number) => void): void {
    const first = this.#reader.privateUses() >> 2;
    for (let at = first; at < first + this.#reader.privateUseCount(); at++) {
      take(this.#numberOf(words[at] as number));
    }
  }

  get isGetter(): boolean {
    return this.#reader.isGetter() !== 0;
  }

  /** Where the first `import.meta` stands that was read. */
  get importMetaAt(): number {
    const at = this.#reader.importMetaAt();
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }

  #numberOf(name: number): number {
    const known = this.#numbers[name];
    if (known !== undefined) return known;
    const entry = (this.#reader.names() >> 2) + name * wordsOfName;
    const address = words[entry] as number;
    const length = words[entry + 1] as number;
    const offset = (address - textAddress) >> 1;
    const isInText = address >= textAddress;
    const written = isInText ? this.#text.slice(offset, offset + length) : wordAt(address, length);
    const number = this.#names.numberOf(written);
    this.#numbers[name] = number;
    return number;
  }
}

/** Words of the language stand in the reader's own memory. */
function wordAt(address: number, length: number): string {
  return Buffer.from(words.buffer, address, length * 2).toString("utf16le");
}
