import { isAssigned, isUnderTypeofTest } from "./code-contexts.js";
import { longestChain } from "./members.js";
import { firstStrictName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { Operators } from "./operators.js";
import { inGenerator, literal, member, nameOnly, other } from "./plain-reader.js";
import * as type from "./token-types.js";

const comma = 0x2c;
const semicolon = 0x3b;
const closeParenthesis = 0x29;
const closeBracket = 0x5d;
const closeBrace = 0x7d;

const words = {
  in: wordNumber("in"),
  yield: wordNumber("yield"),
};

const loaderNames = /exports|module|require/;

/** What is assigned to, and what was known before it was read. */
interface Target {
  readonly start: number;
  readonly references: number;
  readonly kind: number;
  readonly isOdd: boolean;
  readonly isInChain: boolean;
  /** Where a pattern ends; -1 for everything else. */
  readonly patternEnd: number;
}

/** Sequences, assignments and decisions. */
export abstract class Expressions extends Operators {
  protected abstract assignmentPattern(): void;

  protected expression(): void {
    this.assignment();
    if (!this.is(type.comma)) return;
    while (this.eat(type.comma)) this.assignment();
    this.becomes(other);
  }

  protected assignment(): void {
    this.#assignment(true);
  }

  /** A name or a literal with nothing around it, by far the most frequent value: no operator need be looked for. */
  #loneValue(): boolean {
    const { type: kind, value, start } = this;
    if (kind !== type.word && kind !== type.string && kind !== type.numeric) return false;
    if (kind === type.word && value < firstStrictName) return false;
    const following = this.text.charCodeAt(this.pos);
    const ends =
      following === comma ||
      following === closeParenthesis ||
      following === semicolon ||
      following === closeBracket ||
      following === closeBrace;
    if (!ends) return false;
    if (kind === type.string) this.readString();
    else {
      this.next();
      if (kind === type.word) this.name(value, start);
      else {
        this.becomes(other);
        this.isConstant = true;
      }
    }
    return true;
  }

  #assignment(withConditional: boolean): void {
    if (this.#loneValue()) return;
    this.enter();
    if (this.isWord(words.yield)) this.#yield();
    else if (this.foreknowledge.rereads.has(this.start) && this.#opensPattern()) this.#assignToPattern();
    else {
      const { start, openCovers, islandCount } = this;
      const references = this.referenceCount;
      this.binary(0);
      if (this.is(type.question)) {
        if (withConditional) this.#conditional(start);
      } else if (this.type >= type.assign && this.type <= type.logicalAssign) {
        this.#assign(start, references, openCovers, islandCount);
      }
    }
    this.depth--;
  }

  #assign(start: number, references: number, covers: number, islands: number): void {
    if (this.lastEnd === this.arrowEnd) leaveToParser();
    const isPlain = this.is(type.assign);
    const isInChain = this.isInChain(start);
    const isOdd = !isPlain;
    const { shape } = this;
    if (shape !== null && this.isExport(shape, isPlain)) {
      // In parentheses it was taken for one that is read.
      if (this.text.charCodeAt(start) === 0x28) {
        if (shape.isFirstRead && shape.property) this.commonjs.reads.names.delete(shape.property);
        this.leaveToTree();
      }
      if (this.kind === nameOnly) this.checkAssigned();
      this.exportAssignment(shape, isPlain, isInChain);
      return;
    }
    if (this.kind === nameOnly) {
      this.checkAssigned();
      if (isPlain) this.markReference(this.lastReference, isAssigned);
    } else if (this.kind === literal && isPlain) {
      // Only the tree tells what a pattern exports that assigns to the loader's names.
      const isKnown = !loaderNames.test(this.text.slice(start, this.lastEnd));
      this.goBack(start, references, islands, isKnown);
      this.openCovers = covers;
      this.#assignToPattern();
      return;
    } else if (this.kind !== member) leaveToParser();
    this.#assignedValue({ start, references, kind: this.kind, isOdd, isInChain, patternEnd: -1 });
  }

  #opensPattern(): boolean {
    return this.is(type.openBracket) || this.is(type.openBrace);
  }

  /** `[a, b] = …`, known for an assignment. */
  #assignToPattern(): void {
    const { start, referenceCount: references } = this;
    const isInChain = this.isInChain(start);
    this.assignmentPattern();
    if (!this.is(type.assign)) leaveToParser();
    const patternEnd = this.lastEnd;
    this.#assignedValue({ start, references, kind: other, isOdd: true, isInChain, patternEnd });
  }

  /** The operator, which is the present token, and what follows it. */
  #assignedValue({ start, references, kind, isOdd, isInChain, patternEnd }: Target): void {
    const { kindName, memberName, memberOf } = this;
    this.next();
    if (isInChain) {
      const assigned = this.assignedValue(isOdd);
      // Of a chain only the first assignment tells where a function runs.
      if (kind === member && this.isElsewhere(memberName)) this.leaveToTree();
      this.becomes(other);
      this.shape = { assigned };
    } else {
      const { start: valueStart } = this;
      const { changes } = this.commonjs.locals;
      this.assignment();
      if (patternEnd >= 0) this.bindImported(start, patternEnd);
      if (this.shape?.assigned && this.hasLoaderVariable) this.leaveToTree();
      if (kind === nameOnly) this.#variableAssigned(kindName, valueStart, changes);
      else if (kind === member) {
        if (this.wholeExports.has(memberOf)) this.#memberAssigned(memberOf, memberName);
        this.checkElsewhere(memberName, references);
      }
      const assigned = this.shape?.assigned;
      this.becomes(other);
      if (assigned) this.shape = { assigned: isOdd ? { ...assigned, isOdd } : assigned };
    }
    this.apartEnd = this.lastEnd;
  }

  #memberAssigned(variable: number, name: number): void {
    // What stands in a chain with exports is no assignment of its own.
    if (this.shape?.assigned) this.leaveToTree();
    this.islandCount++;
    const { texts } = this.names;
    const assigned = name < 0 ? null : (texts[name] as string);
    this.commonjs.locals.assignMember(texts[variable] as string, assigned);
  }

  #variableAssigned(name: number, valueStart: number, changes: number): void {
    this.handOverNamed();
    if (!this.wholeExports.has(name)) return;
    this.checkOrder(name, changes);
    if (this.lastEnd === this.flattenedEnd || this.shape?.assigned) this.leaveToTree();
    const isObject = this.kind === literal && this.text.charCodeAt(valueStart) === 0x7b;
    this.islandCount++;
    this.commonjs.locals.assignVariable(this.names.texts[name] as string, isObject);
  }

  /**
   * Reads a text again that turned out to be a pattern or parameters. What was noted for good meanwhile was wrong: then
   * the next pass must know from the start what this is, if it can.
   */
  protected goBack(start: number, references: number, islands: number, isKnown = false): void {
    if (this.islandCount !== islands) {
      if (!isKnown) leaveToParser();
      this.foreknowledge.rereads.add(start);
      this.mustRepeat = true;
    }
    this.countReread(this.lastEnd - start);
    this.dropReferences(references);
    const { thisUses } = this.commonjs.reads;
    while (thisUses.length > 0 && (thisUses.at(-1) as number) >= start) thisUses.pop();
    this.requests.forgetFrom(start);
    this.endsNowhere();
    this.rewind(start);
  }

  /** Before text is read again: what ended somewhere has not begun yet. */
  protected endsNowhere(): void {
    this.arrowEnd = -1;
    this.apartEnd = -1;
    this.flattenedEnd = -1;
  }

  /** What starts here is read anew, and tells again what is called. */
  protected forgetCalls(start: number): void {
    for (const calls of [this.guessedCalls, this.actualCalls]) {
      for (const place of calls) if (place >= start) calls.delete(place);
    }
  }

  /**
   * The function just read was taken for called where it stands, or for the reverse: goes back to read it rightly.
   * False where that is not possible or takes too long; the next pass then knows.
   */
  protected rereadCalled(isCalled: boolean, start: number, references: number, islands: number): boolean {
    // Forgetting goes over all calls.
    const work = this.lastEnd - start + this.guessedCalls.size + this.actualCalls.size;
    if (this.islandCount !== islands || !this.mayReread(work)) return false;
    this.foreknowledge.called.set(this.functionStart, isCalled);
    this.forgetCalls(start);
    this.goBack(start, references, islands);
    return true;
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
  #conditional(start: number): void {
    const { context } = this;
    const isAlternate = start === this.alternateStart;
    for (let length = 0; this.is(type.question); length++) {
      if (this.lastEnd === this.arrowEnd || length > longestChain) leaveToParser();
      if (this.isConstant) this.leaveToTree();
      // In a chain only tests of names are conditions of their own.
      if (length === 0 || (this.tests & isUnderTypeofTest) !== 0) {
        // In parentheses it may go on with the chain around it.
        if (isAlternate && this.shape?.looked) this.leaveToTree();
        this.lookAtCondition();
      }
      this.context |= this.branchContext();
      this.next();
      this.uncalledStart = this.start;
      this.nested(this.assignment);
      // `isNode ? require("library") : Library`
      if (this.shape?.isRequireCall) this.leaveToTree();
      this.expect(type.colon);
      this.alternateStart = this.start;
      this.uncalledStart = this.start;
      this.#assignment(false);
      if (this.shape?.isRequireCall) this.leaveToTree();
    }
    this.context = context;
    this.becomes(other);
  }
}
