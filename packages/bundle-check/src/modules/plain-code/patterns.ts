import { caught, lexical, parameter, variable } from "./bindings.js";
import { isAssigned } from "./code-contexts.js";
import { Expressions } from "./expressions.js";
import { checkBindingName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { member, nameOnly } from "./plain-reader.js";
import * as type from "./token-types.js";

const argumentsName = wordNumber("arguments");
const evalName = wordNumber("eval");

/** Patterns that declare names, and patterns that are assigned to. */
export abstract class Patterns extends Expressions {
  /** Reads the name of a property, an expression in brackets included; the number of a plain word, else -1. */
  protected propertyKey(): number {
    if (this.is(type.word)) {
      const { value } = this;
      this.next();
      return value;
    }
    if (this.is(type.openBracket)) {
      this.next();
      this.nested(this.assignment);
      this.expect(type.closeBracket);
      return -1;
    }
    if (!this.is(type.string) && !this.is(type.numeric)) leaveToParser();
    this.next();
    return -1;
  }

  protected declareName(name: number, kind: number): void {
    checkBindingName(name);
    if (kind === variable) this.declareVariable(name);
    else this.declareHere(name, kind);
    if (this.exporting) this.exportName(name);
  }

  /** The declaration being read stands in an `export`. */
  protected exporting = false;
  protected abstract exportName(name: number): void;

  /** A name or a pattern, without the default value that may follow. */
  protected bindingTarget(kind: number): void {
    if (this.is(type.word)) {
      const { value } = this;
      this.next();
      this.declareName(value, kind);
      return;
    }
    this.#pattern(() => this.bindingTarget(kind), kind);
  }

  protected bindingElement(kind: number): void {
    this.bindingTarget(kind === caught ? lexical : kind);
    if (this.eat(type.assign)) this.nested(this.assignment);
  }

  /** The array or object literal that turned out to be assigned to. */
  protected assignmentPattern(): void {
    this.#pattern(() => this.#assignmentTarget(), 0);
  }

  #assignmentTarget(): void {
    if (this.is(type.openBracket) || this.is(type.openBrace)) {
      this.assignmentPattern();
      // `[{ a: 1 }.a] = …` is a member after all.
      if (this.is(type.dot) || this.is(type.openBracket) || this.is(type.openParenthesis)) leaveToParser();
      if (this.is(type.optionalChain) || this.is(type.template)) leaveToParser();
      return;
    }
    this.subscripts();
    if (this.kind === nameOnly) this.#assigned(this.kindName);
    else if (this.kind !== member) leaveToParser();
  }

  #assigned(name: number): void {
    if (name === argumentsName || name === evalName) leaveToParser();
    this.markReference(this.lastReference, isAssigned);
  }

  #pattern(target: () => void, kind: number): void {
    this.enter();
    if (this.is(type.openBracket)) this.#arrayPattern(target);
    else if (this.is(type.openBrace)) this.#objectPattern(target, kind);
    else leaveToParser();
    this.depth--;
  }

  #arrayPattern(target: () => void): void {
    this.next();
    while (!this.is(type.closeBracket)) {
      if (this.eat(type.comma)) continue;
      if (this.eat(type.dots)) {
        this.nested(target);
        if (!this.is(type.closeBracket)) leaveToParser();
        break;
      }
      this.nested(target);
      if (this.eat(type.assign)) this.nested(this.assignment);
      if (!this.is(type.closeBracket)) this.expect(type.comma);
    }
    this.next();
  }

  #objectPattern(target: () => void, kind: number): void {
    this.next();
    while (!this.is(type.closeBrace)) {
      if (this.eat(type.dots)) {
        if (!this.is(type.word)) leaveToParser();
        this.nested(target);
        if (!this.is(type.closeBrace)) leaveToParser();
        break;
      }
      const { start } = this;
      const key = this.propertyKey();
      if (this.eat(type.colon)) this.nested(target);
      else if (key >= 0) this.#shorthand(key, kind, start);
      else leaveToParser();
      if (this.eat(type.assign)) this.nested(this.assignment);
      if (!this.is(type.closeBrace)) this.expect(type.comma);
    }
    this.next();
  }

  #shorthand(name: number, kind: number, start: number): void {
    if (kind !== 0) this.declareName(name, kind);
    else {
      this.name(name, start);
      this.#assigned(name);
    }
  }

  /** The parameters up to the closing parenthesis; true when they are names alone. */
  protected parameters(): boolean {
    let isSimple = true;
    while (!this.is(type.closeParenthesis)) {
      if (this.eat(type.dots)) {
        isSimple = false;
        this.bindingTarget(parameter);
        if (!this.is(type.closeParenthesis)) leaveToParser();
        break;
      }
      if (!this.is(type.word)) isSimple = false;
      this.bindingTarget(parameter);
      if (this.is(type.assign)) {
        isSimple = false;
        this.next();
        this.nested(this.assignment);
      }
      if (!this.is(type.closeParenthesis)) this.expect(type.comma);
    }
    this.next();
    return isSimple;
  }
}
