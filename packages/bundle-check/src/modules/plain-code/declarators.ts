import type { Reference } from "../analysis/scope.js";
import { Classes } from "./classes.js";
import { contextOf } from "./code-contexts.js";
import { leaveToParser } from "./not-plain.js";
import { functionValue, literal, nameOnly } from "./plain-reader.js";
import * as type from "./token-types.js";

/** Nothing that assigns on, and nothing that only announces the name. */
const exportOfName =
  /(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=(?![=>])\s*(?!\(?\s*void\b|[\w$.]+\s*=[^=>])/y;
const wholeExport = /module\.exports\s*=(?![=>])\s*(?=\{|function\b|class\b)/y;

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
      const isWhole = !isPattern && this.wholeExports.has(value);
      this.bindingTarget(kind);
      const targetEnd = this.lastEnd;
      const { exporting } = this;
      this.exporting = false;
      if (this.eat(type.assign)) {
        if (isWhole) this.#exportedValue(value);
        else this.assignment();
        if (!isPattern) this.initialisedWith(value);
        else this.bindImported(start, targetEnd);
      } else if (mustHaveValue || isPattern) leaveToParser();
      this.exporting = exporting;
    } while (this.eat(type.comma));
  }

  /** What else it means that a variable holds the value just read. */
  protected initialisedWith(name: number): void {
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
  protected exportStatement(): boolean {
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
}
