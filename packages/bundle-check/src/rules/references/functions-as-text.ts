import type { ModuleFacts } from "../../modules/module-facts.js";
import { findFunctions, functionAt, type WrittenFunction } from "./unused-functions.js";

const known = new WeakMap<ModuleFacts, readonly WrittenFunction[]>();

/**
 * `String(next)` of a function that begins a line: it runs where its text is put, and other names are in scope there
 * (jison). What `next.toString()` says is read with the module.
 */
export function isInFunctionAsText(offset: number, module: ModuleFacts): boolean {
  let functions = known.get(module);
  if (!functions) {
    const { text } = module.source;
    const converted = new Set([...text.matchAll(/\bString\(([\w$]+)\)/g)].map(([, name = ""]) => name));
    functions = converted.size === 0 ? [] : findFunctions(text).filter(({ name }) => converted.has(name));
    known.set(module, functions);
  }
  return functionAt(offset, functions) !== undefined;
}
