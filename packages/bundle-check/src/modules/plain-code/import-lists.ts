import { lexical } from "./bindings.js";
import type { ImportedNames } from "./imported-names.js";
import { Islands } from "./islands.js";
import { checkBindingName, wordNumber } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import * as type from "./token-types.js";

export const listWords: { readonly as: number; readonly from: number; readonly with: number } = {
  as: wordNumber("as"),
  from: wordNumber("from"),
  with: wordNumber("with"),
};

/** Half of a character: names of imports and exports may not hold one alone, and who writes one is not plain. */
const surrogate = /[\ud800-\udfff]/;

/** Imports, and what they have in common with lists of exports: names in quotes, specifiers, attributes. */
export abstract class ImportLists extends Islands {
  /** The present token is `import`, and neither a parenthesis nor a dot follows. */
  protected importDeclaration(): void {
    this.next();
    const names: ImportedNames = [];
    if (!this.is(type.string)) {
      this.#bindings(names);
      if (!this.eatWord(listWords.from)) leaveToParser();
    }
    this.requestOf("import", names);
  }

  #bindings(names: ImportedNames): void {
    if (this.is(type.word)) {
      names.push({ name: "default", offset: this.start });
      this.#local();
      if (!this.eat(type.comma)) return;
    }
    if (this.isStar()) {
      this.next();
      if (!this.eatWord(listWords.as)) leaveToParser();
      this.#local();
      return;
    }
    this.expect(type.openBrace);
    while (!this.eat(type.closeBrace)) {
      this.#specifier(names);
      if (!this.is(type.closeBrace)) this.expect(type.comma);
    }
  }

  #specifier(names: ImportedNames): void {
    const { start } = this;
    const isName = this.is(type.word);
    const { value } = this;
    names.push({ name: this.moduleExportName(), offset: start });
    if (this.eatWord(listWords.as)) this.#local();
    else if (isName) this.#declare(value);
    else leaveToParser();
  }

  #local(): void {
    if (!this.is(type.word)) leaveToParser();
    const { value } = this;
    this.next();
    this.#declare(value);
  }

  #declare(name: number): void {
    checkBindingName(name);
    this.declareHere(name, lexical);
  }

  protected isStar(): boolean {
    return this.is(type.multiply) && this.text.charCodeAt(this.start) === 0x2a;
  }

  /** Any word, or a text in quotes. */
  protected moduleExportName(): string {
    if (this.is(type.word)) {
      const name = this.names.texts[this.value] as string;
      this.next();
      return name;
    }
    const name = this.#quoted();
    if (surrogate.test(name)) leaveToParser();
    return name;
  }

  #quoted(): string {
    if (!this.is(type.string)) leaveToParser();
    const text = this.text.slice(this.start + 1, this.end - 1);
    if (text.includes("\\")) leaveToParser();
    this.next();
    return text;
  }

  /** The specifier, attributes and the end of the statement. Returns the specifier. */
  protected requestOf(kind: "import" | "export-from", names: ImportedNames): string {
    const { start } = this;
    const specifier = this.#quoted();
    const attributeType = this.isWord(listWords.with) ? this.#attributes() : undefined;
    this.semicolon();
    this.addRequest(kind, specifier, start, names, attributeType);
    return specifier;
  }

  /** `with { type: "json" }`; the value of `type`. */
  #attributes(): string | undefined {
    this.next();
    const attributes = new Map<string, string>();
    this.expect(type.openBrace);
    while (!this.eat(type.closeBrace)) {
      const isName = this.is(type.word);
      const key = isName ? this.moduleExportName() : this.#quoted();
      if (attributes.has(key)) leaveToParser();
      this.expect(type.colon);
      attributes.set(key, this.#quoted());
      if (!this.is(type.closeBrace)) this.expect(type.comma);
    }
    return attributes.get("type");
  }
}
