import { evaluators } from "../analysis/functions-elsewhere.js";
import { inExportGetter, inFunction } from "./code-contexts.js";
import { firstName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { ObjectLiterals } from "./object-literals.js";
import {
  functionValue,
  inFieldValue,
  inOrdinaryFunction,
  inStaticBlock,
  literal,
  mayCallSuper,
  mayUseSuper,
  member,
  nameOnly,
  other,
} from "./plain-reader.js";
import { classShape } from "./shapes.js";
import * as type from "./token-types.js";

const words = {
  async: wordNumber("async"),
  class: wordNumber("class"),
  false: wordNumber("false"),
  function: wordNumber("function"),
  import: wordNumber("import"),
  meta: wordNumber("meta"),
  new: wordNumber("new"),
  null: wordNumber("null"),
  super: wordNumber("super"),
  target: wordNumber("target"),
  this: wordNumber("this"),
  true: wordNumber("true"),
};

const comma = 0x2c;

const parametersOfArrow = /\([\w$,\s]*\)\s*=>/y;

const urlName = "URL";

/** Literals, names, parentheses and what starts with a word of its own. */
export abstract class Primaries extends ObjectLiterals {
  protected abstract functionExpression(start: number, isAsync: boolean): void;
  protected abstract classValue(): void;

  protected primary(): void {
    switch (this.type) {
      case type.word:
        this.#word(this.value);
        break;
      case type.string:
        this.readString();
        break;
      case type.numeric:
        this.next();
        this.becomes(other);
        this.isConstant = true;
        break;
      case type.openParenthesis:
        this.#parenthesis();
        break;
      case type.openBracket:
        this.#array();
        break;
      case type.openBrace:
        this.objectLiteral();
        break;
      case type.template:
        this.templateParts();
        this.becomes(other);
        break;
      case type.slash:
        this.#regularExpression();
        break;
      case type.compoundAssign:
        // `/=` opens a regular expression where a value is expected.
        if (this.text.charCodeAt(this.start) !== 0x2f) leaveToParser();
        this.#regularExpression();
        break;
      default:
        leaveToParser();
    }
  }

  #regularExpression(): void {
    this.readRegularExpression();
    this.becomes(other);
    this.isConstant = true;
  }

  #word(name: number): void {
    const { start } = this;
    if (name >= firstName) {
      this.next();
      if (this.is(type.arrow) && !this.newline) this.arrowFunction(start, false, name);
      else if (name === words.async && this.is(type.word) && !this.newline) this.#asyncFunction(start);
      else this.name(name, start);
      return;
    }
    switch (name) {
      case words.this:
        this.#this();
        break;
      case words.function:
        this.functionExpression(start, false);
        break;
      case words.true:
      case words.false:
      case words.null:
        this.next();
        this.becomes(other);
        this.isConstant = true;
        break;
      case words.new:
        this.#new();
        break;
      case words.class:
        this.classValue();
        this.becomes(other);
        this.shape = classShape;
        break;
      case words.super:
        this.#super();
        break;
      case words.import:
        this.#import();
        break;
      default:
        leaveToParser();
    }
  }

  #asyncFunction(start: number): void {
    if (this.isWord(words.function)) {
      this.functionExpression(start, true);
      return;
    }
    const { value } = this;
    this.next();
    if (!this.is(type.arrow) || this.newline) leaveToParser();
    this.arrowFunction(start, true, value);
  }

  /** At the top of a script `this` is its exports; handed to a function, as universal modules do, it is lost. */
  #this(): void {
    const { start } = this;
    const isExportObject =
      !this.isModule && this.isModuleFrame && (this.context & (inFunction | inExportGetter)) === 0;
    this.next();
    this.becomes(other);
    if (!isExportObject) return;
    this.commonjs.reads.thisUses.push(start);
    this.shape = { isThis: true, root: start, looked: [start] };
  }

  /** Right after what precedes an argument, a comment included. */
  #followsArgument(start: number): boolean {
    return /[(,/]\s*$/.test(this.text.slice(Math.max(0, start - 20), start));
  }

  #super(): void {
    const { thisFlags } = this.frame;
    this.next();
    if (this.is(type.openParenthesis)) {
      if ((thisFlags & mayCallSuper) === 0) leaveToParser();
    } else if ((thisFlags & mayUseSuper) === 0 || !(this.is(type.dot) || this.is(type.openBracket))) {
      leaveToParser();
    }
    this.becomes(other);
  }

  #import(): void {
    const { start } = this;
    this.next();
    if (this.is(type.openParenthesis)) {
      this.dynamicImport();
      return;
    }
    this.expect(type.dot);
    if (!this.isWord(words.meta) || !this.isModule) leaveToParser();
    this.importMetaAt = Math.min(this.importMetaAt, start);
    this.next();
    this.becomes(other);
  }

  #new(): void {
    this.next();
    if (this.is(type.dot)) {
      this.next();
      const isInFunction =
        (this.frame.thisFlags & (inOrdinaryFunction | inFieldValue | inStaticBlock)) !== 0 &&
        !this.isModuleFrame;
      if (!this.isWord(words.target) || !isInFunction) leaveToParser();
      this.next();
      this.becomes(other);
      return;
    }
    // `new URL("./file", import.meta.url)` asks for a file.
    const isUrl = this.is(type.word) && this.names.texts[this.value] === urlName;
    if (isUrl) this.fileUrl();
    if (this.isWord(words.import)) leaveToParser();
    this.enter();
    this.subscripts(false);
    this.depth--;
    if (this.lastEnd === this.arrowEnd || this.is(type.optionalChain)) leaveToParser();
    // `new (URL)(…)`
    if (!isUrl && this.kind === nameOnly && this.names.texts[this.kindName] === urlName) this.leaveToTree();
    const isImmediate = this.kind === functionValue;
    if (isImmediate) this.calledHere(this.functionStart);
    if (this.is(type.openParenthesis)) this.callArguments(isImmediate, false);
    this.becomes(other);
  }

  protected templateParts(): void {
    while (this.readTemplatePart()) {
      this.next();
      this.nested(this.expression);
      if (!this.is(type.closeBrace)) leaveToParser();
      this.pos = this.end;
    }
    this.next();
  }

  /** `(a, b) =>`, which need not be read as a value first. */
  #opensNames(): boolean {
    parametersOfArrow.lastIndex = this.start;
    return parametersOfArrow.test(this.text);
  }

  #parenthesis(): void {
    const { start, islandCount, openCovers } = this;
    if (this.foreknowledge.rereads.has(start) || this.#opensNames()) {
      this.arrowFunction(start, false, -1);
      return;
    }
    const references = this.referenceCount;
    const isArgument = start === this.argumentStart;
    const isAlternate = start === this.alternateStart;
    // A universal module hands its factory to a function that is called at once.
    const isHandedOver = isArgument && this.argumentRuns;
    const isValue = (isArgument && !isHandedOver) || start === this.uncalledStart;
    const { calledStart } = this;
    this.next();
    if (isHandedOver) this.argumentStart = this.start;
    if (isAlternate) this.alternateStart = this.start;
    let mustBeArrow = false;
    let count = 0;
    while (!this.is(type.closeParenthesis)) {
      if (this.is(type.dots)) {
        // A rest parameter: only an arrow function has one.
        this.goBack(start, references, islandCount, true);
        this.openCovers = openCovers;
        this.calledStart = calledStart;
        this.arrowFunction(start, false, -1);
        return;
      }
      if (!isValue && count === 0) this.calledStart = this.start;
      this.nested(this.assignment);
      count++;
      if (this.is(type.closeParenthesis)) break;
      this.expect(type.comma);
      mustBeArrow = this.is(type.closeParenthesis);
    }
    if (isAlternate) this.alternateStart = start;
    const isEmpty = count === 0;
    const isApart = count === 1 && this.lastEnd === this.apartEnd;
    const isFlattened = count === 1 && this.lastEnd === this.flattenedEnd;
    this.next();
    if (isApart) this.apartEnd = this.lastEnd;
    if (isFlattened) this.flattenedEnd = this.lastEnd;
    if (this.is(type.arrow) && !this.newline) {
      this.goBack(start, references, islandCount, true);
      this.openCovers = openCovers;
      this.calledStart = calledStart;
      this.arrowFunction(start, false, -1);
      return;
    }
    if (isEmpty || mustBeArrow) leaveToParser();
    if (count === 1 && this.kind === functionValue && !isHandedOver && this.#isLeftUncalled()) {
      if (this.rereadCalled(false, start, references, islandCount)) {
        this.openCovers = openCovers;
        this.#parenthesis();
        return;
      }
    }
    // Parenthesised patterns are none.
    if (count > 1 || this.kind === literal) {
      // A table of getters is one in parentheses as well.
      const mayBeTable = count === 1 && this.isGetter && (isArgument || this.#followsArgument(start));
      if (mayBeTable) this.leaveToTree();
      const { isConstant } = this;
      const last = this.kind === nameOnly ? this.kindName : this.kind === member ? this.memberName : -1;
      this.becomes(other);
      // Of a sequence nobody asks what it ends in.
      if (count === 1) this.flattenedEnd = this.lastEnd;
      this.isSequenceOfEvaluator = evaluators.test(this.names.texts[last] ?? "");
      this.isConstant = count === 1 && isConstant;
    }
  }

  /** The function in the parentheses was taken for called, and is not. */
  #isLeftUncalled(): boolean {
    if (!this.guessedCalls.has(this.functionStart)) return false;
    // A former pass has seen it called from outside of more parentheses.
    if (this.foreknowledge.called.get(this.functionStart)) return false;
    return !this.is(type.openParenthesis) && !this.is(type.dot) && !this.is(type.optionalChain);
  }

  #array(): void {
    this.next();
    while (!this.is(type.closeBracket)) {
      if (this.eat(type.comma)) continue;
      // Tables of a hundred thousand texts and numbers are not rare.
      const isLiteral = this.is(type.string) || this.is(type.numeric);
      if (isLiteral && this.text.charCodeAt(this.pos) === comma) {
        this.next();
        continue;
      }
      this.eat(type.dots);
      // Older bundlers put their modules into parentheses.
      this.uncalledStart = this.start;
      this.nested(this.assignment);
      if (!this.is(type.closeBracket)) this.expect(type.comma);
    }
    this.next();
    this.becomes(literal);
  }
}
