import { evaluators } from "../analysis/functions-elsewhere.js";
import {
  isAssigned,
  isBesideModuleTest,
  isConditional,
  isTypeofOperand,
  isUnderTypeofTest,
} from "./code-contexts.js";
import { firstStrictName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import {
  functionValue,
  inAsyncFunction,
  inFieldValue,
  inGenerator,
  inStaticBlock,
  literal,
  member,
  nameOnly,
  other,
  PlainReader,
} from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  arguments: wordNumber("arguments"),
  async: wordNumber("async"),
  await: wordNumber("await"),
  apply: wordNumber("apply"),
  call: wordNumber("call"),
  createRequire: wordNumber("createRequire"),
  define: wordNumber("define"),
  delete: wordNumber("delete"),
  forEach: wordNumber("forEach"),
  in: wordNumber("in"),
  instanceof: wordNumber("instanceof"),
  typeof: wordNumber("typeof"),
  void: wordNumber("void"),
  yield: wordNumber("yield"),
};

const relationalPrecedence = 7;

/** Members, calls or decisions in a row; nobody writes more, and a syntax tree of more is too deep to be walked. */
const longestChain = 1_000;

/** Operators, from assignments down to members and calls. */
export abstract class Expressions extends PlainReader {
  protected abstract primary(): void;
  protected abstract assignmentPattern(): void;
  protected abstract templateParts(): void;
  protected abstract asyncArrow(start: number, references: number, islands: number): void;

  protected expression(): void {
    this.assignment();
    if (!this.is(type.comma)) return;
    while (this.eat(type.comma)) this.assignment();
    this.becomes(other);
  }

  /** An expression in which `in` is an operator. */
  protected nested(read: () => void): void {
    const { noIn } = this;
    this.noIn = false;
    read.call(this);
    this.noIn = noIn;
  }

  /** What the last expression was; the rest of what is known of it follows from that. */
  protected becomes(kind: number): void {
    this.kind = kind;
    this.isSequenceOfEvaluator = false;
    this.isPath = false;
    this.isConstant = false;
    this.tests = 0;
  }

  protected assignment(): void {
    this.#assignment(true);
  }

