import type { RequestKind } from "../module-facts.js";
import { type CompiledRequest, nameOfMember, namesInCallback, namesInPattern } from "./compiled-reader.js";
import { ExportTables } from "./export-tables.js";
import { fileUrlAt } from "./file-urls.js";
import { type ImportedNames, namesOfCallback, namesOfPattern } from "./imported-names.js";
import { leaveToParser } from "./not-plain.js";
import { awaitedImport, importCall } from "./plain-reader.js";
import * as type from "./token-types.js";

const typeOption = /\{\s*with\s*:\s*\{\s*type\s*:\s*(?:"([\w-]*)"|'([\w-]*)')\s*,?\s*\}\s*,?\s*\}\s*,?\s*\)/y;

/** Requests that expressions make: `import("x")` and the names read from what it yields, `new URL("x", …)`. */
export abstract class DynamicImports extends ExportTables {
  /** What is read from the last `import()`; null when it does not ask for a literal. */
  protected importedNames: ImportedNames | null = null;

  /** The present token is the parenthesis after `import`. */
  protected dynamicImport(): void {
    this.next();
    const { start, end } = this;
    // A literal may stand in parentheses.
    if (this.is(type.openParenthesis)) this.leaveToTree();
    const isString = this.is(type.string);
    this.nested(this.assignment);
    const isLiteral = isString && this.lastEnd === end;
    let names: ImportedNames | null = null;
    if (!this.eat(type.comma)) {
      if (isLiteral) names = this.#request(start, end);
    } else {
      // Noted before what the options may ask for.
      if (isLiteral) names = this.#request(start, end, this.#optionsType());
      if (!this.is(type.closeParenthesis)) {
        this.nested(this.assignment);
        this.eat(type.comma);
      }
    }
    this.expect(type.closeParenthesis);
    this.becomes(importCall);
    this.importedNames = names;
  }

  #request(start: number, end: number, attributeType?: string): ImportedNames {
    const specifier = this.text.slice(start + 1, end - 1);
    if (specifier.includes("\\")) this.leaveToTree();
    const names: ImportedNames = [];
    this.addRequest("dynamic-import", specifier, start, names, attributeType);
    return names;
  }

  /** The `type` in `{ with: { type: "json" } }`, the present token being the brace. */
  #optionsType(): string | undefined {
    if (!this.is(type.openBrace) && !this.is(type.openParenthesis)) return undefined;
    typeOption.lastIndex = this.start;
    const found = typeOption.exec(this.text);
    if (found === null) this.leaveToTree();
    return found[1] ?? found[2];
  }

  /** `import("x")` in what the compiled reader has read. */
  protected requestImport({ start, end, way, useOffset, name }: CompiledRequest): void {
    let names: ImportedNames | null = [];
    if (way === namesInPattern) names = namesOfPattern(this.text, useOffset)?.names ?? null;
    else if (way === namesInCallback) names = namesOfCallback(this.text, useOffset);
    else if (way === nameOfMember) names = [{ name, offset: useOffset }];
    if (names === null) leaveToParser();
    this.addRequest("dynamic-import", this.text.slice(start + 1, end - 1), start, names);
  }

  protected addRequest(
    kind: RequestKind,
    specifier: string,
    offset: number,
    names: ImportedNames,
    attributeType?: string,
  ): void {
    const { inTry, evaluatedAt, conditional, underTypeofTest } = this.contextAt(this.context);
    this.requests.add({
      specifier,
      kind,
      offset,
      names,
      inTry,
      evaluatedAt,
      conditional,
      underTypeofTest,
      ...(attributeType === undefined ? {} : { attributeType }),
    });
  }

  /** What `{ a } = await import("x")` reads; the value was read last. */
  protected bindImported(patternStart: number, patternEnd: number): void {
    if (this.kind !== awaitedImport || this.text.charCodeAt(patternStart) !== 0x7b) return;
    const pattern = namesOfPattern(this.text, patternStart);
    if (pattern?.end !== patternEnd) this.leaveToTree();
    this.importedNames?.push(...pattern.names);
  }

  /** `import("x").then(`, whose parenthesis is the present token. */
  protected thenImported(): void {
    if (!this.is(type.openParenthesis)) this.leaveToTree();
    const names = namesOfCallback(this.text, this.end);
    if (names === null) this.leaveToTree();
    this.importedNames?.push(...names);
  }

  /** `new URL(…)`, whose name is the present token. */
  protected fileUrl(): void {
    const found = fileUrlAt(this.text, this.start);
    if (found === undefined) this.leaveToTree();
    if (found !== null) this.addRequest("new-url", found.specifier, found.offset, []);
  }
}
