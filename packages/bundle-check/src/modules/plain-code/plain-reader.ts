import type { CommonjsExportCollector } from "../analysis/commonjs-exports.js";
import { FunctionsElsewhere } from "../analysis/functions-elsewhere.js";
import type { ModuleRequestCollector } from "../analysis/module-requests.js";
import { isGlobalObjectName } from "../global-names.js";
import { Bindings } from "./bindings.js";
import { inExportGetter, inFunction, inStrictCode, inTry, isBesideModuleTest } from "./code-contexts.js";
import { isNameOfCreateRequire } from "./create-require.js";
import { isHarmlessMention, isMoreThanOpened, isSurelyUncalled } from "./mentions.js";
import type { Names } from "./names.js";
import { wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";

/** Thrown inside a statement that must be read as a syntax tree; see `Islands`. */
export const needsTree: unique symbol = Symbol("needs a syntax tree");
/** Thrown inside a statement that must be read once more with what is known now. */
export const needsReread: unique symbol = Symbol("needs to be read again");

/** acorn's bits for what surrounds code, so that it can go on where this reader is. */
export const inOrdinaryFunction = 2;
export const inAsyncFunction = 4;
export const inGenerator = 8;
export const inArrow = 16;
export const mayUseSuper = 64;
export const mayCallSuper = 128;
export const inStaticBlock = 256;
export const inFieldValue = 512;

/** A loop, a `switch` or a label that `break` and `continue` may name; in the shape acorn has for them. */
export interface Label {
  readonly kind: "loop" | "switch" | null;
  readonly name?: string;
}

/** What is known inside one function. */
export interface Frame {
  readonly flags: number;
  /** The flags of the function `this` belongs to. */
  readonly thisFlags: number;
  readonly labels: Label[];
  /** Inside a function that has `arguments`. */
  readonly hasArguments: boolean;
}

/** The private names of one class. */
export interface PrivateNames {
  readonly declared: Map<number, "both" | "get" | "set" | "static get" | "static set">;
  readonly used: number[];
  readonly outer: PrivateNames | null;
}

/**
 * What can only be known after the code it decides about, as a former pass over the text has found it: functions
 * that are called where they are written, `try` without handler, statements to read as a tree from their start.
 */
export interface Foreknowledge {
  readonly called: Map<number, boolean>;
  /** Functions that are called where they are written in a way that does not count. */
  readonly uncalled: Set<number>;
  readonly withoutHandler: Set<number>;
  readonly islands: Set<number>;
  /** Parameters and patterns that look like values at first, and were noted as such. */
  readonly rereads: Set<number>;
  /** Names of variables that are exported as a whole, whose every mention counts. */
  wholeExports: Set<string>;
  /** What is assigned to `exports` counts also where the code declares it: the module hands its own to a function. */
  countsExports: boolean;
  /** Where statements, and the parameters of functions, start that the compiled reader has left. */
  readonly left: { readonly statements: Set<number>; readonly functions: Set<number> };
}

/** What an object literal gives a module that exports it. */
export interface ObjectKeys {
  readonly names: string[];
  readonly reexports: string[];
  opaque: boolean;
  /** `[Symbol.toStringTag]` and its like, which are no names that anybody imports. */
  hasSymbols: boolean;
}

/** What the last expression was. */
export const other = 0;
export const nameOnly = 1;
export const member = 2;
export const literal = 3;
export const functionValue = 4;
export const importCall = 5;
export const awaitedImport = 6;

/** Deeper code is left to the parser, which has a thread with a larger stack for it in large packages. */
const maximumDepth = 1_000;

/** The state that all parts of the grammar share. */
export class PlainReader extends Bindings {
  protected frame: Frame;
  protected depth = 0;
  protected privateNames: PrivateNames | null = null;
  protected islandCount = 0;
  /** Where the first `import.meta` and the first top-level `await` stand, which scripts do not have either. */
  importMetaAt = Number.POSITIVE_INFINITY;
  topAwaitAt = Number.POSITIVE_INFINITY;
  /** A former pass must be repeated with what this one has found. */
  protected mustRepeat = false;
  /** `{ a = 1 }` that must still turn out to be a pattern. */
  protected openCovers = 0;
  /** `in` ends the expression, as in the head of a `for`. */
  protected noIn = false;

  protected kind = other;
  protected kindName = -1;
  /** The name or the object of the members was the last expression's start: `a.b.c`. */
  protected isPath = false;
  /** Made of literals alone, so that its truth may be known. */
  protected isConstant = false;
  /** `typeof name` decides it; see `typeofTest`. */
  protected tests = 0;
  protected functionStart = -1;
  /** Of a member of a plain name: the name and the member's, each -1 when there is none. */
  protected memberOf = -1;
  protected memberName = -1;
  /** Where an object literal starts whose keys are asked for, and what they are. */
  protected keysWanted = -1;
  protected keys: ObjectKeys = { names: [], reexports: [], opaque: false, hasSymbols: false };
  /** The function could be the getter of an export table. */
  protected isGetter = false;
  /** Where the last assignment or `void` ended, parentheses included; exported, they do not mean a value. */
  protected apartEnd = -1;
  /** Where an arrow function ended, after which no operator may follow. */
  protected arrowEnd = -1;

  protected readonly globalPropertyNames = new Set<string>();
  protected readonly globalAliases = new Set<string>();
  protected readonly elsewhere: FunctionsElsewhere;
  protected readonly foreknowledge: Foreknowledge;
  protected readonly requests: ModuleRequestCollector;
  protected readonly commonjs: CommonjsExportCollector;
  /** A function that starts here, right after a parenthesis or a sign, is most probably called at once. */
  protected calledStart = -1;
  /** Parentheses that open here most probably hold a value for later. */
  protected uncalledStart = -1;
  protected readonly guessedCalls = new Set<number>();
  protected readonly actualCalls = new Set<number>();
  /** Names that work like `require`. */
  protected readonly requireNames = new Set<number>();
  protected readonly wholeExports = new Set<number>();
  protected readonly mentionsCreateRequire: boolean;
  /** The value being read is `createRequire(import.meta.url)`. */
  protected isOwnRequire = false;
  #reread = 0;
  #corrected = 0;

  constructor(
    text: string,
    isModule: boolean,
    names: Names,
    foreknowledge: Foreknowledge,
    requests: ModuleRequestCollector,
    commonjs: CommonjsExportCollector,
  ) {
    super(text, isModule, names);
    this.foreknowledge = foreknowledge;
    this.requests = requests;
    this.commonjs = commonjs;
    this.elsewhere = new FunctionsElsewhere(text);
    this.mentionsCreateRequire = text.includes("createRequire");
    this.context = isModule ? inStrictCode : 0;
    // A CommonJS file is the body of a function.
    const flags = isModule ? 1 : inOrdinaryFunction;
    this.frame = { flags, thisFlags: flags, labels: [], hasArguments: false };
    for (const name of ["require", "__require"]) this.requireNames.add(names.numberOf(name));
    for (const name of foreknowledge.wholeExports) this.wholeExports.add(names.numberOf(name));
  }

  protected get isStrict(): boolean {
    return (this.context & inStrictCode) !== 0;
  }

  /** `this` is the module's own here. */
  protected get isModuleFrame(): boolean {
    return this.scope.variableScope === this.moduleScope;
  }

  /** The circumstances inside of a function that is written here and called later. */
  protected contextOfLater(): number {
    const { context } = this;
    // What a getter of the export object is made of runs when that is read.
    if ((context & inExportGetter) !== 0) return context & ~(inTry | isBesideModuleTest);
    return (context & inStrictCode) | inFunction;
  }

  /** The handlers take the function that starts there for any other, though it is called where it is written. */
  protected notCalledHere(start: number): void {
    this.actualCalls.delete(start);
    this.foreknowledge.uncalled.add(start);
  }

  /** The function that starts there is called where it is written; nobody asks where that makes no difference. */
  protected calledHere(start: number): void {
    if (this.contextOfLater() !== this.context) this.actualCalls.add(start);
  }

  protected enter(): void {
    if (++this.depth > maximumDepth) leaveToParser();
  }

  protected leaveToTree(): never {
    throw needsTree;
  }

  /** A mention of the name may declare a name at run time, or make a function that requests modules. */
  protected checkName(name: number, offset: number): void {
    if (name === evalName) this.#checkEval(offset);
    if (!this.mentionsCreateRequire) return;
    const text = this.names.texts[name] as string;
    if (isNameOfCreateRequire(text)) this.checkCreateRequire(text, offset, false);
  }

  /** Called by that name in sloppy code, it may declare names. */
  #checkEval(offset: number): void {
    if (this.isStrict) return;
    const isAsWritten = this.text.startsWith("eval", offset);
    if (!isAsWritten || !isSurelyUncalled(this.text, offset, offset + 4)) this.leaveToTree();
  }

  /** Where the last value of a variable started. */
  protected initialStart = -1;

  /** A mention of `createRequire`, a name or a member, may make its call the value of a variable. */
  protected checkCreateRequire(name: string, offset: number, isMember: boolean): void {
    if (this.isOwnRequire) return;
    // What stands somewhere in the value is not all of it.
    if (!isMember && isMoreThanOpened(this.text, this.initialStart, offset)) return;
    const isAsWritten = this.text.startsWith(name, offset);
    if (!isAsWritten || !isHarmlessMention(this.text, offset, offset + name.length)) this.leaveToTree();
  }

  /** Calls of the name request modules from here on. */
  protected addRequirer(name: number): void {
    // What else it means in a script comes first in this reader.
    if (!this.isModule && (name === exportsName || name === moduleName)) leaveToParser();
    this.requireNames.add(name);
  }

  /** Going over text again is bounded: nested parameters would double it at each level. */
  protected countReread(length: number): void {
    this.#reread += length;
    if (this.#reread > 2 * this.text.length + 1_000) leaveToParser();
  }

  /** Going over so much text again leaves half of what is allowed to where it cannot be avoided. */
  protected mayReread(work: number): boolean {
    this.#corrected += work;
    return this.#corrected <= this.text.length;
  }

  /** The global object, or a variable that holds it. */
  protected isGlobalObject(name: number): boolean {
    const text = this.names.texts[name] ?? "";
    return isGlobalObjectName(text) || this.globalAliases.has(text);
  }

  /** A variable that is exported as a whole may gain properties where it is handed to a call or another variable. */
  protected handOverNamed(): void {
    if (this.kind === nameOnly && this.wholeExports.has(this.kindName)) {
      // It may turn out to be a parameter, or the default value of one, of which that is not so.
      this.islandCount++;
      this.commonjs.locals.handOver(this.names.texts[this.kindName] as string);
    }
  }

  /** What was noted and is not so; another pass must do without. */
  protected wrongNotes = 0;

  /** Of what happens to a variable the order counts, and what a value does with it comes after it for a tree. */
  protected checkOrder(name: number, changes: number): void {
    const { locals } = this.commonjs;
    if (locals.isChangedSince(changes, this.names.texts[name] as string)) this.leaveToTree();
  }

  /** A function that is turned into text runs elsewhere, among other names. */
  protected checkElsewhere(name: number, references: number): void {
    if (this.isElsewhere(name)) this.runsElsewhere(references);
  }

  /** The value just read is a function, and what has this name is turned into text somewhere. */
  protected isElsewhere(name: number): boolean {
    return this.kind === functionValue && this.elsewhere.names.has(this.names.texts[name] ?? "");
  }

  /** The code since there were so many uses of names runs where other names are in scope. */
  protected runsElsewhere(references: number): void {
    for (let index = references; index < this.referenceCount; index++) this.markInOpenScope(index);
  }

  protected usePrivateName(name: number): void {
    if (this.privateNames === null) leaveToParser();
    this.privateNames.used.push(name);
  }
}

const evalName = wordNumber("eval");
const exportsName = wordNumber("exports");
const moduleName = wordNumber("module");
