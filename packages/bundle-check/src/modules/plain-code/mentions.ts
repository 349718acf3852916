/** What follows a name that is not called, neither as it is nor in parentheses. */
const uncalled = String.raw`(?:\)\s*)?(?:[^\s()/\\?\x60]|\?(?!\.))`;
const surelyUncalled = new RegExp(String.raw`\s*${uncalled}`, "y");

/** `(0, name)` or `(0, module.name)`, which is neither a name nor a member. */
const sequence = /\(\s*[01]\s*,\s*(?:[\w$]+\s*\.\s*)*$/;
/** In characters. */
const longestSequence = 100;

/** The mention of a name from `start` to `end` is surely not what a call names. */
export function isSurelyUncalled(text: string, start: number, end: number): boolean {
  surelyUncalled.lastIndex = end;
  if (surelyUncalled.test(text)) return true;
  const isLast = /^\s{0,20}\)/.test(text.slice(end, end + 21));
  return isLast && sequence.test(text.slice(Math.max(0, start - longestSequence), start));
}

/** An argument that may name this file: `import.meta.url`, `__filename`, or what only a closer look tells. */
const ownFile = String.raw`(?:import\b|__filename\b|\((?!typeof\b)|[\s/\\])`;
/** Arguments of another file, or what goes on behind the call. */
const harmlessCall = new RegExp(
  String.raw`\s*(?:(?:\)\s*)?\(\s*(?!${ownFile})|\(\s*(?:import\.meta\.url|__filename)\s*\)\s*[.[(?])`,
  "y",
);

/** No variable comes to hold a `require` for this file by the mention of `createRequire` from `start` to `end`. */
export function isHarmlessMention(text: string, start: number, end: number): boolean {
  harmlessCall.lastIndex = end;
  return harmlessCall.test(text) || isSurelyUncalled(text, start, end);
}

/** Between the start of a value, -1 for none, and a place in the text stands more than parentheses that open. */
export function isMoreThanOpened(text: string, start: number, end: number): boolean {
  return start < 0 || /^[\s(]*[^\s(/]/.test(text.slice(start, Math.min(end, start + 100)));
}
