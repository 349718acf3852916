import { isAssigned } from "./code-contexts.js";
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
    else {
      const { start, openCovers, islandCount } = this;
      const references = this.referenceCount;
      this.binary(0);
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
    let patternEnd = -1;
    if (this.kind === nameOnly) {
      this.checkAssigned();
      if (this.wholeExports.has(this.kindName)) this.leaveToTree();
      if (isPlain) this.markReference(this.lastReference, isAssigned);
    } else if (this.kind === literal && isPlain) {
      this.goBack(start, references, islands);
      this.openCovers = covers;
      this.assignmentPattern();
      patternEnd = this.lastEnd;
      if (!this.is(type.assign)) leaveToParser();
    } else if (this.kind !== member) leaveToParser();
    else if (this.wholeExports.has(this.memberOf)) {
      const assigned = this.memberName < 0 ? null : (this.names.texts[this.memberName] as string);
      this.commonjs.locals.assignMember(this.names.texts[this.memberOf] as string, assigned);
    }
    const { kind, memberName } = this;
    this.next();
    this.assignment();
    if (patternEnd >= 0) this.bindImported(start, patternEnd);
    if (kind === nameOnly) this.escapeAssigned();
    else if (kind === member) this.checkElsewhere(memberName);
    this.becomes(other);
    this.apartEnd = this.lastEnd;
  }

  /** Reads a text again that turned out to be a pattern or parameters. */
  protected goBack(start: number, references: number, islands: number): void {
    if (this.islandCount !== islands) leaveToParser();
    this.countReread(this.lastEnd - start);
    this.dropReferences(references);
    this.requests.forgetFrom(start);
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
}
