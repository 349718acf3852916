// What a script most probably exports, by its text. A wrong guess costs another pass and no more.

/** `module.exports = name`, `module.exports = __toCommonJS(name)`, and a loop that copies to `exports`. */
const exportedVariable = new RegExp(
  [
    /(?<![\w$.])(?:module\.)?exports\s*=\s*(?!(?:module|exports)\s*[.[]|exports\s*=)([A-Za-z_$][\w$]*)(?!\s*[.([`]|\s*=>|[\w$])/,
    /(?<![\w$.])(?:module\.)?exports\s*=\s*[A-Za-z_$][\w$]*\s*\(\s*([A-Za-z_$][\w$]*)\s*\)/,
    /\bObject\.keys\(([\w$]+)\)\.forEach\(function\s?\([\w$]+\)\s?\{[^}]{1,200}\bexports\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

/** What follows `exports =` and is no variable. */
const notNames = new Set([
  "exports",
  "module",
  "typeof",
  "function",
  "class",
  "new",
  "void",
  "async",
  "await",
  "null",
  "true",
  "false",
  "this",
]);

/** Where bundlers that keep the names of the loader wrap the modules they hold: behind the first, before the last. */
const wrappers = [
  ["\n/***/ (", "\n/***/ })"],
  ["[function(require,module,exports){", "},{"],
] as const;

/** The variables that the script exports as a whole. */
export function findExportedVariables(text: string): Set<string> {
  const found = [...text.matchAll(exportedVariable)];
  if (found.length === 0) return new Set();
  const outside = found.filter(outsideOfWrappers(text));
  // What stands at the start of a line is most probably the file's own, and the rest that of modules it holds.
  const own = outside.filter(({ index }) => index === 0 || text[index - 1] === "\n");
  const names = (own.length > 0 ? own : outside).map(([, ...groups]) => groups.find(Boolean) ?? "");
  return new Set(names.filter((name) => !notNames.has(name)));
}

function outsideOfWrappers(text: string): (match: { readonly index: number }) => boolean {
  for (const [opening, closing] of wrappers) {
    const first = text.indexOf(opening);
    if (first < 0) continue;
    const last = text.lastIndexOf(closing);
    return ({ index }) => index < first || index > last;
  }
  return () => true;
}

/** `factory(exports)`, with which universal modules start: what a function does with its own `exports` counts. */
export function handsOverExports(text: string): boolean {
  return handsOver.test(text.slice(0, longestBeginning));
}

const longestBeginning = 1_000;
const handsOver = /(?<!\b(?:defineProperty|function|call)\s?)\(\s*exports\s*[,)](?!\s*(?:=>|\{))/;
