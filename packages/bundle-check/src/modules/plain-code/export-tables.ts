import type { CodeContext } from "../analysis/scope.js";
import type { Call } from "./call.js";
import { ExportCalls } from "./export-calls.js";
import { firstStrictName, wordNumber } from "./names.js";
import * as type from "./token-types.js";

const words = {
  arguments: wordNumber("arguments"),
  eval: wordNumber("eval"),
  exports: wordNumber("exports"),
  function: wordNumber("function"),
  module: wordNumber("module"),
  require: wordNumber("require"),
};

/** What bundlers write about the exports of a file, in the one form that they write it in. */
export abstract class ExportTables extends ExportCalls {
  /**
   * `{ name: () => value, … }` as the last argument of a call, read without a syntax tree: the present token opens it,
   * and the text was seen to be one. Minified helpers have any name.
   */
  protected exportTable(call: Call): void {
    if (call.isImmediate) this.notCalledHere(call.functionStart);
    const target = call.count === 1 && call.first >= 0 ? (this.names.texts[call.first] as string) : null;
    const names: string[] = [];
    const contexts: CodeContext[] = [];
    // What is noted of a table cannot be taken back when the text is read again.
    this.islandCount++;
    this.next();
    while (!this.is(type.closeBrace)) {
      const name = this.#tableKey();
      if (this.eat(type.colon)) this.eatWord(words.function);
      this.#expect(type.openParenthesis);
      this.#expect(type.closeParenthesis);
      this.eat(type.arrow);
      const isBody = this.eat(type.openBrace);
      if (isBody) this.next();
      const isApart = this.eat(type.openParenthesis);
      contexts.push(this.#getterValue(name, call.fillsTables));
      if (isApart) this.#expect(type.closeParenthesis);
      if (isBody) {
        this.eat(type.semicolon);
        this.#expect(type.closeBrace);
      }
      names.push(name);
      if (!this.is(type.closeBrace)) this.#expect(type.comma);
    }
    this.next();
    if (names.length === 0 || !this.is(type.closeParenthesis)) this.leaveToTree();
    this.commonjs.addTable(target, names, contexts);
    call.count++;
    call.isDone = true;
  }

  #tableKey(): string {
    const isString = this.is(type.string);
    if (!isString && !this.is(type.word)) this.leaveToTree();
    const key = this.text.slice(this.start + (isString ? 1 : 0), this.end - (isString ? 1 : 0));
    if (key.includes("\\") || key === "__proto__") this.leaveToTree();
    this.next();
    return key;
  }

  /** `name`, `name.member` or `name[key]`: what a getter returns. */
  #getterValue(exportedName: string, isKnownHelper: boolean): CodeContext {
    const context: CodeContext = {
      ...this.contextAt(this.context),
      evaluatedAt: isKnownHelper ? "export-getter" : "function",
      exportedName,
      inTry: false,
    };
    this.#useName(context);
    for (;;) {
      if (this.eat(type.dot)) this.#expect(type.word);
      else if (this.eat(type.openBracket)) {
        this.#useName(context);
        this.#expect(type.closeBracket);
      } else return context;
    }
  }

  #useName(context: CodeContext): void {
    const { value, start } = this;
    const isName = this.is(type.word) && value >= firstStrictName && value !== words.eval;
    const isOrdinary = isName && value !== words.arguments && !this.isGlobalObject(value);
    if (!isOrdinary || this.requireNames.has(value) || this.wholeExports.has(value)) this.leaveToTree();
    if (!this.isModule && (value === words.exports || value === words.module)) this.leaveToTree();
    this.checkName(value, start);
    this.foreignReference({
      name: this.names.texts[value] as string,
      offset: start,
      context,
      isAssignment: false,
      isTypeofOperand: false,
      mayBeDeclaredByEval: false,
      isFree: false,
      isExportAccess: false,
    });
    this.next();
  }

  #expect(expected: number): void {
    if (!this.is(expected)) this.leaveToTree();
    this.next();
  }

  /**
   * `0 && (module.exports = { a, b })`: esbuild's annotation for a lexer of CommonJS, which never runs. The present
   * token is the number. False for everything else.
   */
  protected annotation(): boolean {
    annotationStart.lastIndex = this.start;
    if (!annotationStart.test(this.text)) return false;
    const names: string[] = [];
    const reexports: string[] = [];
    for (let token = 0; token < annotationTokens; token++) this.next();
    while (!this.is(type.closeBrace)) {
      if (this.eat(type.dots)) reexports.push(this.#spreadRequest());
      else names.push(this.#annotatedName());
      if (!this.is(type.closeBrace)) this.#expect(type.comma);
    }
    this.next();
    this.#expect(type.closeParenthesis);
    if (!this.is(type.semicolon)) this.leaveToTree();
    this.next();
    this.commonjs.annotate(names, reexports);
    return true;
  }

  #annotatedName(): string {
    const { value } = this;
    const isWord = this.is(type.word);
    const name = this.#tableKey();
    if (this.eat(type.colon)) this.#neverRead();
    else if (!isWord || value < firstStrictName) this.leaveToTree();
    return name;
  }

  /** `require("x")` in code that never runs. */
  #spreadRequest(): string {
    if (!this.isWord(words.require)) this.leaveToTree();
    this.next();
    this.#expect(type.openParenthesis);
    const specifier = this.text.slice(this.start + 1, this.end - 1);
    if (specifier.includes("\\")) this.leaveToTree();
    this.#expect(type.string);
    this.#expect(type.closeParenthesis);
    if (!this.is(type.comma) && !this.is(type.closeBrace)) this.leaveToTree();
    return specifier;
  }

  /** A name in code that never runs. */
  #neverRead(): void {
    if (!this.is(type.word) || this.value < firstStrictName) this.leaveToTree();
    this.next();
    if (!this.is(type.comma) && !this.is(type.closeBrace)) this.leaveToTree();
  }
}

const annotationStart = /0\s*&&\s*\(\s*module\.exports\s*=\s*\{/y;
/** `0`, `&&`, `(`, `module`, `.`, `exports`, `=` and `{`. */
const annotationTokens = 8;
