import { isGlobalObjectName } from "../global-names.js";
import { isBesideModuleTest, isConditional, isTypeofOperand, isUnderTypeofTest } from "./code-contexts.js";
import { Members } from "./members.js";
import { firstStrictName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { awaitedImport, importCall, inAsyncFunction, member, nameOnly, other } from "./plain-reader.js";
import { voidShape } from "./shapes.js";
import * as type from "./token-types.js";

const words = {
  arguments: wordNumber("arguments"),
  await: wordNumber("await"),
  delete: wordNumber("delete"),
  eval: wordNumber("eval"),
  in: wordNumber("in"),
  function: wordNumber("function"),
  instanceof: wordNumber("instanceof"),
  typeof: wordNumber("typeof"),
  void: wordNumber("void"),
};

const relationalPrecedence = 7;

/** Tests of these names tell modules from pages. */
const moduleNames = new Set(["module", "exports", "define", "require"].map(wordNumber));

/** Operators before, between and behind values. */
export abstract class Operators extends Members {
  protected checkAssigned(): void {
    const { kindName } = this;
    if (kindName < firstStrictName || kindName === words.arguments || kindName === words.eval)
      leaveToParser();
  }

  /** What a branch under the test just read adds to the circumstances. */
  protected branchContext(): number {
    return isConditional | this.tests;
  }

  #mixed = 0;

  protected binary(minimum: number): void {
    if (this.is(type.privateName)) {
      if (minimum >= relationalPrecedence) leaveToParser();
      this.usePrivateName(this.value);
      this.next();
      if (!this.isWord(words.in) || this.noIn) leaveToParser();
      this.becomes(other);
    } else this.#unary();
    this.#mixed = 0;
    for (;;) {
      const operator = this.type;
      const isWordOperator =
        operator === type.word &&
        (this.value === words.instanceof || (this.value === words.in && !this.noIn));
      if (operator < type.nullish && !isWordOperator) {
        if (operator === type.word || this.lastEnd !== this.arrowEnd) return;
        if (operator === type.question || operator === type.openParenthesis) leaveToParser();
        return;
      }
      if (this.lastEnd === this.arrowEnd) leaveToParser();
      // acorn's tokenizer takes some values that end in a brace for blocks, behind which no division stands.
      if (operator === type.slash && this.text.charCodeAt(this.lastEnd - 1) === 0x7d) leaveToParser();
      const precedence = isWordOperator ? relationalPrecedence : this.value;
      const isRightAssociative = operator === type.power;
      if (isRightAssociative ? precedence < minimum : precedence <= minimum) return;
      this.#operation(operator, precedence, isRightAssociative);
    }
  }

  #operation(operator: number, precedence: number, isRightAssociative: boolean): void {
    const { isConstant, tests, context, shape } = this;
    const leftMixed = this.#mixed;
    const isIn = operator === type.word && this.value === words.in;
    const tested = isIn && this.#isString ? this.#testedName() : null;
    const isLogical =
      operator === type.nullish || operator === type.logicalOr || operator === type.logicalAnd;
    // The left side of another operation is not asked for by itself.
    if (shape?.tested !== undefined && !isLogical) {
      this.globalPropertyNames.delete(shape.tested);
      this.leaveToTree();
    }
    if (isLogical) {
      if (isConstant && operator !== type.nullish) this.leaveToTree();
      if (operator === type.logicalAnd) this.lookAtCondition();
      this.context |= isConditional;
    }
    this.next();
    if (operator === type.nullish || operator === type.logicalOr) this.uncalledStart = this.start;
    this.enter();
    this.binary(isRightAssociative ? precedence - 1 : precedence);
    if (this.lastEnd === this.arrowEnd) leaveToParser();
    this.depth--;
    this.context = context;
    const mixed = isLogical ? (operator === type.nullish ? 1 : 2) : 0;
    // `??` stands beside `||` and `&&` only in parentheses.
    if (mixed !== 0) {
      if ((leftMixed !== 0 && leftMixed !== mixed) || (this.#mixed !== 0 && this.#mixed !== mixed))
        leaveToParser();
    }
    const rightConstant = this.isConstant;
    const rightTests = this.tests;
    // `"name" in window` says that the file knows the name.
    let isNews = false;
    if (tested !== null && this.kind === nameOnly) {
      const object = this.names.texts[this.kindName] as string;
      isNews = isGlobalObjectName(object) && !this.globalPropertyNames.has(tested);
      if (isNews) this.globalPropertyNames.add(tested);
    }
    if (shape !== null || this.shape !== null) {
      this.shapeOfOperation(shape, isLogical);
      const { shape: both } = this;
      this.becomes(other);
      this.shape = both;
    } else this.becomes(other);
    if (tested !== null && isNews) this.shape = { ...this.shape, tested };
    this.#mixed = mixed;
    this.#isString = false;
    this.isConstant = !isLogical && isConstant && rightConstant;
    this.tests = tests | rightTests;
  }

  /** The last expression was a string literal alone. */
  #isString = false;

  /** The string before `in`; null when there is more than a string. */
  #testedName(): string | null {
    if (this.stringEnd !== this.lastEnd) {
      if (this.text.charCodeAt(this.lastEnd - 1) === 0x29) this.leaveToTree();
      return null;
    }
    const name = this.text.slice(this.stringStart + 1, this.stringEnd - 1);
    if (name.includes("\\")) this.leaveToTree();
    return name;
  }

  protected readString(): void {
    this.stringStart = this.start;
    this.stringEnd = this.end;
    this.next();
    this.becomes(other);
    this.isConstant = true;
    this.#isString = true;
  }

  #unary(): void {
    this.#isString = false;
    const { type: kind, value } = this;
    if (kind === type.word) {
      if (value === words.typeof || value === words.void || value === words.delete) {
        this.#prefix(value);
        return;
      }
      if (value === words.await) {
        this.#await();
        return;
      }
    } else if (kind === type.not || kind === type.plusMinus) {
      this.#prefix(kind === type.not && this.text[this.start] === "!" ? -1 : -2);
      return;
    } else if (kind === type.update) {
      this.next();
      this.enter();
      this.#unary();
      this.depth--;
      this.#checkUpdated();
      this.becomes(other);
      return;
    }
    this.subscripts();
    if (this.is(type.update) && !this.newline) {
      if (this.lastEnd === this.arrowEnd) leaveToParser();
      this.#checkUpdated();
      this.next();
      this.becomes(other);
    }
  }

  #checkUpdated(): void {
    if (this.kind === nameOnly) this.checkAssigned();
    else if (this.kind !== member) leaveToParser();
  }

  #prefix(operator: number): void {
    this.next();
    // `!function () { … }()`
    if (operator !== words.typeof && this.isWord(words.function)) this.calledStart = this.start;
    this.enter();
    this.#unary();
    this.depth--;
    if (this.lastEnd === this.arrowEnd) leaveToParser();
    let { isConstant, tests, shape } = this;
    if (operator === words.typeof) {
      tests = 0;
      if (this.kind === nameOnly) {
        this.markReference(this.lastReference, isTypeofOperand);
        tests = isUnderTypeofTest | (moduleNames.has(this.kindName) ? isBesideModuleTest : 0);
      }
    } else if (operator === words.delete) {
      if (this.kind !== member && this.kind !== other && this.kind < importCall) leaveToParser();
      if (this.isPrivateMember) leaveToParser();
    }
    if (operator !== -1 && operator !== words.void) isConstant = false;
    if (this.is(type.power)) leaveToParser();
    this.becomes(other);
    this.#isString = false;
    this.isConstant = isConstant;
    this.tests = tests;
    const isVoid = operator === words.void;
    if (isVoid) this.apartEnd = this.lastEnd;
    if (shape !== null) shape = shape.looked ? { looked: shape.looked, isVoid } : null;
    this.shape = shape === null && isVoid ? voidShape : shape;
  }

  #await(): void {
    const { flags } = this.frame;
    const atTop = this.isModule && flags === 1;
    if (!atTop && (flags & inAsyncFunction) === 0) leaveToParser();
    if (atTop) this.topAwaitAt = Math.min(this.topAwaitAt, this.start);
    this.next();
    this.enter();
    this.#unary();
    this.depth--;
    if (this.is(type.power) || this.lastEnd === this.arrowEnd) leaveToParser();
    this.becomes(this.kind === importCall ? awaitedImport : other);
    this.#isString = false;
  }
}