  #assignment(withConditional: boolean): void {
    this.enter();
    if (this.isWord(words.yield)) this.#yield();
    else {
      const { start, openCovers, islandCount } = this;
      const references = this.referenceCount;
      this.#binary(0);
      if (this.is(type.question)) {
        if (withConditional) this.#conditional();
      } else if (this.type >= type.assign && this.type <= type.logicalAssign) {
        this.#assign(start, references, openCovers, islandCount);
      }
    }
    this.depth--;
  }

  #assign(start: number, references: number, covers: number, islands: number): void {
    if (this.lastEnd === this.arrowEnd) leaveToParser();
    const isPlain = this.is(type.assign);
    if (this.kind === nameOnly) {
      this.checkAssigned();
      if (this.wholeExports.has(this.kindName)) this.leaveToTree();
      if (isPlain) this.markReference(this.lastReference, isAssigned);
    } else if (this.kind === literal && isPlain) {
      this.goBack(start, references, islands);
      this.openCovers = covers;
      this.assignmentPattern();
      if (!this.is(type.assign)) leaveToParser();
    } else if (this.kind !== member) leaveToParser();
    else if (this.wholeExports.has(this.memberOf)) {
      const assigned = this.memberName < 0 ? null : (this.names.texts[this.memberName] as string);
      this.commonjs.locals.assignMember(this.names.texts[this.memberOf] as string, assigned);
    }
    const { kind, memberName } = this;
    this.next();
    this.assignment();
    if (kind === nameOnly) this.escapeAssigned();
    else if (kind === member) this.checkElsewhere(memberName);
    this.becomes(other);
    this.apartEnd = this.lastEnd;
  }

  protected checkAssigned(): void {
    if (this.kindName < firstStrictName || this.kindName === words.arguments) leaveToParser();
  }

  /** Reads a text again that turned out to be a pattern or parameters. */
  protected goBack(start: number, references: number, islands: number): void {
    if (this.islandCount !== islands) leaveToParser();
    this.countReread(this.lastEnd - start);
    this.dropReferences(references);
    this.rewind(start);
  }

  #yield(): void {
    if ((this.frame.flags & inGenerator) === 0) leaveToParser();
    this.next();
    const ends =
      this.newline ||
      this.is(type.endOfFile) ||
      this.is(type.comma) ||
      this.is(type.semicolon) ||
      this.is(type.colon) ||
      this.is(type.closeParenthesis) ||
      this.is(type.closeBracket) ||
      this.is(type.closeBrace) ||
      this.isWord(words.in);
    if (!ends) {
      if (this.is(type.multiply) && this.text[this.start] === "*") this.next();
      this.assignment();
    }
    this.becomes(other);
  }

  /** A chain of decisions nests to the right; a loop keeps the stack flat. */
  #conditional(): void {
    const { context } = this;
    for (let length = 0; this.is(type.question); length++) {
      if (this.lastEnd === this.arrowEnd || length > longestChain) leaveToParser();
      if (this.isConstant) this.leaveToTree();
      this.context |= this.branchContext();
      this.next();
      this.nested(this.assignment);
      this.expect(type.colon);
      this.#assignment(false);
    }
    this.context = context;
    this.becomes(other);
  }

  /** What a branch under the test just read adds to the circumstances. */
  protected branchContext(): number {
    return isConditional | this.tests;
  }

  #mixed = 0;

  #binary(minimum: number): void {
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
    this.enter();
    this.#binary(isRightAssociative ? precedence - 1 : precedence);
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
      if (this.kind !== member && this.kind !== other) leaveToParser();
      if (this.#isPrivateMember) leaveToParser();
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
    this.becomes(other);
    this.#isString = false;
  }

  #isPrivateMember = false;

  /** Members and calls. */
  protected subscripts(withCalls = true): void {
    const { start, islandCount } = this;
    const references = this.referenceCount;
    const isAsync = this.isWord(words.async);
    this.primary();
    if (this.lastEnd === this.arrowEnd) return;
    let isOptional = false;
    for (let length = 0; ; length++) {
      if (length > longestChain) leaveToParser();
      switch (this.type) {
        case type.dot:
          this.next();
          this.#property();
          break;
        case type.optionalChain:
          if (!withCalls) leaveToParser();
          isOptional = true;
          this.next();
          if (this.is(type.template)) leaveToParser();
          if (!this.is(type.openParenthesis) && !this.is(type.openBracket)) this.#property();
          else if (this.is(type.openParenthesis)) this.#call();
          else this.#element();
          break;
        case type.openBracket:
          this.#element();
          break;
        case type.openParenthesis:
          if (!withCalls) return;
          if (isAsync && this.kind === nameOnly && this.kindName === words.async) {
            const { newline } = this;
            this.#call();
            if (this.is(type.arrow) && !newline) {
              this.asyncArrow(start, references, islandCount);
              return;
            }
          } else this.#call();
          break;
        case type.template:
          if (isOptional) leaveToParser();
          this.templateParts();
          this.becomes(other);
          break;
        default:
          if (isOptional) this.becomes(other);
          return;
      }
    }
  }

  #property(): void {
    if (this.is(type.privateName)) {
      this.usePrivateName(this.value);
      this.#isPrivateMember = true;
      this.next();
      this.#becomesMember(-1);
    } else {
      if (!this.is(type.word)) leaveToParser();
      const { value } = this;
      if (this.kind === nameOnly && this.isGlobalObject(this.kindName)) {
        this.globalPropertyNames.add(this.names.texts[value] as string);
      }
      if (value === words.createRequire) this.leaveToTree();
      // `Object.keys(other).forEach(key => exports[key] = …)` copies what another module exports.
      if (value === words.forEach && this.mentionsExports && this.kind === other) this.leaveToTree();
      this.#isPrivateMember = false;
      this.next();
      if (this.kind === functionValue && (value === words.call || value === words.apply)) {
        if (this.is(type.openParenthesis)) {
          this.#call();
          return;
        }
      }
      this.#becomesMember(value);
    }
  }

  #becomesMember(name: number): void {
    const { isPath, kind } = this;
    this.memberOf = kind === nameOnly ? this.kindName : -1;
    this.memberName = name;
    this.becomes(member);
    this.isPath = isPath || kind === nameOnly;
  }

  #element(): void {
    const { kind, kindName, isPath } = this;
    this.next();
    if (this.is(type.string)) {
      if (kind === functionValue) leaveToParser();
      const counts = this.isGlobalObject(kindName) || this.wholeExports.has(kindName);
      if (kind === nameOnly && counts) this.leaveToTree();
    }
    this.nested(this.expression);
    this.expect(type.closeBracket);
    this.#isPrivateMember = false;
    this.kind = kind;
    this.kindName = kindName;
    this.isPath = isPath;
    this.#becomesMember(-1);
  }

  #call(): void {
    const isImmediate = this.kind === functionValue;
    if (isImmediate) this.actualCalls.add(this.functionStart);
    this.evaluates = this.#isEvaluator();
    this.callArguments(isImmediate, true);
    this.becomes(other);
  }

  /** A call of a helper that fills export objects needs a tree; one that evaluates a function elsewhere may. */
  #isEvaluator(): boolean {
    if (this.kind === nameOnly) {
      const name = this.names.texts[this.kindName] as string;
      if (name.startsWith("__export")) this.leaveToTree();
      return evaluators.test(name);
    }
    if (this.kind === member) {
      const name = this.names.texts[this.memberName] ?? "";
      if (name === "d" && this.names.texts[this.memberOf] === "__webpack_require__") this.leaveToTree();
      return evaluators.test(name);
    }
    // `(0, stringifyFunction)(…)`
    return this.isSequenceOfEvaluator;
  }

  protected evaluates = false;
  protected isSequenceOfEvaluator = false;

  /** `isCall`: no `new`, so that the call may install a table of getters. */
  protected callArguments(isImmediate: boolean, isCall: boolean): void {
    const evaluates = isCall && this.evaluates;
    this.next();
    let count = 0;
    let isTable = false;
    while (!this.is(type.closeParenthesis)) {
      count++;
      if (this.eat(type.dots)) {
        this.nested(this.assignment);
        isTable = false;
      } else {
        this.argumentStart = this.start;
        this.argumentRuns = isImmediate;
        const isObject = this.is(type.openBrace);
        this.nested(this.assignment);
        if (isCall && this.kind === nameOnly && this.wholeExports.has(this.kindName)) {
          this.commonjs.locals.handOver(this.names.texts[this.kindName] as string);
        }
        isTable = isObject && this.kind === literal && this.isGetter;
        if (evaluates && !isImmediate && this.kind === functionValue) this.leaveToTree();
        if (isImmediate && this.kind === functionValue) this.actualCalls.add(this.functionStart);
      }
      if (!this.is(type.closeParenthesis)) this.expect(type.comma);
    }
    if (isCall && isTable && count <= 2) this.leaveToTree();
    this.next();
  }

  /** Where an argument starts, and whether a function there runs at once. */
  protected argumentStart = -1;
  protected argumentRuns = false;

  /** The present word as a value. */
  protected name(name: number, offset: number): void {
    if (name < firstStrictName) leaveToParser();
    this.checkName(name);
    this.lastReference = -1;
    if (name === words.arguments) {
      if ((this.frame.thisFlags & (inFieldValue | inStaticBlock)) !== 0) leaveToParser();
      if (!this.frame.hasArguments) this.reference(name, offset);
    } else this.reference(name, offset);
    this.becomes(nameOnly);
    this.kindName = name;
    this.isPath = true;
  }
}
