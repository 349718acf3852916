import { evaluators } from "../analysis/functions-elsewhere.js";
import { DynamicImports } from "./dynamic-imports.js";
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

const words = {
  arguments: wordNumber("arguments"),
  async: wordNumber("async"),
  apply: wordNumber("apply"),
  call: wordNumber("call"),
  createRequire: wordNumber("createRequire"),
  forEach: wordNumber("forEach"),
};

/** Beside the others, an object with `then` would be taken for a promise. */
const thenName = wordNumber("then");

/** Members, calls or decisions in a row; nobody writes more, and a syntax tree of more is too deep to be walked. */
export const longestChain = 1_000;

/** Members and calls. */
export abstract class Members extends DynamicImports {
  protected abstract expression(): void;
  protected abstract primary(): void;
  protected abstract templateParts(): void;
  protected abstract asyncArrow(start: number, references: number, islands: number): void;

  /** An expression in which `in` is an operator. */
  protected override nested(read: () => void): void {
    const { noIn } = this;
    this.noIn = false;
    read.call(this);
    this.noIn = noIn;
  }

  /** What the last expression was; the rest of what is known of it follows from that. */
  protected override becomes(kind: number): void {
    this.kind = kind;
    this.isSequenceOfEvaluator = false;
    this.isPath = false;
    this.isConstant = false;
    this.tests = 0;
  }

  protected isPrivateMember = false;

  /** Members and calls. */
  protected subscripts(withCalls = true): void {
    const { start, islandCount, openCovers } = this;
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
          this.#property(withCalls);
          break;
        case type.optionalChain:
          if (!withCalls) leaveToParser();
          isOptional = true;
          this.next();
          if (this.is(type.template)) leaveToParser();
          if (!this.is(type.openParenthesis) && !this.is(type.openBracket)) this.#property(withCalls);
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
              this.openCovers = openCovers;
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
        this.globalPropertyNames.add(this.names.texts[value] as string);
      }
      if (value === words.createRequire) this.leaveToTree();
      // `Object.keys(other).forEach(key => exports[key] = …)` copies what another module exports.
      if (value === words.forEach && this.mentionsExports && this.kind === other) this.leaveToTree();
      this.isPrivateMember = false;
      if (this.kind === awaitedImport) {
        this.importedNames?.push({ name: this.names.texts[value] as string, offset: this.start });
      }
      this.next();
      if (withCalls && this.kind === importCall && value === thenName) this.thenImported();
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
    // The name of what an import yields may be written so.
    if (kind >= importCall && (this.is(type.string) || this.is(type.openParenthesis))) this.leaveToTree();
    if (this.is(type.string)) {
      if (kind === functionValue) leaveToParser();
      const counts = this.isGlobalObject(kindName) || this.wholeExports.has(kindName);
      if (kind === nameOnly && counts) this.leaveToTree();
    }
    this.nested(this.expression);
    this.expect(type.closeBracket);
    this.isPrivateMember = false;
    this.kind = kind;
    this.kindName = kindName;
    this.isPath = isPath;
    this.#becomesMember(-1);
  }

  #call(): void {
    const isImmediate = this.kind === functionValue;
    if (isImmediate) this.calledHere(this.functionStart);
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
        if (isImmediate && this.kind === functionValue) this.calledHere(this.functionStart);
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
