import type { ModuleFacts } from "../../modules/module-facts.js";

/** A function of a concatenated module, as webpack writes it: from the start of a line to the brace that ends it. */
export interface WrittenFunction {
  readonly name: string;
  readonly start: number;
  /** Where its name stands. */
  readonly nameStart: number;
  readonly end: number;
}

/** The functions of a bundle, and those of them that nothing calls, once somebody asks for one. */
interface WrittenFunctions {
  readonly all: readonly WrittenFunction[];
  unused?: ReadonlySet<WrittenFunction>;
}

const known = new WeakMap<ModuleFacts, WrittenFunctions>();

const beginning = "function __webpack_require__(";

/**
 * webpack leaves functions that nothing in the bundle calls as their authors wrote them, while it gives the names of
 * all others those of the bundle. What such a function calls may be declared nowhere, and nobody meets it.
 */
export function isInUnusedFunction(offset: number, module: ModuleFacts): boolean {
  const { text } = module.source;
  let functions = known.get(module);
  if (!functions) {
    const isBundle =
      text.includes(beginning) && /^[ \t]*(?:\/\*+\/[ \t]*)?function __webpack_require__\(/m.test(text);
    functions = { all: isBundle ? findFunctions(text) : [] };
    known.set(module, functions);
  }
  const around = functionAt(offset, functions.all);
  if (!around) return false;
  functions.unused ??= new Set(findUnused(text, functions.all));
  return functions.unused.has(around);
}

/** The functions stand one behind the other, so that halving finds the one around an offset. */
export function functionAt(
  offset: number,
  functions: readonly WrittenFunction[],
): WrittenFunction | undefined {
  let [low, high] = [0, functions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((functions[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = functions[low];
  return found && found.start <= offset ? found : undefined;
}

/** An engine finds a word faster than the starts of lines, and looks back from it. */
const beginningOfFunction = /function\*? ([\w$]+)\((?<=^(?:async )?function\*? [\w$]+\()/gm;

/** All functions that begin a line, each up to the brace that begins one. */
export function findFunctions(text: string): WrittenFunction[] {
  const functions: WrittenFunction[] = [];
  let last = 0;
  for (const { 0: head, 1: name = "", index: word } of text.matchAll(beginningOfFunction)) {
    const index = text.charAt(word - 1) === " " ? word - "async ".length : word;
    if (index < last) continue;
    const brace = text.indexOf("\n}", index);
    if (brace === -1) break;
    last = brace + 2;
    functions.push({ name, start: index, nameStart: word + head.length - 1 - name.length, end: last });
  }
  return functions;
}

/** Names that a function receives in an object: what mentions them there means its own variable (react-devtools-core). */
function namesPassedOn(text: string): Set<string> {
  const names = new Set<string>();
  // To look for the first name as well takes ten times as long.
  for (const { 1: name = "", index } of text.matchAll(/ = _\w*\.([\w$]+)/g)) {
    const start = index - name.length;
    if (text.startsWith(name, start) && !/[\w$.]/.test(text.charAt(start - 1))) names.add(name);
  }
  return names;
}

function findUnused(text: string, functions: readonly WrittenFunction[]): WrittenFunction[] {
  const named = new Map<string, WrittenFunction[]>();
  for (const each of functions) {
    const list = named.get(each.name);
    if (list) list.push(each);
    else named.set(each.name, [each]);
  }
  const passed = namesPassedOn(text);
  // Whatever mentions a name outside of such functions may call it; whatever is called calls on.
  const mentions = new Map<WrittenFunction, Set<string>>();
  const used = new Set<string>();
  let at = 0;
  for (const { 0: name, index } of text.matchAll(/[\w$]+/g)) {
    if (!named.has(name)) continue;
    if (passed.has(name)) continue;
    while (at < functions.length && (functions[at]?.end ?? 0) <= index) at++;
    const around = functions[at];
    if (!around || index < around.start) {
      used.add(name);
    } else if (index !== around.nameStart) {
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
