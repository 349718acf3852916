import type { CompiledMemory } from "./web-assembly.js";

/** What `compiled-reader/index.ts` exports. All offsets are in characters, all addresses in bytes. */
export interface CompiledExports {
  readonly memory: CompiledMemory;
  begin(length: number, isModule: boolean): number;
  givenName(length: number): number;
  flag(length: number, flags: number): void;
  readFunction(start: number, flags: number, thisFlags: number, context: number, options: number): number;
  readStatements(start: number, flags: number, thisFlags: number, context: number, options: number): void;
  lastStatementEnd(): number;
  outerDeclarations(): number;
  outerDeclarationCount(): number;
  leftAt(): number;
  isGetter(): number;
  importMetaAt(): number;
  references(): number;
  referenceCount(): number;
  names(): number;
  globalProperties(): number;
  globalPropertyCount(): number;
  requests(): number;
  requestCount(): number;
  exportReads(): number;
  exportReadCount(): number;
  passesOverExports(): number;
  aliases(): number;
  aliasCount(): number;
  privateUses(): number;
  privateUseCount(): number;
  done(): void;
}
