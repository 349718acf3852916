import { caught, parameter } from "./bindings.js";
import { inTry, isConditional, isUnderTypeofTest } from "./code-contexts.js";
import { Loops } from "./loops.js";
import { firstName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { type Label, needsReread } from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  case: wordNumber("case"),
  catch: wordNumber("catch"),
  default: wordNumber("default"),
  do: wordNumber("do"),
  else: wordNumber("else"),
  finally: wordNumber("finally"),
  for: wordNumber("for"),
  function: wordNumber("function"),
  if: wordNumber("if"),
  switch: wordNumber("switch"),
  while: wordNumber("while"),
};

/** Labels of one statement. More are left to the parser. */
const mostLabels = 20;

const choice: Label = { kind: "switch" };

/** What is run or not: decisions, handlers, and the places that code jumps to. */
export abstract class Branches extends Loops {
  /** Chains of `else if` are read in a loop, as long as they may be. */
  protected ifStatement(): void {
    const { context } = this;
    let isFirst = true;
    do {
      this.next();
      const branch = this.condition();
      if (this.isConstant) this.leaveToTree();
      // In a chain only tests of names are conditions of their own.
      if (isFirst || (branch & isUnderTypeofTest) !== 0) this.lookAtCondition();
      isFirst = false;
      this.context |= branch;
      this.statement(false);
      if (!this.eatWord(words.else)) {
        this.context = context;
        return;
      }
    } while (this.isWord(words.if));
    this.statement(false);
    this.context = context;
  }

  protected tryStatement(): void {
    const { context, start, islandCount } = this;
    const references = this.referenceCount;
    const requests = this.requests.count;
    this.next();
    const isGuess = (context & inTry) === 0 && !this.foreknowledge.withoutHandler.has(start);
    if (isGuess) this.context |= inTry;
    this.block();
    this.context = context;
    const hasHandler = this.isWord(words.catch);
    if (hasHandler) {
      this.guard(references);
      this.#catch();
    } else if (isGuess) {
      // Without a handler the failure is not caught.
      const isSimple = this.islandCount === islandCount && this.requests.count === requests;
      if (!isSimple || !this.unguard(references)) {
        this.foreknowledge.withoutHandler.add(start);
        if (this.mayReread(this.lastEnd - start)) throw needsReread;
        this.mustRepeat = true;
      }
    }
    if (this.eatWord(words.finally)) this.block();
    else if (!hasHandler) leaveToParser();
  }

  #catch(): void {
    const { context } = this;
    this.next();
    this.context |= isConditional;
    this.openScope(false);
    let isPattern = false;
    if (this.eat(type.openParenthesis)) {
      isPattern = !this.is(type.word);
      this.bindingTarget(isPattern ? parameter : caught);
      this.expect(type.closeParenthesis);
    }
    // A name alone shares its scope with the body; default values do not see what the body declares.
    if (isPattern) this.openScope(false).isBodyApart = true;
    this.expect(type.openBrace);
    this.statementList();
    if (!this.is(type.closeBrace)) leaveToParser();
    if (isPattern) this.closeScope();
    this.closeScope();
    this.context = context;
    this.next();
  }

  protected switchStatement(): void {
    const { context } = this;
    this.next();
    this.condition();
    this.expect(type.openBrace);
    this.openScope(false);
    this.context |= isConditional;
    this.frame.labels.push(choice);
    let hasDefault = false;
    while (!this.is(type.closeBrace)) {
      if (this.eatWord(words.default)) {
        if (hasDefault) leaveToParser();
        hasDefault = true;
      } else {
        if (!this.eatWord(words.case)) leaveToParser();
        this.expression();
      }
      this.expect(type.colon);
      while (!this.is(type.closeBrace) && !this.isWord(words.case) && !this.isWord(words.default)) {
        this.statement(true);
      }
    }
    this.frame.labels.pop();
    this.closeScope();
    this.context = context;
    this.next();
  }

  protected labelled(first: number): void {
    const { labels } = this.frame;
    const texts: string[] = [];
    for (let name = first; ; name = this.value) {
      const text = this.names.texts[name] as string;
      const isTaken = labels.some((label) => label.name === text) || texts.includes(text);
      if (name < wordNumber("eval") || isTaken || texts.length === mostLabels) leaveToParser();
      texts.push(text);
      this.next();
      this.next();
      if (!this.is(type.word) || this.value < firstName || this.peek() !== 0x3a) break;
    }
    const isLoop = this.isWord(words.for) || this.isWord(words.while) || this.isWord(words.do);
    const isChoice = this.isWord(words.switch);
    // Functions after labels are sloppy.
    if (this.isWord(words.function)) leaveToParser();
    const kind = isLoop ? "loop" : isChoice ? "switch" : null;
    labels.push(...texts.map((name) => ({ kind, name }) as const));
    this.statement(false);
    labels.length -= texts.length;
  }

  protected jump(isContinue: boolean): void {
    this.next();
    const { labels } = this.frame;
    const hasLabel = this.is(type.word) && !this.newline;
    const label = hasLabel ? (this.names.texts[this.value] as string) : undefined;
    const isAllowed = labels.some(({ kind, name }) =>
      label === undefined
        ? kind !== null && (kind === "loop" || !isContinue)
        : name === label && (kind === "loop" || !isContinue),
    );
    if (!isAllowed) leaveToParser();
    if (hasLabel) this.next();
    this.semicolon();
  }
}
