import type { ModuleFacts } from "../../modules/module-facts.js";

/** A function of a concatenated module, as webpack writes it: from the start of a line to the brace that ends it. */
interface WrittenFunction {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const known = new WeakMap<ModuleFacts, readonly WrittenFunction[]>();

/**
 * webpack leaves functions that nothing in the bundle calls as their authors wrote them, while it gives the names of
 * all others those of the bundle. What such a function calls may be declared nowhere, and nobody meets it.
 */
export function isInUnusedFunction(offset: number, module: ModuleFacts): boolean {
  let unused = known.get(module);
  if (!unused) {
    const { text } = module.source;
    unused = /^\s*(?:\/\*+\/\s*)?function __webpack_require__\(/m.test(text) ? findUnused(text) : [];
    known.set(module, unused);
  }
  return unused.some(({ start, end }) => start <= offset && offset < end);
}

function findUnused(text: string): WrittenFunction[] {
  const functions = [...text.matchAll(/^(?:async )?function\*? ([\w$]+)\([\s\S]*?\n\}/gm)].map(
    ({ 0: written, 1: name = "", index }) => ({ name, start: index, end: index + written.length }),
  );
  const named = new Map<string, WrittenFunction[]>();
  for (const each of functions) {
    const list = named.get(each.name);
    if (list) list.push(each);
    else named.set(each.name, [each]);
  }
  // Whatever mentions a name outside of such functions may call it; whatever is called calls on.
  const mentions = new Map<WrittenFunction, Set<string>>();
  const used = new Set<string>();
  let at = 0;
  for (const { 0: name, index } of text.matchAll(/[\w$]+/g)) {
    if (!named.has(name)) continue;
    while (at < functions.length && (functions[at]?.end ?? 0) <= index) at++;
    const around = functions[at];
    if (!around || index < around.start) {
      used.add(name);
    } else if (index !== around.start + text.slice(around.start, around.end).indexOf(name)) {
      const inside = mentions.get(around);
      if (inside) inside.add(name);
      else mentions.set(around, new Set([name]));
    }
  }
  const queue = [...used];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const each of named.get(name) ?? []) {
      for (const called of mentions.get(each) ?? []) {
        if (used.has(called)) continue;
        used.add(called);
        queue.push(called);
      }
    }
  }
  return functions.filter(({ name }) => !used.has(name));
}
