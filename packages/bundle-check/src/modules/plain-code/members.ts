import { evaluators } from "../analysis/functions-elsewhere.js";
import type { Call } from "./call.js";
import { DynamicImports } from "./dynamic-imports.js";
import { isTableAt } from "./getters.js";
import { firstStrictName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import {
  awaitedImport,
  functionValue,
  importCall,
  inFieldValue,
  inStaticBlock,
  literal,
  member,
  nameOnly,
  other,
} from "./plain-reader.js";
import * as type from "./token-types.js";

/** Of esbuild, Bun and rolldown. */
const tableHelper = /^__export(All|Getters)?\d*$/;

const asyncParameters = /async[ \t]*\([\w$,\s]*\)[ \t]*=>/y;

const callByMethod = /\.\s*(?:call|apply)\s*\(/y;

/** `]` */
const closeBracket = 0x5d;

const words = {
  arguments: wordNumber("arguments"),
  async: wordNumber("async"),
  apply: wordNumber("apply"),
  call: wordNumber("call"),
  createRequire: wordNumber("createRequire"),
  exports: wordNumber("exports"),
  module: wordNumber("module"),
};

/** Beside the others, an object with `then` would be taken for a promise. */
const thenName = wordNumber("then");

/** Members, calls or decisions in a row; nobody writes more, and a syntax tree of more is too deep to be walked. */
export const longestChain = 1_000;

/** Members and calls. */
export abstract class Members extends DynamicImports {
  protected abstract expression(): void;
  protected abstract rereadCalled(
    isCalled: boolean,
    start: number,
    references: number,
    islands: number,
  ): boolean;
  protected abstract primary(): void;
  protected abstract templateParts(): void;
  protected abstract arrowFunction(start: number, isAsync: boolean, single: number): void;
  protected abstract asyncArrow(start: number, references: number, islands: number): void;

  /** An expression in which `in` is an operator. */
  protected override nested(read: () => void): void {
    const { noIn } = this;
    this.noIn = false;
    read.call(this);
    this.noIn = noIn;
  }

  protected isPrivateMember = false;

  /** Members and calls. */
  protected subscripts(withCalls = true): void {
    const { start, islandCount, openCovers } = this;
    const references = this.referenceCount;
    const isAsync = this.isWord(words.async);
    if (isAsync && (this.foreknowledge.rereads.has(start) || this.#opensAsyncArrow())) {
      this.next();
      this.arrowFunction(start, true, -1);
      return;
    }
    this.primary();
    if (this.lastEnd === this.arrowEnd) return;
    if (withCalls && this.kind === functionValue && this.#isCalledUnexpectedly()) {
      if (this.rereadCalled(true, start, references, islandCount)) this.primary();
    }
    let isOptional = false;
    for (let length = 0; ; length++) {
      if (length > longestChain) leaveToParser();
      switch (this.type) {
        case type.dot:
          this.next();
          this.#property(withCalls);
          break;
        case type.optionalChain:
          if (!withCalls) leaveToParser();
          isOptional = true;
          this.next();
          if (this.is(type.template)) leaveToParser();
          if (!this.is(type.openParenthesis) && !this.is(type.openBracket)) this.#property(withCalls);
          else if (this.is(type.openParenthesis)) this.#call(islandCount);
          else this.#element();
          break;
        case type.openBracket:
          this.#element();
          break;
        case type.openParenthesis:
          if (!withCalls) return;
          if (isAsync && this.kind === nameOnly && this.kindName === words.async) {
            const { newline } = this;
            this.#call(islandCount);
            if (this.is(type.arrow) && !newline) {
              this.openCovers = openCovers;
              this.asyncArrow(start, references, islandCount);
              return;
            }
          } else this.#call(islandCount);
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

  /** `async (a, b) =>`, which need not be read as a call first. */
  #opensAsyncArrow(): boolean {
    asyncParameters.lastIndex = this.start;
    return asyncParameters.test(this.text);
  }

  /** The function just read is called here, which nobody guessed. */
  #isCalledUnexpectedly(): boolean {
    if (this.guessedCalls.has(this.functionStart) || this.contextOfLater() === this.context) return false;
    if (this.foreknowledge.uncalled.has(this.functionStart)) return false;
    if (this.is(type.openParenthesis)) return true;
    callByMethod.lastIndex = this.start;
    return this.is(type.dot) && callByMethod.test(this.text);
  }

  #property(withCalls: boolean): void {
    if (this.is(type.privateName)) {
      this.usePrivateName(this.value);
      this.isPrivateMember = true;
      this.next();
      this.#becomesMember(-1);
    } else {
      if (!this.is(type.word)) leaveToParser();
      const { value } = this;
      if (this.kind === nameOnly && this.isGlobalObject(this.kindName)) {
        this.#checkLoaderName(this.kindName);
        this.globalPropertyNames.add(this.names.texts[value] as string);
      }
      if (value === words.createRequire) this.checkCreateRequire("createRequire", this.start, true);
      this.isPrivateMember = false;
      if (this.kind === awaitedImport) {
        this.importedNames?.push({ name: this.names.texts[value] as string, offset: this.start });
      }
      this.next();
      if (withCalls && this.kind === importCall && value === thenName) this.thenImported();
      if (this.kind === functionValue && (value === words.call || value === words.apply)) {
        // `(function () {}).call?.()`, `((function () {}).call)()` and `new (function () {}).call()`.
        if (!withCalls || !this.is(type.openParenthesis)) this.leaveToTree();
        this.#call(-1, value);
        return;
      }
      this.#becomesMember(value);
    }
  }

  /**
   * A variable of this name that holds the global object: where it is assigned to, or called as `require.resolve` is,
   * nobody looks at the property.
   */
  #checkLoaderName(name: number): void {
    if (this.requireNames.has(name)) this.leaveToTree();
    if (!this.isModule && (name === words.exports || name === words.module)) this.leaveToTree();
  }

  #becomesMember(name: number): void {
    const { isPath, kind, shape } = this;
    this.memberOf = kind === nameOnly ? this.kindName : -1;
    this.memberName = name;
    this.becomes(member);
    this.isPath = isPath || kind === nameOnly;
    if (shape !== null) this.shapeOfMember(shape, name);
  }

  #element(): void {
    const { kind, kindName, isPath, shape } = this;
    this.next();
    let name = -1;
    // The name of what an import yields may be written so.
    const mayBeName = this.is(type.string) || this.is(type.openParenthesis);
    if ((kind >= importCall || kind === functionValue) && mayBeName) this.leaveToTree();
    if ((kind === nameOnly || shape !== null) && this.mayBeStringAt(this.start)) this.leaveToTree();
    if (this.is(type.string)) {
      if (this.peek() === closeBracket) {
        const text = this.text.slice(this.start + 1, this.end - 1);
        // Escapes count where names do.
        if (text.includes("\\")) {
          if (kind === nameOnly || shape !== null) this.leaveToTree();
        } else name = this.names.numberOf(text);
        if (name === words.createRequire) this.leaveToTree();
        if (kind === nameOnly && this.isGlobalObject(kindName)) {
          this.#checkLoaderName(kindName);
          this.globalPropertyNames.add(text);
        }
      }
    }
    this.nested(this.expression);
    this.expect(type.closeBracket);
    this.isPrivateMember = false;
    this.kind = kind;
    this.kindName = kindName;
    this.isPath = isPath;
    this.shape = shape;
    this.#becomesMember(name);
  }

  /** `islands`: how much was noted for good before what is called. */
  #call(islands: number, method = -1): void {
    const isImmediate = this.kind === functionValue;
    if (isImmediate) this.calledHere(this.functionStart);
    this.evaluates = this.#isEvaluator();
    const isName = this.kind === nameOnly;
    const callee = isName ? this.kindName : this.kind === member ? this.memberName : method;
    const { shape } = this;
    this.shape = null;
    if (shape?.loopsOver !== undefined) {
      this.commonjs.inLoop(shape.loopsOver, () => this.callArguments(isImmediate, true));
      this.becomes(other);
      return;
    }
    const call = this.openCall(callee, shape, isImmediate);
    call.hasNotedCallee = this.islandCount !== islands;
    this.callArguments(isImmediate, true, call);
    this.becomes(other);
    this.shapeOfCall(call, isName);
  }

  /** A call that evaluates a function elsewhere. */
  #isEvaluator(): boolean {
    this.fillsTables = false;
    if (this.kind === nameOnly) {
      const name = this.names.texts[this.kindName] as string;
      this.fillsTables = tableHelper.test(name);
      return evaluators.test(name);
    }
    if (this.kind === member) {
      const name = this.names.texts[this.memberName] ?? "";
      this.fillsTables = name === "d" && this.names.texts[this.memberOf] === "__webpack_require__";
      return evaluators.test(name);
    }
    // `(0, stringifyFunction)(…)`
    return this.isSequenceOfEvaluator;
  }

  /** `isCall`: no `new`, so that the call may install a table of getters. */
  protected callArguments(isImmediate: boolean, isCall: boolean, call: Call | null = null): void {
    const evaluates = isCall && this.evaluates;
    this.next();
    let count = 0;
    let runsNow = isImmediate;
    let isTable = false;
    while (!this.is(type.closeParenthesis)) {
      count++;
      if (this.eat(type.dots)) {
        this.nested(this.assignment);
        if (call !== null) call.count++;
        isTable = false;
      } else {
        const { start } = this;
        this.argumentStart = start;
        this.argumentRuns = runsNow;
        const references = this.referenceCount;
        const isObject = this.is(type.openBrace);
        if (isObject && this.#isTable(call)) {
          this.exportTable(call);
          isTable = false;
          continue;
        }
        this.nested(this.assignment);
        if (call !== null) {
          this.argumentOf(call, start);
          runsNow = call.isImmediate;
        }
        if (isCall) this.handOverNamed();
        isTable = isObject && this.kind === literal && this.isGetter;
        if (evaluates && !runsNow && this.kind === functionValue) this.runsElsewhere(references);
        if (runsNow && this.kind === functionValue) this.calledHere(this.functionStart);
      }
      if (!this.is(type.closeParenthesis)) this.expect(type.comma);
    }
    if (isCall && isTable && count <= 2) this.leaveToTree();
    if (call !== null) this.finishCall(call);
    this.next();
  }

  /** An object of getters, which the function that is called fills the exports from. */
  #isTable(call: Call | null): call is Call {
    if (call === null || call.evaluates || call.target !== null || call.count > 1) return false;
    // A function beside it would be called as well.
    if (call.isImmediate && call.count === 1 && call.first < 0) return false;
    if (call.shape?.isRequire || call.shape?.isResolve) return false;
    return isTableAt(this.text, this.start);
  }

  /** The present word as a value. */
  protected name(name: number, offset: number): void {
    if (name < firstStrictName) leaveToParser();
    this.checkName(name, offset);
    this.lastReference = -1;
    if (name === words.arguments) {
      if ((this.frame.thisFlags & (inFieldValue | inStaticBlock)) !== 0) leaveToParser();
      if (!this.frame.hasArguments) this.reference(name, offset);
    } else this.reference(name, offset);
    this.becomes(nameOnly);
    this.kindName = name;
    this.isPath = true;
    this.shapeOfName(name, offset);
  }
}
