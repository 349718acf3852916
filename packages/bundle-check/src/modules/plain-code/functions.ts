import { ownName, parameter } from "./bindings.js";
import { inExportGetter, inStrictCode } from "./code-contexts.js";
import {
  endsBeforeIn,
  hasArguments,
  hasOneParameter,
  hasSingleParameter,
  startsWithAsync,
} from "./compiled-reader.js";
import { checkBindingName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { functionValue, inArrow, inAsyncFunction, inGenerator, inOrdinaryFunction } from "./plain-reader.js";
import { Primaries } from "./primaries.js";
import * as type from "./token-types.js";

const functionWord = wordNumber("function");
const asyncWord = wordNumber("async");
const letterF = 0x66;
const returnWord = wordNumber("return");

interface FunctionShape {
  readonly flags: number;
  /** The place of its first word, by which a later pass knows it again. */
  readonly start: number;
  readonly isArrow: boolean;
  /** Runs when the code around it does. */
  readonly runsNow: boolean;
  readonly name: number;
  /** The only parameter of an arrow function without parentheses; -1 for none. */
  readonly single: number;
}

/** Functions of every form: parameters, circumstances, bodies. */
export abstract class Functions extends Primaries {
  protected abstract statementList(): void;

  /** Whether the function that starts here runs at once, by its surroundings or by what a former pass has seen. */
  #guessCall(start: number): boolean {
    if (this.contextOfLater() === this.context) return false;
    const known = this.foreknowledge.called.get(start);
    const guess =
      known ??
      (start === this.calledStart ||
        (this.argumentRuns && start === this.argumentStart) ||
        /__PURE__ ?\*\/\s*$/.test(this.text.slice(Math.max(0, start - 13), start)));
    if (guess) this.guessedCalls.add(start);
    return guess;
  }

  protected functionExpression(start: number, isAsync: boolean): void {
    if (!this.eatWord(functionWord)) leaveToParser();
    const isGenerator = this.#star();
    const name = this.is(type.word) ? this.value : -1;
    if (name >= 0) {
      checkBindingName(name);
      this.next();
    }
    const flags = inOrdinaryFunction | flagsOf(isAsync, isGenerator);
    this.#function({ flags, start, isArrow: false, runsNow: this.#guessCall(start), name, single: -1 });
    this.becomes(functionValue);
    this.functionStart = start;
    if (isAsync || isGenerator) this.isGetter = false;
  }

  /** The present token is `async`. What stands between the words is nearly always one space. */
  protected startsAsyncFunction(): boolean {
    if (/^async[ \t]+function\b/.test(this.text.slice(this.start, this.start + 40))) return true;
    if (this.peek() === letterF) leaveToParser();
    return false;
  }

  #star(): boolean {
    if (!this.is(type.multiply)) return false;
    if (this.text[this.start] !== "*") leaveToParser();
    this.next();
    return true;
  }

  /** `function` or `async function` as a statement; `isNamed` is false after `export default`. */
  protected functionDeclaration(isNamed: boolean): void {
    const { start } = this;
    const isAsync = this.eatWord(asyncWord);
    if (!this.eatWord(functionWord)) leaveToParser();
    const isGenerator = this.#star();
    let runsElsewhere = false;
    if (this.is(type.word)) {
      const { value } = this;
      this.next();
      checkBindingName(value);
      runsElsewhere = this.elsewhere.names.has(this.names.texts[value] as string);
      this.declareFunction(value, !isAsync && !isGenerator, this.isStrict);
      if (this.exporting) this.exportName(value);
      if (this.wholeExports.has(value)) this.commonjs.locals.visitFunction(this.names.texts[value] as string);
    } else if (isNamed) leaveToParser();
    const flags = inOrdinaryFunction | flagsOf(isAsync, isGenerator);
    const references = this.referenceCount;
    this.#function({ flags, start, isArrow: false, runsNow: false, name: -1, single: -1 });
    if (runsElsewhere) this.runsElsewhere(references);
  }

  protected method(isAsync: boolean, isGenerator: boolean, flags: number): void {
    const all = inOrdinaryFunction | flags | flagsOf(isAsync, isGenerator);
    this.#function({ flags: all, start: this.start, isArrow: false, runsNow: false, name: -1, single: -1 });
  }

  /** The present token is the arrow, or the parenthesis that opens the parameters. */
  protected arrowFunction(start: number, isAsync: boolean, single: number): void {
    const flags = inOrdinaryFunction | inArrow | (isAsync ? inAsyncFunction : 0);
    this.#function({ flags, start, isArrow: true, runsNow: this.#guessCall(start), name: -1, single });
    this.becomes(functionValue);
    this.functionStart = start;
    if (isAsync) this.isGetter = false;
    this.arrowEnd = this.lastEnd;
  }

  /** `async (…) =>`, read as a call before. */
  protected asyncArrow(start: number, references: number, islands: number): void {
    this.goBack(start, references, islands, true);
    this.next();
    this.arrowFunction(start, true, -1);
  }

  #function(shape: FunctionShape): void {
    this.enter();
    const { context, frame, noIn, exporting } = this;
    const { flags, isArrow, runsNow } = shape;
    this.exporting = false;
    this.noIn = false;
    this.context = runsNow ? context : this.contextOfLater();
    if (!runsNow && this.#readCompiled(shape, noIn)) {
      this.context = context;
      this.noIn = noIn;
      this.exporting = exporting;
      this.depth--;
      return;
    }
    const inside = {
      flags,
      thisFlags: isArrow ? frame.thisFlags : flags,
      labels: [],
      hasArguments: !isArrow || frame.hasArguments,
    };
    // Parameters neither await nor yield.
    this.frame = { ...inside, flags: flags & ~(inAsyncFunction | inGenerator) };
    this.openScope(true);
    if (shape.name >= 0) this.declareHere(shape.name, ownName);
    const hasParameters = shape.single >= 0 || !this.#opensEmpty();
    const isSimple = this.#parameters(shape);
    if (isArrow) {
      if (!this.is(type.arrow) || this.newline) leaveToParser();
      this.next();
    }
    this.frame = inside;
    this.#body(isSimple, isArrow, noIn);
    this.isGetter = this.isGetter && !hasParameters;
    this.closeScope();
    this.context = context;
    this.frame = frame;
    this.noIn = noIn;
    this.exporting = exporting;
    this.depth--;
    if (!isArrow || this.#endsInBrace) this.next();
  }

  /** Code that runs later, and means no more than the names it declares and uses, is read by the compiled reader. */
  #readCompiled({ flags, start, isArrow, name, single }: FunctionShape, noIn: boolean): boolean {
    if ((this.context & inExportGetter) !== 0) return false;
    const compiled = this.compiledReader();
    if (compiled === null) return false;
    const { thisFlags } = this.frame;
    const options =
      (!isArrow || this.frame.hasArguments ? hasArguments : 0) |
      (this.hasOneParameter ? hasOneParameter : 0) |
      (noIn ? endsBeforeIn : 0) |
      (single < 0 ? 0 : hasSingleParameter) |
      (single >= 0 && (flags & inAsyncFunction) !== 0 ? startsWithAsync : 0) |
      this.declaredLoaderNames;
    const from = single < 0 ? this.start : start;
    const { functions: left } = this.foreknowledge.left;
    if (left.has(from)) return false;
    const end = compiled.readFunction(from, flags, isArrow ? thisFlags : flags, this.context, options);
    if (end < 0) {
      left.add(from);
      return false;
    }
    if (name >= 0) {
      this.openScope(true);
      this.declareHere(name, ownName);
    }
    this.takeUses(compiled);
    if (name >= 0) this.closeScope();
    this.takeNotes(compiled);
    this.isGetter = compiled.isGetter;
    this.hasOneParameter = false;
    this.rewind(end);
    return true;
  }

  #endsInBrace = false;

  #opensEmpty(): boolean {
    return this.is(type.openParenthesis) && this.peek() === 0x29;
  }

  #parameters({ single }: FunctionShape): boolean {
    if (single >= 0) {
      this.declareName(single, parameter);
      return true;
    }
    this.expect(type.openParenthesis);
    if (this.hasOneParameter) {
      this.hasOneParameter = false;
      if (this.is(type.dots)) leaveToParser();
      this.bindingElement(parameter);
      this.eat(type.comma);
      if (!this.is(type.closeParenthesis)) leaveToParser();
      this.next();
      // Whether it was a name alone makes no difference but for what a default value sees.
      return false;
    }
    return this.parameters();
  }

  /** Up to the closing brace, which stays the present token: what follows is read in the circumstances outside. */
  #body(isSimple: boolean, isArrow: boolean, noIn: boolean): void {
    // Default values do not see what the body declares.
    if (!isSimple) this.openScope(true).isBodyApart = true;
    if (isArrow && !this.is(type.openBrace)) {
      this.noIn = noIn;
      this.assignment();
      this.isGetter = this.isPath;
      this.#endsInBrace = false;
    } else {
      const { openCovers } = this;
      this.openCovers = 0;
      this.expect(type.openBrace);
      const isReturn = this.isWord(returnWord);
      this.directives(isSimple);
      this.statementList();
      if (!this.is(type.closeBrace)) leaveToParser();
      if (this.openCovers > 0) leaveToParser();
      this.openCovers = openCovers;
      this.isGetter = isReturn;
      this.#endsInBrace = true;
    }
    if (!isSimple) this.closeScope();
  }

  /** The strings a body starts with, of which `"use strict"` changes what follows. */
  protected directives(isSimple: boolean): void {
    while (this.is(type.string)) {
      const { start } = this;
      const isStrict = /^["']use strict["']$/.test(this.text.slice(start, this.end));
      this.next();
      if (this.#continuesExpression()) {
        this.rewind(start);
        return;
      }
      if (!this.#endsStatement()) leaveToParser();
      if (isStrict) {
        if (!isSimple) leaveToParser();
        this.context |= inStrictCode;
      }
      this.eat(type.semicolon);
    }
  }

  /** Surely the end of the expression statement that a string makes up. */
  #endsStatement(): boolean {
    if (this.is(type.semicolon) || this.is(type.closeBrace) || this.is(type.endOfFile)) return true;
    return this.newline && (this.is(type.word) || this.is(type.string));
  }

  /** The string before is only the start of an expression. */
  #continuesExpression(): boolean {
    if (this.is(type.word)) return this.value === wordNumber("in") || this.value === wordNumber("instanceof");
    return this.type >= type.nullish || continuations.has(this.type);
  }
}

const continuations = new Set([
  type.comma,
  type.dot,
  type.openBracket,
  type.openParenthesis,
  type.optionalChain,
  type.question,
  type.template,
]);

function flagsOf(isAsync: boolean, isGenerator: boolean): number {
  return (isAsync ? inAsyncFunction : 0) | (isGenerator ? inGenerator : 0);
}
