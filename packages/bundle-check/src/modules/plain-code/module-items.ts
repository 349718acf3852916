import type { Options, Program } from "acorn";
import { readModuleExports } from "../analysis/module-exports.js";
import { factsFromNames, isCode, type ProgramFacts } from "../analysis/program-facts.js";
import type { Reference } from "../analysis/scope.js";
import { ExportLists } from "./export-lists.js";
import { wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import * as type from "./token-types.js";

const words = {
  async: wordNumber("async"),
  class: wordNumber("class"),
  const: wordNumber("const"),
  default: wordNumber("default"),
  export: wordNumber("export"),
  function: wordNumber("function"),
  import: wordNumber("import"),
  let: wordNumber("let"),
  throw: wordNumber("throw"),
  var: wordNumber("var"),
};

const options: Record<"module" | "commonjs", Options> = {
  module: { ecmaVersion: "latest", sourceType: "module" },
  commonjs: { ecmaVersion: "latest", sourceType: "commonjs" },
};

const variableOfFunction = /(?:var|let|const)\s+[\w$]+\s*=\s*(?=function\b)/y;
const callAtEnd = /\}\s*\([\w$.,{}\s]*\);?\s*(?:\/\/.*\s*)?$/;
const longestCallAtEnd = 300;

/** A whole file: its statements, its exports, and the facts that follow. */
export class ModuleItems extends ExportLists {
  protected readonly parserOptions = options[this.isModule ? "module" : "commonjs"];
  /** The names exported by declarations that were not read as trees. */
  readonly #exportNames: string[] = [];
  #hasCode = false;
  #throws = false;

  /** Where the first statement of import or export starts. */
  moduleSyntaxAt: number | null = null;

  /** The facts; null when the text must be read once more with what is known now. */
  read(): ProgramFacts | null {
    this.skipHashbang();
    this.next();
    this.directives(true);
    this.#libraryForPages();
    while (!this.is(type.endOfFile)) this.#item();
    this.#checkCalls();
    const free = this.freeReferences();
    if (!this.isModule) this.#checkWholeExports(free);
    return this.mustRepeat ? null : this.#facts(free);
  }

  /** `var Library = function () { … }();` to the end of the file: the compiled reader would read it in vain. */
  #libraryForPages(): void {
    variableOfFunction.lastIndex = this.start;
    if (!variableOfFunction.test(this.text) || !callAtEnd.test(this.text.slice(-longestCallAtEnd))) return;
    this.calledStart = variableOfFunction.lastIndex;
    this.#item(false);
  }

  #item(mayBeCompiled = true): void {
    if (mayBeCompiled && this.compiledStatements()) {
      this.#hasCode = true;
      return;
    }
    const { start } = this;
    const islands = this.topLevel.length;
    const isEmpty = this.is(type.semicolon);
    const isThrow = this.isWord(words.throw);
    const isImport = this.#isImportDeclaration();
    const isList = this.#isExportList();
    if (this.moduleSyntaxAt === null && (isImport || this.isWord(words.export))) this.moduleSyntaxAt = start;
    if (isList) {
      if (this.exportList()) this.#hasCode = true;
      return;
    }
    if (isImport) this.importDeclaration();
    else this.statement(true);
    if (isThrow) this.#throws = true;
    if (!isEmpty && this.topLevel.length === islands) this.#hasCode = true;
  }

  #isImportDeclaration(): boolean {
    if (!this.isModule || !this.isWord(words.import)) return false;
    const following = this.peek();
    return following !== 0x28 && following !== 0x2e;
  }

  #isExportList(): boolean {
    if (!this.isModule || !this.isWord(words.export)) return false;
    const following = this.peek();
    return following === 0x7b || following === 0x2a;
  }

  protected exportDeclaration(): void {
    if (!this.isModule) leaveToParser();
    this.next();
    if (this.eatWord(words.default)) {
      this.exportName(words.default);
      this.#defaultExport();
      return;
    }
    const isDeclaration =
      this.isWord(words.var) ||
      this.isWord(words.let) ||
      this.isWord(words.const) ||
      this.isWord(words.class) ||
      this.#isFunction();
    if (!isDeclaration) leaveToParser();
    if (this.compiledStatements(true)) return;
    this.exporting = true;
    this.plainStatement(true);
    this.exporting = false;
  }

  #isFunction(): boolean {
    return this.isWord(words.function) || (this.isWord(words.async) && this.startsAsyncFunction());
  }

  #defaultExport(): void {
    if (this.#isFunction()) this.functionDeclaration(false);
    else if (this.isWord(words.class)) this.classDeclaration(false);
    else {
      this.uncalledStart = this.start;
      this.assignment();
      this.semicolon();
    }
  }

  protected exportName(number: number): void {
    this.exportText(this.names.texts[number] as string);
  }

  protected exportText(name: string): void {
    if (this.exported[name]) leaveToParser();
    this.exported[name] = true;
    this.#exportNames.push(name);
  }

  protected get exportCount(): number {
    return this.#exportNames.length;
  }

  protected forgetExports(count: number): void {
    for (const name of this.#exportNames.splice(count)) delete this.exported[name];
  }

  /** Of the variables that are exported as a whole every mention counts, also those that were read already. */
  #checkWholeExports(free: readonly Reference[]): void {
    for (const name of this.commonjs.wholeExportNames(free)) {
      if (this.foreknowledge.wholeExports.has(name)) continue;
      this.foreknowledge.wholeExports.add(name);
      this.mustRepeat = true;
    }
    if (this.passesOverExports && this.commonjs.isHandedOver(free)) {
      this.foreknowledge.countsExports = true;
      this.mustRepeat = true;
    }
  }

  /** Functions that were taken for called at once and are not, or the reverse. */
  #checkCalls(): void {
    for (const start of this.guessedCalls) {
      if (!this.actualCalls.has(start)) this.#learnCall(start, false);
    }
    for (const start of this.actualCalls) {
      if (!this.guessedCalls.has(start)) this.#learnCall(start, true);
    }
  }

  #learnCall(start: number, isCalled: boolean): void {
    this.foreknowledge.called.set(start, isCalled);
    this.mustRepeat = true;
  }

  #facts(free: Reference[]): ProgramFacts {
    const body = this.topLevel;
    const program: Program = { type: "Program", start: 0, end: 0, body, sourceType: "module" };
    const topNames = this.moduleNames();
    const exports = readModuleExports(program, topNames);
    for (const name of this.#exportNames) exports.names.add(name);
    return {
      hasCode: this.#hasCode || body.some(isCode),
      throwsAtLoad: this.#throws,
      exportedNames: exports.names,
      starExports: this.starExports,
      undeclaredExports: this.undeclaredExports(topNames),
      ...factsFromNames(this.isModule ? "module" : "commonjs", {
        free: free.sort((left, right) => left.offset - right.offset),
        evalAtTop: this.moduleScope.hasDirectEval,
        requests: this.requests,
        commonjs: this.commonjs,
        globalPropertyNames: this.globalPropertyNames,
        hasModuleSyntax: this.moduleSyntaxAt !== null,
        topNames,
      }),
    };
  }
}
