import type { Reference } from "../analysis/scope.js";
import { caught, lexical, parameter, variable } from "./bindings.js";
import { Classes } from "./classes.js";
import { contextOf, inTry, isAssigned, isConditional } from "./code-contexts.js";
import { firstName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import {
  functionValue,
  inOrdinaryFunction,
  type Label,
  literal,
  member,
  nameOnly,
  needsTree,
} from "./plain-reader.js";
import * as type from "./token-types.js";

const words = {
  async: wordNumber("async"),
  await: wordNumber("await"),
  break: wordNumber("break"),
  case: wordNumber("case"),
  catch: wordNumber("catch"),
  class: wordNumber("class"),
  const: wordNumber("const"),
  continue: wordNumber("continue"),
  debugger: wordNumber("debugger"),
  default: wordNumber("default"),
  do: wordNumber("do"),
  else: wordNumber("else"),
  export: wordNumber("export"),
  exports: wordNumber("exports"),
  module: wordNumber("module"),
  finally: wordNumber("finally"),
  for: wordNumber("for"),
  function: wordNumber("function"),
  if: wordNumber("if"),
  in: wordNumber("in"),
  let: wordNumber("let"),
  of: wordNumber("of"),
  return: wordNumber("return"),
  switch: wordNumber("switch"),
  throw: wordNumber("throw"),
  try: wordNumber("try"),
  using: wordNumber("using"),
  var: wordNumber("var"),
  while: wordNumber("while"),
  with: wordNumber("with"),
};

/** Nothing that assigns on, and nothing that only announces the name. */
const exportOfName =
  /(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=(?![=>])\s*(?!\(?\s*void\b|[\w$.]+\s*=[^=>])/y;
const wholeExport = /module\.exports\s*=(?![=>])\s*(?=\{|function\b|class\b)/y;

const requiringDeclaration =
  /\w+\s+(?:[\w$]+|\{[\w$\s,:]*\})\s*=\s*(?:[\w$]+\(\s*)?(?:require|__require)\(\s*["'][^"'\n]*["']\s*\)/y;
const exportingCall =
  /(?:Object\.defineProperty\(\s*exports|__(?:exportStar|export|reExport)\(|require\(|(?:module\.)?exports\.[\w$]+\s*=\s*(?:exports|module|void)\b)/y;

const loop: Label = { kind: "loop" };
const choice: Label = { kind: "switch" };

/** Statements and the scopes, labels and branches they make. */
export abstract class Statements extends Classes {
  /** Reads the statement that starts at `start` as a syntax tree. */
  protected abstract island(start: number, allowsDeclaration: boolean): void;

  /** What follows `export`, where it is neither a list nor a star. */
  protected abstract exportDeclaration(): void;
  protected abstract readonly exportCount: number;
  protected abstract forgetExports(count: number): void;

  protected statementList(): void {
    while (!this.is(type.closeBrace) && !this.is(type.endOfFile)) this.statement(true);
  }

  /** A statement; one that needs it is read again as a syntax tree. */
  protected statement(allowsDeclaration: boolean): void {
    const { start, scope, context, frame, depth, noIn, openCovers, privateNames, islandCount, exporting } =
      this;
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
    this.enter();
    try {
      this.plainStatement(allowsDeclaration);
      if (this.openCovers > openCovers) leaveToParser();
      this.depth = depth;
      return;
    } catch (error) {
      if (error !== needsTree) throw error;
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
    this.forgetExports(exports);
    if (this.islandCount !== islandCount) {
      // Statements inside were read as trees already; all must be read again, this one as a whole.
      this.foreknowledge.islands.add(start);
      this.mustRepeat = true;
    }
    this.island(start, allowsDeclaration);
  }

  /** Known by its first words; finding out later costs a second reading. */
  #surelyNeedsTree(): boolean {
    if (!this.is(type.word)) return this.text.charCodeAt(this.start) === 0x30;
    switch (this.value) {
      case words.const:
      case words.let:
      case words.var:
        requiringDeclaration.lastIndex = this.start;
        return requiringDeclaration.test(this.text);
      default:
        exportingCall.lastIndex = this.start;
        return exportingCall.test(this.text);
    }
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
        this.expression();
        this.semicolon();
    }
  }

  protected semicolon(): void {
    if (this.eat(type.semicolon)) return;
    if (!this.is(type.closeBrace) && !this.is(type.endOfFile) && !this.newline) leaveToParser();
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
        this.#if();
        break;
      case words.for:
        this.#for();
        break;
      case words.while:
        this.#while();
        break;
      case words.do:
        this.#doWhile();
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
        this.#try();
        break;
      case words.switch:
        this.#switch();
        break;
      case words.break:
      case words.continue:
        this.#jump(word === words.continue);
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
      this.#labelled(name);
      return;
    }
    if ((name === words.exports || name === words.module) && this.#exportStatement()) return;
    this.expression();
    this.semicolon();
  }

  #labelled(name: number): void {
    const text = this.names.texts[name] as string;
    const { labels } = this.frame;
    if (name < wordNumber("eval") || labels.some((label) => label.name === text)) leaveToParser();
    this.next();
    this.next();
    const isLoop = this.isWord(words.for) || this.isWord(words.while) || this.isWord(words.do);
    const isChoice = this.isWord(words.switch);
    // Labels of labels are rare, and functions after labels are sloppy.
    if (this.isWord(words.function) || (this.is(type.word) && this.peek() === 0x3a)) leaveToParser();
    labels.push({ kind: isLoop ? "loop" : isChoice ? "switch" : null, name: text });
    this.statement(false);
    labels.pop();
  }

  #jump(isContinue: boolean): void {
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

  /** The declarators of `var`, `let` or `const`. */
  protected declarators(kind: number, mustHaveValue: boolean): void {
    do {
      const isPattern = !this.is(type.word);
      const { value } = this;
      const isWhole = !isPattern && this.wholeExports.has(value);
      this.bindingTarget(kind);
      const { exporting } = this;
      this.exporting = false;
      if (this.eat(type.assign)) {
        if (isWhole) this.#exportedValue(value);
        else this.assignment();
        if (!isPattern) this.#initialisedWith(value);
      } else if (mustHaveValue || isPattern) leaveToParser();
      this.exporting = exporting;
    } while (this.eat(type.comma));
  }

  /** What else it means that a variable holds the value just read. */
  #initialisedWith(name: number): void {
    this.escapeAssigned();
    this.checkElsewhere(name);
    const isGlobal = this.kind === nameOnly && this.names.texts[this.kindName] === "globalThis";
    if (isGlobal) this.globalAliases.add(this.names.texts[name] as string);
  }

  /** What the variable holds is what the module exports. */
  #exportedValue(name: number): void {
    this.keysWanted = this.start;
    this.assignment();
    const { locals } = this.commonjs;
    const text = this.names.texts[name] as string;
    if (this.kind === literal && this.text.charCodeAt(this.keysWanted) === 0x7b) {
      locals.addObject(text, this.keys.names, this.keys.opaque);
    } else if (this.kind === functionValue) locals.visitFunction(text);
    else this.leaveToTree();
  }

  /** `exports.name = …` and `module.exports = { … }` as statements; false for other forms. */
  #exportStatement(): boolean {
    const { start } = this;
    exportOfName.lastIndex = start;
    const [named, property] = exportOfName.exec(this.text) ?? [];
    wholeExport.lastIndex = start;
    const [whole] = named === undefined ? (wholeExport.exec(this.text) ?? []) : [];
    const head = named ?? whole;
    if (head === undefined) return false;
    this.rewind(start + head.length);
    const { start: valueStart } = this;
    this.keysWanted = valueStart;
    this.assignment();
    // `exports.a = exports.b = void 0` only announces names.
    if (this.lastEnd === this.apartEnd) this.leaveToTree();
    if (property !== undefined) this.checkElsewhere(this.names.numberOf(property));
    else if (whole !== undefined) this.checkElsewhere(this.names.numberOf("exports"));
    const value =
      this.kind === functionValue || this.lastEnd === this.classEnd
        ? { isWholeValue: true }
        : this.kind === literal && this.text.charCodeAt(valueStart) === 0x7b
          ? { reexports: [], ...this.keys }
          : null;
    const ends =
      this.newline || this.is(type.semicolon) || this.is(type.closeBrace) || this.is(type.endOfFile);
    if (!ends || (property === undefined && value === null)) this.leaveToTree();
    this.semicolon();
    const access: Reference = {
      name: this.text.startsWith("module", start) ? "module" : "exports",
      offset: start,
      context: contextOf(this.context),
      isAssignment: false,
      isTypeofOperand: false,
      mayBeDeclaredByEval: false,
      isFree: false,
      isExportAccess: true,
    };
    this.foreignReference(access);
    this.commonjs.add(property === undefined ? { access, ...value } : { access, names: [property] });
    return true;
  }

  protected block(): void {
    this.expect(type.openBrace);
    this.openScope(false);
    this.statementList();
    if (!this.is(type.closeBrace)) leaveToParser();
    this.closeScope();
    this.next();
  }

  #test(): number {
    this.expect(type.openParenthesis);
    this.expression();
    this.expect(type.closeParenthesis);
    return this.branchContext();
  }

  /** Chains of `else if` are read in a loop, as long as they may be. */
  #if(): void {
    const { context } = this;
    do {
      this.next();
      const branch = this.#test();
      if (this.isConstant) this.leaveToTree();
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

  #loopBody(): void {
    this.frame.labels.push(loop);
    this.statement(false);
    this.frame.labels.pop();
  }

  #while(): void {
    const { context } = this;
    this.next();
    const isForever = /^\s*\(\s*(true|1|!0)\s*\)/.test(this.text.slice(this.lastEnd, this.lastEnd + 20));
    this.#test();
    if (this.isConstant && !isForever) this.leaveToTree();
    this.context |= isConditional;
    this.#loopBody();
    this.context = context;
  }

  #doWhile(): void {
    this.next();
    this.#loopBody();
    if (!this.eatWord(words.while)) leaveToParser();
    this.#test();
    this.eat(type.semicolon);
  }

  #for(): void {
    this.next();
    const isAwait = this.isWord(words.await);
    // `for await` stands where `await` does; the parser decides elsewhere.
    if (isAwait) {
      if ((this.frame.flags & 4) === 0) leaveToParser();
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
    if (!isPattern && this.wholeExports.has(this.value)) this.leaveToTree();
    const { value } = this;
    this.bindingTarget(declaredKind);
    let initialised = false;
    if (this.eat(type.assign)) {
      this.assignment();
      if (!isPattern) this.#initialisedWith(value);
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
    if (isOf) this.#loopBody();
    else this.commonjs.inLoop(source, () => this.#loopBody());
  }

  #forRest(): void {
    this.expect(type.semicolon);
    if (!this.is(type.semicolon)) this.expression();
    this.expect(type.semicolon);
    if (!this.is(type.closeParenthesis)) this.expression();
    this.expect(type.closeParenthesis);
    this.#loopBody();
  }

  #try(): void {
    const { context, start } = this;
    this.next();
    const isGuarded = !this.foreknowledge.withoutHandler.has(start);
    if (isGuarded) this.context |= inTry;
    this.block();
    this.context = context;
    const hasHandler = this.isWord(words.catch);
    if (hasHandler) this.#catch();
    else if (isGuarded) {
      // Without a handler the failure is not caught.
      this.foreknowledge.withoutHandler.add(start);
      this.mustRepeat = true;
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

  #switch(): void {
    const { context } = this;
    this.next();
    this.#test();
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
}
