import { parseAgain } from "../../modules/parse.js";

/** Flow says so in a comment at the top; no runtime loads such a file without a transform. */
export function isOtherLanguage(text: string): boolean {
  return /^\s*(\/\*[\s\S]*?@(no)?flow\b[\s\S]*?\*\/|\/\/[^\n]*@(no)?flow\b)/.test(text.slice(0, 4_096));
}

/** An ES module whose first fault is an import or export of types, as Flow has them too (rn-fetch-blob). */
export function hasTypeImports(text: string): boolean {
  const failure = parseAgain(text, "module")?.failure;
  if (!failure || failure.tooDeep) return false;
  const line = text.slice(text.lastIndexOf("\n", failure.offset) + 1, failure.offset + 1);
  return /^\s*(?:import|export)\s+(?:type|typeof|opaque)\s/.test(line);
}

/** An ES module whose only fault is JSX, as packages for some hosts ship it: their bundler transforms it. */
export function isJsx(text: string): boolean {
  const failure = parseAgain(text, "module")?.failure;
  if (!failure || failure.tooDeep || text[failure.offset] !== "<") return false;
  return /^<([A-Za-z][\w.]*(\s+[\w:-]+=[{"']|\s*\/?>|\s+\{|\s)|>)/.test(
    text.slice(failure.offset, failure.offset + 200),
  );
}
