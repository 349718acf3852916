import { lexical, variable } from "./bindings.js";
import { Branches } from "./branches.js";
import { inExportGetter } from "./code-contexts.js";
import {
  asLexical,
  asPlainFunction,
  asVariable,
  hasArguments,
  isInBlock,
  isInFunction,
  isSingle,
} from "./compiled-reader.js";
import { firstName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import { inOrdinaryFunction, needsReread, needsTree } from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  async: wordNumber("async"),
  break: wordNumber("break"),
  class: wordNumber("class"),
  const: wordNumber("const"),
  continue: wordNumber("continue"),
  debugger: wordNumber("debugger"),
  do: wordNumber("do"),
  export: wordNumber("export"),
  exports: wordNumber("exports"),
  for: wordNumber("for"),
  function: wordNumber("function"),
  if: wordNumber("if"),
  import: wordNumber("import"),
  let: wordNumber("let"),
  module: wordNumber("module"),
  return: wordNumber("return"),
  switch: wordNumber("switch"),
  throw: wordNumber("throw"),
  try: wordNumber("try"),
  var: wordNumber("var"),
  while: wordNumber("while"),
  with: wordNumber("with"),
};

/** `0 && (module.exports = { … })`. */
const annotation = /0\s*&&(?!\s*\(\s*module\.exports\s*=\s*\{)/y;
/** Tables of getters. */
const tableCall = /__reExport\((?:\s*[\w$]+\s*,)?\s*\{/y;

/** Statements of every kind, and which of them are read as syntax trees. */
export abstract class Statements extends Branches {
  /** Reads the statement that starts at `start` as a syntax tree. */
  protected abstract island(start: number, allowsDeclaration: boolean): void;
  /** What follows `export`, where it is neither a list nor a star. */
  protected abstract exportDeclaration(): void;
  protected abstract readonly exportCount: number;
  protected abstract forgetExports(count: number): void;

  protected statementList(): void {
    while (!this.is(type.closeBrace) && !this.is(type.endOfFile)) {
      if (!this.compiledStatements()) this.statement(true);
    }
  }

  /**
   * Statements that mean no more than the names they declare and use are read by the compiled reader. `isExported`:
   * only the first of them, and what it declares is exported.
   */
  protected compiledStatements(isExported = false): boolean {
    const { scope, frame, start } = this;
    if (this.#startsWithMeaning() || scope.isStaticBlock || (this.context & inExportGetter) !== 0)
      return false;
    const { statements: left } = this.foreknowledge.left;
    if (left.has(start)) return false;
    // It would take a label around for a free one.
    if (frame.labels.some(({ name }) => name !== undefined)) return false;
    const compiled = this.compiledReader();
    if (compiled === null) return false;
    const options =
      (frame.hasArguments ? hasArguments : 0) |
      (this.isModuleFrame ? 0 : isInFunction) |
      (scope === scope.variableScope ? 0 : isInBlock) |
      (isExported ? isSingle : 0) |
      this.declaredLoaderNames;
    const end = compiled.readStatements(start, frame.flags, frame.thisFlags, this.context, options);
    if (end === start) {
      if (compiled.hasLeft) left.add(start);
      return false;
    }
    compiled.takeDeclarations((name, way) => {
      if (way === asVariable) this.declareVariable(name);
      else if (way === asLexical) this.declareHere(name, lexical);
      else this.declareFunction(name, way === asPlainFunction, this.isStrict);
      if (isExported) this.exportName(name);
    });
    this.takeUses(compiled);
    this.takeNotes(compiled);
    this.rewind(end);
    if (compiled.hasLeft) left.add(this.start);
    return true;
  }

  /** Surely not for the compiled reader. */
  #startsWithMeaning(): boolean {
    if (!this.is(type.word)) return false;
    const { value } = this;
    if (value === words.import || value === words.export) return true;
    return !this.isModule && (value === words.exports || value === words.module) && !this.isDeclared(value);
  }

  /** A statement; one that needs it is read again as a syntax tree. */
  protected statement(allowsDeclaration: boolean): void {
    const { start, scope, context, frame, depth, noIn, openCovers, privateNames, exporting } = this;
    if (this.foreknowledge.islands.has(start) || this.#surelyNeedsTree()) {
      this.island(start, allowsDeclaration);
      return;
    }
    const references = this.referenceCount;
    const names = scope.names.length;
    const variableNames = scope.variableScope.names.length;
    const labels = frame.labels.length;
    const exports = this.exportCount;
    const privateUses = privateNames?.used.length ?? 0;
    const requests = this.requests.count;
    const commonjs = this.commonjs.mark();
    const { mustRepeat } = this;
    const lasting = this.#lasting();
    const guesses = this.guessedCalls.size + this.actualCalls.size;
    let isReread: boolean;
    this.enter();
    try {
      this.plainStatement(allowsDeclaration);
      if (this.openCovers > openCovers) leaveToParser();
      this.depth = depth;
      return;
    } catch (error) {
      if (error !== needsTree && error !== needsReread) throw error;
      isReread = error === needsReread;
    }
    this.unwindTo(scope, names, variableNames);
    this.dropReferences(references);
    frame.labels.length = labels;
    if (privateNames) privateNames.used.length = privateUses;
    this.context = context;
    this.frame = frame;
    this.depth = depth;
    this.noIn = noIn;
    this.openCovers = openCovers;
    this.privateNames = privateNames;
    this.exporting = exporting;
    this.hasOneParameter = false;
    this.isOwnRequire = false;
    this.forgetExports(exports);
    this.mustRepeat = mustRepeat;
    this.requests.count = requests;
    this.commonjs.backTo(commonjs);
    if (this.guessedCalls.size + this.actualCalls.size !== guesses) this.forgetCalls(start);
    const isNoted = this.#lasting() !== lasting;
    // What was noted of the names in the statement does not let it be read twice.
    if (isNoted) this.mustRepeat = true;
    if (isReread) {
      this.endsNowhere();
      this.rewind(start);
      this.statement(allowsDeclaration);
      return;
    }
    if (isNoted) this.foreknowledge.islands.add(start);
    this.island(start, allowsDeclaration);
  }

  /** Grows with what was learned for good. */
  #lasting(): number {
    const { changes, propertyNotes } = this.commonjs.locals;
    const locals = this.wholeExports.size === 0 ? 0 : changes + propertyNotes;
    return locals + this.wrongNotes + this.requests.requireAliases.size + this.globalAliases.size;
  }

  /** Known by its first words; finding out later costs a second reading. */
  #surelyNeedsTree(): boolean {
    const code = this.text.charCodeAt(this.start);
    if (code !== 0x30 && code !== 0x5f) return false;
    const shape = code === 0x30 ? annotation : tableCall;
    shape.lastIndex = this.start;
    return shape.test(this.text);
  }

  /** A statement, whatever it needs. */
  protected plainStatement(allowsDeclaration: boolean): void {
    switch (this.type) {
      case type.word:
        this.#wordStatement(this.value, allowsDeclaration);
        break;
      case type.openBrace:
        this.block();
        break;
      case type.semicolon:
        this.next();
        break;
      default:
        if (this.is(type.numeric) && this.annotation()) break;
        this.expression();
        this.semicolon();
    }
  }

  #wordStatement(word: number, allowsDeclaration: boolean): void {
    if (word >= firstName) {
      this.#nameStatement(word, allowsDeclaration);
      return;
    }
    switch (word) {
      case words.var:
        this.next();
        this.declarators(variable, false);
        this.semicolon();
        break;
      case words.const:
        if (!allowsDeclaration) leaveToParser();
        this.next();
        this.declarators(lexical, true);
        this.semicolon();
        break;
      case words.function:
        if (!allowsDeclaration) leaveToParser();
        this.functionDeclaration(true);
        break;
      case words.class:
        if (!allowsDeclaration) leaveToParser();
        this.classDeclaration(true);
        break;
      case words.if:
        this.ifStatement();
        break;
      case words.for:
        this.forLoop();
        break;
      case words.while:
        this.whileLoop();
        break;
      case words.do:
        this.doWhileLoop();
        break;
      case words.return:
        if ((this.frame.flags & inOrdinaryFunction) === 0) leaveToParser();
        this.next();
        if (
          !this.is(type.semicolon) &&
          !this.is(type.closeBrace) &&
          !this.is(type.endOfFile) &&
          !this.newline
        ) {
          this.expression();
        }
        this.semicolon();
        break;
      case words.throw:
        this.next();
        if (this.newline) leaveToParser();
        this.expression();
        this.semicolon();
        break;
      case words.try:
        this.tryStatement();
        break;
      case words.switch:
        this.switchStatement();
        break;
      case words.break:
      case words.continue:
        this.jump(word === words.continue);
        break;
      case words.debugger:
        this.next();
        this.semicolon();
        break;
      case words.with:
        this.leaveToTree();
        break;
      case words.export:
        if (!allowsDeclaration || this.scope !== this.moduleScope) leaveToParser();
        this.exportDeclaration();
        break;
      default:
        this.expression();
        this.semicolon();
    }
  }

  /** `let`, `async function`, a label, or an expression that starts with a name. */
  #nameStatement(name: number, allowsDeclaration: boolean): void {
    if (name === words.let) {
      if (!allowsDeclaration) leaveToParser();
      this.next();
      this.declarators(lexical, false);
      this.semicolon();
      return;
    }
    if (name === words.async && this.startsAsyncFunction()) {
      if (!allowsDeclaration) leaveToParser();
      this.functionDeclaration(true);
      return;
    }
    if (this.text.charCodeAt(this.end) === 0x3a || this.peek() === 0x3a) {
      this.labelled(name);
      return;
    }
    this.expression();
    this.semicolon();
  }
}
