import { lexical, ownName } from "./bindings.js";
import { inExportGetter, inFunction, inStrictCode, inTry } from "./code-contexts.js";
import { Functions } from "./functions.js";
import { checkBindingName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import {
  type Frame,
  inFieldValue,
  inOrdinaryFunction,
  inStaticBlock,
  mayCallSuper,
  mayUseSuper,
  type PrivateNames,
} from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  accessor: wordNumber("accessor"),
  async: wordNumber("async"),
  class: wordNumber("class"),
  constructor: wordNumber("constructor"),
  extends: wordNumber("extends"),
  get: wordNumber("get"),
  prototype: wordNumber("prototype"),
  set: wordNumber("set"),
  static: wordNumber("static"),
};

interface Element {
  isStatic: boolean;
  isAsync: boolean;
  isGenerator: boolean;
  accessor: "get" | "set" | null;
}

/** Classes: what they extend, their members, their private names. */
export abstract class Classes extends Functions {
  protected classValue(): void {
    this.#class(false, false);
  }

  /** `isNamed` is false after `export default`. */
  protected classDeclaration(isNamed: boolean): void {
    this.#class(true, isNamed);
  }

  /** Of the last class. */
  protected staticNames: readonly string[] = [];
  protected isDerivedClass = false;

  #class(isDeclaration: boolean, mustHaveName: boolean): void {
    this.enter();
    // Fields of a class in a getter have circumstances of both.
    if ((this.context & inExportGetter) !== 0) this.leaveToTree();
    const { context, exporting } = this;
    const { locals } = this.commonjs;
    const { changes } = locals;
    this.next();
    let name = -1;
    if (this.is(type.word) && this.value !== words.extends) {
      name = this.value;
      checkBindingName(name);
      this.next();
      if (isDeclaration) this.declareName(name, lexical);
    } else if (mustHaveName) leaveToParser();
    this.exporting = false;
    this.context |= inStrictCode;
    this.openScope(false);
    if (name >= 0) this.declareHere(name, ownName);
    const isDerived = this.eatWord(words.extends);
    if (isDerived) {
      this.nested(this.subscripts);
      if (this.lastEnd === this.arrowEnd) leaveToParser();
    }
    const staticNames = this.#body(isDerived);
    this.staticNames = staticNames;
    this.isDerivedClass = isDerived;
    this.closeScope();
    this.context = context;
    this.exporting = exporting;
    this.depth--;
    this.next();
    if (isDeclaration && name >= 0 && this.wholeExports.has(name)) {
      this.checkOrder(name, changes);
      locals.addClass(this.names.texts[name] as string, staticNames, isDerived);
    }
  }

  /** The names of static members that are plain words. */
  #body(isDerived: boolean): string[] {
    const privateNames: PrivateNames = { declared: new Map(), used: [], outer: this.privateNames };
    this.privateNames = privateNames;
    const staticNames: string[] = [];
    let hasConstructor = false;
    this.expect(type.openBrace);
    while (!this.is(type.closeBrace)) {
      if (this.eat(type.semicolon)) continue;
      if (this.#element(isDerived, staticNames)) {
        if (hasConstructor) leaveToParser();
        hasConstructor = true;
      }
    }
    this.privateNames = privateNames.outer;
    for (const name of privateNames.used) {
      if (!privateNames.declared.has(name)) this.usePrivateName(name);
    }
    return staticNames;
  }

  /** True for the constructor. */
  #element(isDerived: boolean, staticNames: string[]): boolean {
    const element: Element = { isStatic: false, isAsync: false, isGenerator: false, accessor: null };
    if (this.#modifier(words.static)) {
      if (this.is(type.openBrace)) {
        this.#staticBlock();
        return false;
      }
      element.isStatic = true;
    }
    if (this.isWord(words.accessor) && !this.#isNameItself()) leaveToParser();
    if (this.isWord(words.async) && !this.#isNameItself()) {
      this.next();
      if (this.newline) leaveToParser();
      element.isAsync = true;
    }
    if (this.is(type.multiply) && this.text[this.start] === "*") {
      this.next();
      element.isGenerator = true;
    } else if (
      !element.isAsync &&
      (this.isWord(words.get) || this.isWord(words.set)) &&
      !this.#isNameItself()
    ) {
      element.accessor = this.isWord(words.get) ? "get" : "set";
      this.next();
    }
    return this.#member(element, isDerived, staticNames);
  }

  #member(element: Element, isDerived: boolean, staticNames: string[]): boolean {
    const { isStatic, isAsync, isGenerator, accessor } = element;
    const isPrivate = this.is(type.privateName);
    const { value } = this;
    // A constructor in quotes is one, too.
    if (this.is(type.string) && /^["'](constructor|prototype)/.test(this.text.slice(this.start, this.end))) {
      leaveToParser();
    }
    const key = isPrivate ? -1 : this.propertyKey();
    if (isPrivate) {
      this.#declarePrivate(value, element);
      this.next();
    } else if (isStatic && key === words.prototype) leaveToParser();
    if (isStatic && key >= 0) staticNames.push(this.names.texts[key] as string);
    if (!this.is(type.openParenthesis)) {
      if (isAsync || isGenerator || accessor !== null || key === words.constructor) leaveToParser();
      this.#field(isStatic);
      return false;
    }
    if (accessor !== null) {
      if (key === words.constructor && !isStatic) leaveToParser();
      this.accessor(accessor === "get");
      return false;
    }
    const isConstructor = key === words.constructor && !isStatic;
    if (isConstructor && (isAsync || isGenerator)) leaveToParser();
    this.method(isAsync, isGenerator, mayUseSuper | (isConstructor && isDerived ? mayCallSuper : 0));
    return isConstructor;
  }

  /** Takes a modifier, unless the word is the name of a member. */
  #modifier(word: number): boolean {
    if (!this.isWord(word) || this.#isNameItself()) return false;
    this.next();
    return true;
  }

  /** The present word is followed by what only follows the name of a member: `(`, `=`, `;`, `}` or a line break. */
  #isNameItself(): boolean {
    const newline = this.newline;
    this.newline = false;
    const code = this.peek();
    const breaks = this.peekedNewline;
    this.newline = newline;
    if (code === 0x28 || code === 0x3d || code === 0x3b || code === 0x7d) return true;
    // A field may end at the line break, or the modifier may go on in the next line.
    if (breaks) leaveToParser();
    return false;
  }

  #declarePrivate(name: number, { isStatic, accessor }: Element): void {
    if (this.names.texts[name] === "constructor") leaveToParser();
    const { declared } = this.privateNames as PrivateNames;
    const known = declared.get(name);
    const kind = accessor === null ? "both" : isStatic ? (`static ${accessor}` as const) : accessor;
    if (known === undefined) {
      declared.set(name, kind);
      return;
    }
    const pair = isStatic ? "static get static set" : "get set";
    const isPair = accessor !== null && known !== "both" && known !== kind && pair.includes(known);
    if (!isPair || known.startsWith("static") !== isStatic) leaveToParser();
    declared.set(name, "both");
  }

  #field(isStatic: boolean): void {
    if (this.eat(type.assign)) {
      const { context, frame } = this;
      if (!isStatic) this.context = (context & ~inTry) | inFunction;
      this.frame = fieldFrame;
      this.nested(this.assignment);
      this.context = context;
      this.frame = frame;
    }
    if (this.openCovers > 0) leaveToParser();
    if (!this.eat(type.semicolon) && !this.is(type.closeBrace) && !this.newline) leaveToParser();
  }

  #staticBlock(): void {
    const { frame, openCovers } = this;
    const flags = inStaticBlock | mayUseSuper;
    this.frame = { flags, thisFlags: flags, labels: [], hasArguments: false };
    this.openCovers = 0;
    this.next();
    this.openScope(true).isStaticBlock = true;
    this.statementList();
    if (!this.is(type.closeBrace)) leaveToParser();
    this.closeScope();
    this.frame = frame;
    this.openCovers = openCovers;
    this.next();
  }
}

const fieldFlags = inOrdinaryFunction | mayUseSuper | inFieldValue;
const fieldFrame: Frame = { flags: fieldFlags, thisFlags: fieldFlags, labels: [], hasArguments: false };
