import { Classes } from "./classes.js";
import { leaveToParser } from "./not-plain.js";
import { functionValue, literal, nameOnly } from "./plain-reader.js";
import * as type from "./token-types.js";

/** `createRequire(import.meta.url)`, and nothing more. */
const ownRequire =
  /(?:[\w$]*createRequire\d*|(?:[A-Za-z_$][\w$]*|process\.getBuiltinModule\(["'][\w:]+["']\))\.createRequire)\((?:import\.meta\.url|__filename)\)(?=[ \t]*(?:[;,\r\n}]|$))/y;

/** Variables, and what it means that they hold a value or that the module exports one. */
export abstract class Declarators extends Classes {
  protected semicolon(): void {
    if (this.eat(type.semicolon)) return;
    if (!this.is(type.closeBrace) && !this.is(type.endOfFile) && !this.newline) leaveToParser();
  }

  /** The declarators of `var`, `let` or `const`. */
  protected declarators(kind: number, mustHaveValue: boolean): void {
    do {
      const isPattern = !this.is(type.word);
      const { value, start } = this;
      this.bindingTarget(kind);
      const targetEnd = this.lastEnd;
      const { exporting } = this;
      this.exporting = false;
      if (this.eat(type.assign)) {
        this.initialValue(isPattern ? -1 : value);
        if (isPattern) this.bindImported(start, targetEnd);
      } else if (mustHaveValue || isPattern) leaveToParser();
      this.exporting = exporting;
    } while (this.eat(type.comma));
  }

  /** The value of a variable, and what it means that it holds that; the name is -1 for a pattern. */
  protected initialValue(name: number): void {
    const references = this.referenceCount;
    this.initialStart = this.start;
    if (this.wholeExports.has(name)) this.#exportedValue(name);
    else if (this.#isOwnRequire()) this.#ownRequire(name);
    else this.assignment();
    if (name < 0) return;
    this.handOverNamed();
    this.checkElsewhere(name, references);
    const isGlobal = this.kind === nameOnly && this.names.texts[this.kindName] === "globalThis";
    if (!isGlobal) return;
    // What is read again must not know of it before.
    this.islandCount++;
    this.globalAliases.add(this.names.texts[name] as string);
  }

  #isOwnRequire(): boolean {
    ownRequire.lastIndex = this.start;
    return this.mentionsCreateRequire && ownRequire.test(this.text);
  }

  /** From here on the variable is another name of `require`. */
  #ownRequire(name: number): void {
    const end = ownRequire.lastIndex;
    this.isOwnRequire = true;
    this.assignment();
    this.isOwnRequire = false;
    // The next line may go on with it: `/* … */ ("x")`, `in x`.
    if (this.lastEnd !== end) this.leaveToTree();
    if (name < 0) return;
    this.islandCount++;
    this.requests.addAlias(this.names.texts[name] as string);
    this.addRequirer(name);
  }

  /** What the variable holds is what the module exports. */
  #exportedValue(name: number): void {
    const { start } = this;
    this.keysWanted = start;
    const { locals } = this.commonjs;
    const { changes } = locals;
    this.assignment();
    const isObject = this.kind === literal && this.text.charCodeAt(start) === 0x7b;
    if (this.lastEnd === this.flattenedEnd) this.leaveToTree();
    const { shape } = this;
    if (shape?.specifier === undefined && !isObject && this.kind !== functionValue && !shape?.isClass) return;
    this.checkOrder(name, changes);
    const text = this.names.texts[name] as string;
    if (shape?.specifier !== undefined) locals.addRequired(text, shape.specifier);
    else if (isObject) locals.addObject(text, this.objectKeys());
    else if (shape?.isClass) locals.addClass(text, this.staticNames, this.isDerivedClass);
    else locals.visitFunction(text);
  }
}
