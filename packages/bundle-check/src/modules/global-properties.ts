import { findMentions, type Mentions } from "./global-mentions.js";
import type { ModuleFacts } from "./module-facts.js";
import { patternOf } from "./name-pattern.js";

const known = new WeakMap<ModuleFacts, Mentions>();

function mentionsIn(module: ModuleFacts): Mentions {
  let mentions = known.get(module);
  if (!mentions) {
    mentions = findMentions(module.source.text, module.globalPropertyNames);
    known.set(module, mentions);
  }
  return mentions;
}

/** Minifiers give shorter names to what is the file's own. */
const shortestGlobal = 3;

/** The file itself puts the name on the global object, or looks for it there. */
export function knowsAsGlobal(name: string, module: ModuleFacts): boolean {
  if (!module.globalPropertyNames.has(name)) return false;
  const { byName, shadowed } = mentionsIn(module);
  const mentions = byName.get(name);
  // A variable that holds the global object has any name.
  if (!mentions) return name.length >= shortestGlobal;
  return mentions.some(({ object }) => !shadowed.has(object));
}

/** The names that the file puts on the global object, or looks for there, for everything that is loaded with it. */
export function* globalsMadeBy(module: ModuleFacts): Iterable<string> {
  if (module.globalPropertyNames.size === 0) return;
  const { byName, shadowed } = mentionsIn(module);
  for (const [name, mentions] of byName) {
    const isGlobal = mentions.some(
      ({ object, isWritten }) =>
        !shadowed.has(object) && (isWritten || /^(globalThis|window|self|global)$/.test(object)),
    );
    if (isGlobal) yield name;
  }
}

const writing = /(?<![\w$.])(?!exports\b|this\b)[\w$]+(?:\.default)?\.([\w$]+) ?=(?!=)/g;
const written = new WeakMap<ModuleFacts, ReadonlySet<string>>();

/** The file gives some variable a property of that name, and not its exports: it may hold the global object. */
export function mayMakeGlobal(name: string, module: ModuleFacts): boolean {
  let names = written.get(module);
  if (!names) {
    names = new Set([...module.source.text.matchAll(writing)].map(([, member = ""]) => member));
    written.set(module, names);
  }
  return names.has(name);
}

/**
 * What packages call the global object where they have chosen it themselves; the usual names are read elsewhere.
 * Babel calls what a package of nothing but the global object exports `_window2.default` (mediaelement).
 */
const ownGlobal =
  /(?<![\w$])(?:_+(?:global|globalThis|window)(?:\d*\.default)?|global(?:Scope|Object|Obj|Root)|GLOBAL(?:_OBJ|_THIS|_OBJECT)?|WINDOW)\.([\w$]{3,}) ?=(?!=)/g;

/** The test for the global object that a variable receives: `var g = typeof window < "u" && window || self`. */
const choice =
  /(?:typeof (?:globalThis|window|self|global) ?(?:<|!==?) ?["']u(?:ndefined)?["']|["']u(?:ndefined)?["'] ?(?:>|!==?) ?typeof (?:globalThis|window|self|global)) ?(?:&&|\?) ?(?:globalThis|window|self|global)\b/g;
/** What stands before it. To look for that first takes ten times as long. */
const receiver = /(?<![\w$.])([\w$]+) ?= ?$/;
/** In characters. */
const longestReceiver = 100;

/** More variables than any file keeps the global object in. */
const mostChosen = 10;

/** What a file without `ownGlobal` mostly has not either, and one without `choice`: both are found several times faster. */
const ownGlobalSign = /_(?:global|window)|global(?:Scope|Ob|Root)|GLOBAL|WINDOW/;
const choiceSign = /typeof (?:globalThis|window|self|global)/;

/** Names that the file puts on the global object under a name of its own (@newrelic/browser-agent, assemblyscript). */
export function* namesPutOnOwnGlobal({ source: { text } }: ModuleFacts): Iterable<string> {
  if (ownGlobalSign.test(text)) for (const [, name = ""] of text.matchAll(ownGlobal)) yield name;
  if (!choiceSign.test(text)) return;
  const variables = new Set<string>();
  for (const { index } of text.matchAll(choice)) {
    const variable = receiver.exec(text.slice(Math.max(0, index - longestReceiver), index))?.[1];
    if (variable !== undefined) variables.add(variable);
  }
  for (const variable of [...variables].slice(0, mostChosen)) {
    const property = new RegExp(`(?<![\\w$.])${patternOf(variable)}\\.([\\w$]{2,}) ?=(?!=)`, "g");
    for (const [, name = ""] of text.matchAll(property)) yield name;
  }
}
