import { isBesideModuleTest, isConditional, isTypeofOperand, isUnderTypeofTest } from "./code-contexts.js";
import { Members } from "./members.js";
import { firstStrictName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { awaitedImport, importCall, inAsyncFunction, member, nameOnly, other } from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  arguments: wordNumber("arguments"),
  await: wordNumber("await"),
  define: wordNumber("define"),
  delete: wordNumber("delete"),
  function: wordNumber("function"),
  in: wordNumber("in"),
  instanceof: wordNumber("instanceof"),
  typeof: wordNumber("typeof"),
  void: wordNumber("void"),
};

const relationalPrecedence = 7;

/** Operators before, between and behind values. */
export abstract class Operators extends Members {
  protected checkAssigned(): void {
    if (this.kindName < firstStrictName || this.kindName === words.arguments) leaveToParser();
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
    const { isConstant, tests, context } = this;
    const leftMixed = this.#mixed;
    const isIn = operator === type.word && this.value === words.in;
    // `"name" in window` says that the file knows the name.
    if (isIn && this.#isString) this.leaveToTree();
    const isLogical =
      operator === type.nullish || operator === type.logicalOr || operator === type.logicalAnd;
    if (isLogical) {
      if (isConstant && operator !== type.nullish) this.leaveToTree();
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
    this.becomes(other);
    this.#mixed = mixed;
    this.#isString = false;
    this.isConstant = !isLogical && isConstant && rightConstant;
    this.tests = tests | rightTests;
  }

  /** The last expression was a string literal alone. */
  #isString = false;

  protected readString(): void {
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
    let { isConstant, tests } = this;
    if (operator === words.typeof) {
      tests = 0;
      if (this.kind === nameOnly) {
        this.markReference(this.lastReference, isTypeofOperand);
        tests = isUnderTypeofTest | (this.kindName === words.define ? isBesideModuleTest : 0);
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
    if (operator === words.void) this.apartEnd = this.lastEnd;
  }

  #await(): void {
    const { flags } = this.frame;
    const atTop = this.isModule && flags === 1;
    if (!atTop && (flags & inAsyncFunction) === 0) leaveToParser();
    if (atTop) this.usesModuleGoal = true;
    this.next();
    this.enter();
    this.#unary();
    this.depth--;
    if (this.is(type.power) || this.lastEnd === this.arrowEnd) leaveToParser();
    this.becomes(this.kind === importCall ? awaitedImport : other);
    this.#isString = false;
  }
}
