import {
  CompiledReader,
  countsExports,
  declaresExports,
  declaresModule,
  isExportedWhole,
  isGlobalObject,
  leavesAsValue,
  requestsModule,
  runsElsewhere,
} from "./compiled-reader.js";
import { namesOfCreateRequire } from "./create-require.js";
import { wordNumber } from "./names.js";
import { PlainReader } from "./plain-reader.js";
import { Unread } from "./unread.js";

const words = {
  exports: wordNumber("exports"),
  module: wordNumber("module"),
};

/** What the compiled reader is told before it is asked, and what it tells. */
export class CompiledCode extends PlainReader {
  #compiled: CompiledReader | null | undefined;
  /** What the compiled reader was not told yet. */
  readonly #aliases = new Unread(this.globalAliases);
  /** What it has told itself. */
  readonly #aliasesOfCompiled = new Set<string>();
  readonly #requirers = new Unread(this.requireNames);

  /** The compiled reader of this text; null where it may not be asked. */
  protected compiledReader(): CompiledReader | null {
    if (this.#compiled === undefined) this.#compiled = this.#startCompiledReader();
    const compiled = this.#compiled;
    if (compiled === null) return null;
    for (const name of this.#aliases.take()) {
      if (!this.#aliasesOfCompiled.has(name)) compiled.flag(name, isGlobalObject);
    }
    for (const name of this.#requirers.take())
      compiled.flag(this.names.texts[name] as string, requestsModule);
    if (compiled.isInVain) this.#compiled = null;
    return this.#compiled;
  }

  protected takeNotes(compiled: CompiledReader): void {
    compiled.takeGlobalProperties((property) => this.globalPropertyNames.add(property));
    compiled.takeAliases((alias) => {
      // What is read again must not know of it before.
      this.islandCount++;
      this.globalAliases.add(alias);
      this.#aliasesOfCompiled.add(alias);
    });
    compiled.takePrivateUses((used) => this.usePrivateName(used));
    compiled.takeExportReads((offset, property) => this.commonjs.reads.add(offset, property));
    if (compiled.passesOverExports) this.passesOverExports = true;
    this.importMetaAt = Math.min(this.importMetaAt, compiled.importMetaAt);
  }

  /** What is assigned to `exports` and `module` where the code declares them was not told of. */
  protected passesOverExports = false;

  /** For the compiled reader: which of the loader's names are variables here. */
  protected get declaredLoaderNames(): number {
    const ofExports = this.isDeclared(words.exports) ? declaresExports : 0;
    return ofExports | (this.isDeclared(words.module) ? declaresModule : 0);
  }

  #startCompiledReader(): CompiledReader | null {
    const compiled = CompiledReader.of(this.text, this.isModule, this.names);
    if (this.foreknowledge.countsExports) compiled?.flag("exports", countsExports);
    for (const name of this.foreknowledge.wholeExports) compiled?.flag(name, isExportedWhole);
    if (compiled !== null && this.mentionsCreateRequire) {
      for (const name of new Set(namesOfCreateRequire(this.text))) compiled.flag(name, leavesAsValue);
    }
    for (const name of this.elsewhere.names) compiled?.flag(name, runsElsewhere);
    return compiled;
  }
}
