import type { UndeclaredExport } from "../module-facts.js";
import { ImportLists, listWords } from "./import-lists.js";
import type { ImportedNames } from "./imported-names.js";
import { firstStrictName } from "./names.js";
import { leaveToParser } from "./not-plain.js";
import * as type from "./token-types.js";

const notAWord = -1;

/** Lists of exports, `export * from` among them. */
export abstract class ExportLists extends ImportLists {
  /** Specifiers of `export * from`, which add names that only the other module knows. */
  protected readonly starExports: string[] = [];
  /** What the lists export of this module's own; whether it is declared shows at the end. */
  readonly #own: UndeclaredExport[] = [];
  protected abstract exportText(name: string): void;

  /** The present token is `export`, and a brace or a star follows. False for `export {}`, which does nothing. */
  protected exportList(): boolean {
    this.next();
    if (this.isStar()) {
      this.#star();
      return true;
    }
    this.expect(type.openBrace);
    const names: ImportedNames = [];
    const own: UndeclaredExport[] = [];
    let areBindings = true;
    while (!this.eat(type.closeBrace)) {
      const { start } = this;
      const word = this.is(type.word) ? this.value : notAWord;
      // Reserved words and texts in quotes are names of another module only.
      if (word < firstStrictName) areBindings = false;
      const localName = this.moduleExportName();
      const exportedName = this.eatWord(listWords.as) ? this.moduleExportName() : localName;
      this.exportText(exportedName);
      names.push({ name: localName, offset: start });
      own.push({ exportedName, localName, offset: start });
      if (!this.is(type.closeBrace)) this.expect(type.comma);
    }
    if (this.eatWord(listWords.from)) {
      this.requestOf("export-from", names);
      return true;
    }
    if (!areBindings) leaveToParser();
    this.semicolon();
    this.#own.push(...own);
    return own.length > 0;
  }

  #star(): void {
    this.next();
    const isNamespace = this.eatWord(listWords.as);
    if (isNamespace) this.exportText(this.moduleExportName());
    if (!this.eatWord(listWords.from)) leaveToParser();
    const specifier = this.requestOf("export-from", []);
    if (!isNamespace) this.starExports.push(specifier);
  }

  protected undeclaredExports(declared: ReadonlySet<string>): UndeclaredExport[] {
    return this.#own.filter(({ localName }) => !declared.has(localName));
  }
}
