/** How a file mentions a property of what it calls by a name of the global object. */
export interface Mention {
  readonly object: string;
  readonly isWritten: boolean;
}

export interface Mentions {
  readonly byName: ReadonlyMap<string, readonly Mention[]>;
  /** Names of the global object that the file gives to something else. */
  readonly shadowed: ReadonlySet<string>;
}

const objects = "globalThis|window|self|global|root|frames|top|parent";

/** What follows one of them that begins an expression. An engine finds one character of a few many times faster than a word. */
const behind = new RegExp(`[.?[ =](?<=(?<![\\w$.])(${objects})[.?[ =])`, "g");

/** `window.name`, `self?.["name"] = …`. */
const property = new RegExp(
  `(${objects})(?:\\.|\\?\\.|(?:\\?\\.)?\\[["'])([\\w$]+)(?:["']\\])?( ?=(?!=))?`,
  "y",
);

/** Packages that are nothing but the global object. */
const globalPackages = `["'](?:global(?:/window)?|window-or-global|globalthis)["']`;
/**
 * `root = createRoot(…)`, `var global = require(…)`, `var self = this`; not what polyfills choose the global object by,
 * nor `root = this`, which they begin with.
 */
const shadowing = new RegExp(
  `(${objects})(?: from (?!${globalPackages})["']| ?= ?(?:await )?(?!Function\\b|new Function\\b|get\\w*\\(|(?:${objects})\\b|require\\(${globalPackages}\\))[\\w$.]+\\(|(?<=self) ?= ?this\\b(?! ?[.|&?]))`,
  "y",
);

/** Behind `"name"`, which is looked for when this is found: texts are full of quotes. */
const membership = new RegExp(` in (${objects})\\b`, "g");

/**
 * Goes through a text once for all of these.
 * @param names The only ones for which properties count.
 */
export function findMentions(text: string, names: ReadonlySet<string>): Mentions {
  const byName = new Map<string, Mention[]>();
  const add = (name: string, mention: Mention) => {
    const list = byName.get(name);
    if (list) list.push(mention);
    else byName.set(name, [mention]);
  };
  const shadowed = new Set<string>();
  // What one mention holds is no other one: `window["self"]`.
  let end = 0;
  for (const { 1: word = "", index: wordEnd } of text.matchAll(behind)) {
    const index = wordEnd - word.length;
    if (index >= end) {
      property.lastIndex = index;
      const found = property.exec(text);
      if (found) {
        end = property.lastIndex;
        const [, object = "", name = "", written] = found;
        if (names.has(name)) add(name, { object, isWritten: written !== undefined });
      }
    }
    shadowing.lastIndex = index;
    const other = shadowing.exec(text)?.[1];
    if (other !== undefined) shadowed.add(other);
  }
  for (const { 1: object = "", index } of text.matchAll(membership)) {
    const name = quotedNameBefore(text, index);
    if (name !== null) add(name, { object, isWritten: false });
  }
  return { byName, shadowed };
}

/** The name between quotes that ends at an offset. */
function quotedNameBefore(text: string, end: number): string | null {
  const isQuote = (at: number) => text[at] === '"' || text[at] === "'";
  if (!isQuote(end - 1)) return null;
  let start = end - 1;
  while (start > 0 && /[\w$]/.test(text.charAt(start - 1))) start--;
  return start < end - 1 && isQuote(start - 1) ? text.slice(start, end - 1) : null;
}
