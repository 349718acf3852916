import { lexical, variable } from "./bindings.js";
import { isAssigned, isConditional } from "./code-contexts.js";
import { Declarators } from "./declarators.js";
import { wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { inAsyncFunction, type Label, literal, member, nameOnly } from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  async: wordNumber("async"),
  await: wordNumber("await"),
  const: wordNumber("const"),
  in: wordNumber("in"),
  let: wordNumber("let"),
  of: wordNumber("of"),
  using: wordNumber("using"),
  var: wordNumber("var"),
  while: wordNumber("while"),
};

const loop: Label = { kind: "loop" };

/** Blocks and loops. */
export abstract class Loops extends Declarators {
  protected abstract statement(allowsDeclaration: boolean): void;

  protected block(): void {
    this.expect(type.openBrace);
    this.openScope(false);
    this.statementList();
    if (!this.is(type.closeBrace)) leaveToParser();
    this.closeScope();
    this.next();
  }

  protected condition(): number {
    this.expect(type.openParenthesis);
    this.expression();
    this.expect(type.closeParenthesis);
    return this.branchContext();
  }

  protected loopBody(): void {
    this.frame.labels.push(loop);
    this.statement(false);
    this.frame.labels.pop();
  }

  protected whileLoop(): void {
    const { context } = this;
    this.next();
    const isForever = /^\s*\(\s*(true|1|!0)\s*\)/.test(this.text.slice(this.lastEnd, this.lastEnd + 20));
    this.condition();
    if (this.isConstant && !isForever) this.leaveToTree();
    this.context |= isConditional;
    this.loopBody();
    this.context = context;
  }

  protected doWhileLoop(): void {
    this.next();
    this.loopBody();
    if (!this.eatWord(words.while)) leaveToParser();
    this.condition();
    this.eat(type.semicolon);
  }

  protected forLoop(): void {
    this.next();
    const isAwait = this.isWord(words.await);
    // `for await` stands where `await` does; the parser decides elsewhere.
    if (isAwait) {
      const { flags } = this.frame;
      const isAtTop = this.isModule && flags === 1;
      if (!isAtTop && (flags & inAsyncFunction) === 0) leaveToParser();
      if (isAtTop) this.topAwaitAt = Math.min(this.topAwaitAt, this.start);
      this.next();
    }
    this.expect(type.openParenthesis);
    this.openScope(false);
    this.#forHead(isAwait);
    this.closeScope();
  }

  #forHead(isAwait: boolean): void {
    if (this.is(type.semicolon)) {
      if (isAwait) leaveToParser();
      this.#forRest();
      return;
    }
    const { start, openCovers, islandCount } = this;
    const references = this.referenceCount;
    this.noIn = true;
    const isDeclaration = this.isWord(words.var) || this.isWord(words.const) || this.isWord(words.let);
    if (isDeclaration) this.#forDeclaration();
    else {
      if (this.isWord(words.async) || this.isWord(words.using)) leaveToParser();
      this.expression();
    }
    this.noIn = false;
    const isOf = this.isWord(words.of);
    if (isOf || this.isWord(words.in)) {
      if (!isDeclaration) this.#forTarget(start, references, openCovers, islandCount);
      else if (this.#initialised) leaveToParser();
      if (isAwait && !isOf) leaveToParser();
      this.#forEach(isOf);
      return;
    }
    if (isAwait || (isDeclaration && this.#mustInitialise)) leaveToParser();
    if (isDeclaration && this.eat(type.comma)) this.#furtherDeclarators();
    this.#forRest();
  }

  #initialised = false;
  #mustInitialise = false;
  #declaredKind = variable;
  #isConst = false;

  /** The first declarator, after which `of` or `in` may follow. */
  #forDeclaration(): void {
    this.#isConst = this.isWord(words.const);
    this.#declaredKind = this.isWord(words.var) ? variable : lexical;
    const declaredKind = this.#declaredKind;
    const isConst = this.#isConst;
    this.next();
    const isPattern = !this.is(type.word);
    const { value, start } = this;
    this.bindingTarget(declaredKind);
    const targetEnd = this.lastEnd;
    let initialised = false;
    if (this.eat(type.assign)) {
      this.initialValue(isPattern ? -1 : value);
      if (isPattern) this.bindImported(start, targetEnd);
      initialised = true;
    }
    this.#initialised = initialised;
    this.#mustInitialise = !initialised && (isConst || isPattern);
    this.#declaredKind = declaredKind;
    this.#isConst = isConst;
  }

  #furtherDeclarators(): void {
    this.noIn = true;
    this.declarators(this.#declaredKind, this.#isConst);
    this.noIn = false;
  }

  #forTarget(start: number, references: number, covers: number, islands: number): void {
    if (this.lastEnd === this.arrowEnd) leaveToParser();
    if (this.kind === nameOnly) {
      this.checkAssigned();
      this.markReference(this.lastReference, isAssigned);
    } else if (this.kind === literal) {
      this.goBack(start, references, islands);
      this.openCovers = covers;
      this.assignmentPattern();
      if (!this.isWord(words.of) && !this.isWord(words.in)) leaveToParser();
    } else if (this.kind !== member) leaveToParser();
  }

  #forEach(isOf: boolean): void {
    this.next();
    if (isOf) this.assignment();
    else this.expression();
    const source = !isOf && this.kind === nameOnly ? (this.names.texts[this.kindName] as string) : null;
    this.expect(type.closeParenthesis);
    if (isOf) this.loopBody();
    else this.commonjs.inLoop(source, () => this.loopBody());
  }

  #forRest(): void {
    this.expect(type.semicolon);
    if (!this.is(type.semicolon)) this.expression();
    this.expect(type.semicolon);
    if (!this.is(type.closeParenthesis)) this.expression();
    this.expect(type.closeParenthesis);
    this.loopBody();
  }
}
