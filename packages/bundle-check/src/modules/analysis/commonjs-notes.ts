import { CommonjsLocals } from "./commonjs-locals.js";
import type { PendingExport } from "./commonjs-pending.js";
import { CommonjsReads } from "./commonjs-reads.js";
import type { CodeContext } from "./scope.js";

/** A table of getters that a bundler fills an export object from. */
export interface ExportTable {
  readonly names: string[];
  readonly contexts: CodeContext[];
  readonly reexports: string[];
}

/** How much was noted at some place of the text. */
export interface CommonjsMark {
  readonly pending: number;
  readonly announced: number;
  readonly annotated: number;
  readonly thisUses: number;
  readonly loopSource: string | null;
}

/** What a CommonJS module does with its exports, as it was met in the text, with and without a syntax tree. */
export class CommonjsNotes {
  readonly locals = new CommonjsLocals();
  readonly reads = new CommonjsReads();
  protected readonly pending: PendingExport[] = [];
  /** Names that are only announced: `exports.a = exports.b = void 0`. */
  protected readonly announced: PendingExport[] = [];
  protected readonly tables = new Map<string, ExportTable>();
  /** Tables that also receive names that cannot be read. */
  protected readonly openTables = new Set<string>();
  protected readonly annotated: { names: readonly string[]; reexports: readonly string[] }[] = [];
  /** Offsets of `exports` handed to a function, as universal modules do. */
  protected readonly handedOver = new Set<number>();
  /** The variable whose properties the loop being visited copies. */
  protected loopSource: string | null = null;

  /** An export that was read without a syntax tree, after the first `at` of them. */
  add(pending: PendingExport, at = this.pending.length): void {
    this.pending.splice(at, 0, pending);
  }

  /** A name that was announced without a syntax tree. */
  announce(pending: PendingExport, at: number): void {
    this.announced.splice(at, 0, pending);
  }

  /** The names of an annotation that was read without a syntax tree. */
  annotate(names: readonly string[]): void {
    this.annotated.push({ names, reexports: [] });
    this.pending.push({ access: null, names, reexports: [], opaque: false });
    // It assigns to a variable of that name, should the file have one and export it.
    this.locals.assignMember("module", "exports");
  }

  /** A table of getters, by the name of the object that receives them: that of a call before is continued. */
  addTable(target: string | null, names: readonly string[], contexts: readonly CodeContext[]): void {
    if (target === null) return;
    const known = this.tables.get(target);
    if (known === undefined) {
      this.tables.set(target, { names: [...names], contexts: [...contexts], reexports: [] });
      return;
    }
    for (const name of names) known.names.push(name);
    for (const context of contexts) known.contexts.push(context);
    known.reexports.length = 0;
  }

  /** Another module's exports are added to a table of getters, or to one that there is from now on. */
  addToTable(target: string, specifier: string): void {
    if (!this.tables.has(target)) this.addTable(target, [], []);
    this.tables.get(target)?.reexports.push(specifier);
  }

  get announcedCount(): number {
    return this.announced.length;
  }

  get count(): number {
    return this.pending.length;
  }

  /** What `exports[key] = …` adds: the names of the copied module, or unknown ones. */
  copied(): Partial<PendingExport> {
    return this.loopSource === null ? { opaque: true } : { valueName: this.loopSource };
  }

  /** `exports` at this offset is handed to a function. */
  handOver(offset: number): void {
    this.handedOver.add(offset);
  }

  hasTable(name: string): boolean {
    return this.tables.has(name);
  }

  /** What was noted so far, so that a statement can be read anew. */
  mark(): CommonjsMark {
    return {
      pending: this.pending.length,
      announced: this.announced.length,
      annotated: this.annotated.length,
      thisUses: this.reads.thisUses.length,
      loopSource: this.loopSource,
    };
  }

  /** Forgets what was noted since. What is kept by name or by offset, a second reading notes again. */
  backTo({ pending, announced, annotated, thisUses, loopSource }: CommonjsMark): void {
    this.pending.length = pending;
    this.announced.length = announced;
    this.annotated.length = annotated;
    this.reads.thisUses.length = thisUses;
    this.loopSource = loopSource;
  }
}
