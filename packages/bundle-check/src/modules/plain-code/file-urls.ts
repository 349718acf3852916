const literal = /"[^"\\\n\r]*"|'[^'\\\n\r]*'/.source;
const ofFile = new RegExp(
  `URL\\s*\\(\\s*(${literal})\\s*,\\s*import\\s*\\.\\s*meta\\s*\\.\\s*url\\s*[,)]`,
  "y",
);
const surelyOther = new RegExp(
  `URL\\s*(?:[;,)\\].}[\`]|\\(\\s*(?:[\\w$\`)[]|\\(\\s*[A-Za-z_$]|(?:${literal})\\s*(?:[)+?.]|,\\s*(?!import\\b|new\\b)[\\w$"'\`])))`,
  "y",
);

/**
 * Whether `new URL(…)`, whose name starts at `start`, asks for a file: the literal of `new URL("./a", import.meta.url)`,
 * null when it surely asks for none, undefined when a syntax tree must tell.
 */
export function fileUrlAt(
  text: string,
  start: number,
): { readonly specifier: string; readonly offset: number } | null | undefined {
  ofFile.lastIndex = start;
  const [whole, found] = ofFile.exec(text) ?? [];
  if (whole !== undefined && found !== undefined) {
    return { specifier: found.slice(1, -1), offset: start + whole.indexOf(found) };
  }
  surelyOther.lastIndex = start;
  return surelyOther.test(text) ? null : undefined;
}
