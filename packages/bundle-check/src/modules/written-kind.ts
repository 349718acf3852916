import type { ModuleKind } from "../findings/finding.js";
import type { FreeReference, ModuleFacts } from "./module-facts.js";
import { parseAgain } from "./parse.js";
import { readPlainCode } from "./plain-code/read-plain-code.js";

/** How a file shows that it was written as the other kind of module than Node takes it for. */
export interface KindContradiction {
  readonly writtenAs: ModuleKind;
  /** 0-based offset of the first evidence. */
  readonly offset: number;
  /** The parser's reason, when the file does not parse as what it is taken for. */
  readonly reason?: string;
  /** The name that only the other kind has, when the file parses as both. */
  readonly name?: string;
}

/** What a CommonJS file cannot do without; `__dirname` alone may as well be a mistake in an ES module. */
const commonjsWorkings: ReadonlySet<string> = new Set(["require", "module", "exports"]);

/**
 * Compares what a file is taken for with what it was written as: syntax that only the other kind allows, or a
 * file without any import and export that uses `require`, `module` or `exports` unguarded while it loads.
 * Null when both agree, and when the file is neither.
 */
export function contradictionOf(module: ModuleFacts): KindContradiction | null {
  if (!module.analysed) return null;
  if (module.failure) {
    const { offset, reason } = module.failure;
    return { writtenAs: module.kind, offset, reason };
  }
  if (module.declaredKind !== "module" || module.isModular) return null;
  const evidence = module.freeReferences.find((reference) => isUnguarded(reference, module));
  // `import.meta` and top-level `await` are not statements of import or export, but they are no CommonJS either.
  if (!evidence || !isScript(module)) return null;
  return { writtenAs: "commonjs", offset: evidence.offset, name: evidence.name };
}

const scripts = new WeakMap<ModuleFacts, boolean>();

/** Also a program of CommonJS. Asked by several rules, answered once; what is too long to be parsed is none. */
function isScript(module: ModuleFacts): boolean {
  let answer = scripts.get(module);
  if (answer === undefined) {
    const { text } = module.source;
    answer = readPlainCode(text, "commonjs") !== null || parseAgain(text, "commonjs")?.program !== undefined;
    scripts.set(module, answer);
  }
  return answer;
}

/**
 * A universal module that Node takes for an ES module: it tests for `module` and `exports`, finds neither, and
 * puts its exports on the global object. As a file loaded for its side effects that is right; as an entry it
 * exports nothing.
 */
export function universalContradictionOf(module: ModuleFacts): KindContradiction | null {
  const { typeofNames, declaredKind, failure, isModular } = module;
  if (!module.analysed || failure || declaredKind !== "module" || isModular) return null;
  const evidence = module.freeReferences.find(
    ({ name, evaluatedAt }) =>
      (name === "exports" || name === "module") && evaluatedAt === "load" && typeofNames.has(name),
  );
  return evidence ? { writtenAs: "commonjs", offset: evidence.offset, name: evidence.name } : null;
}

/** A script that is one variable for pages, `var Library = (() => { … })();`, and exports nothing on purpose. */
export function isPageLibrary({ isModular, source: { text } }: ModuleFacts): boolean {
  if (isModular || !/\}\)*\([\w$, {}]*\)\)*;?$/.test(endOfCode(text))) return false;
  const start = text.slice(skipPreamble(text), mostPreamble + 200);
  return /^(var|let|const)\s+[\w$]+\s*=\s*\(*(function\b|\(\)\s*=>)/.test(start);
}

/** The last characters before the comments and the white space at the end of a file. */
function endOfCode(text: string): string {
  let end = text.slice(-mostPreamble).trimEnd();
  for (;;) {
    const comment = end.endsWith("*/")
      ? end.lastIndexOf("/*")
      : (/(?<=^|[\n;])\s*\/\/[^\n]*$/.exec(end)?.index ?? -1);
    if (comment === -1) return end.slice(-300);
    end = end.slice(0, comment).trimEnd();
  }
}

/** A script that is one call, `(function () { … })();`, and works on the page that loads it (docsify). */
export function isPageScript({ isModular, freeReferences, source: { text } }: ModuleFacts): boolean {
  if (isModular || !/^[;!]?\((function\b|\(\)\s*=>)/.test(text.slice(skipPreamble(text)).slice(0, 50)))
    return false;
  return ["window", "document"].every((name) => freeReferences.some((reference) => reference.name === name));
}

/** Licences are not longer than this. */
const mostPreamble = 5_000;

/** The offset of the first statement behind white space, comments and `"use strict"`. */
function skipPreamble(text: string): number {
  const blank = /\s+|\/\/[^\n]*|["']use strict["'];?/y;
  let at = 0;
  while (at < mostPreamble) {
    blank.lastIndex = at;
    if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      if (end === -1) return at;
      at = end + 2;
    } else if (blank.test(text)) at = blank.lastIndex;
    else return at;
  }
  return at;
}

function isUnguarded(reference: FreeReference, { typeofNames }: ModuleFacts): boolean {
  const { name, evaluatedAt, conditional, inTry, inDynamicScope } = reference;
  if (!commonjsWorkings.has(name) || typeofNames.has(name)) return false;
  return evaluatedAt === "load" && !conditional && !inTry && !inDynamicScope;
}
