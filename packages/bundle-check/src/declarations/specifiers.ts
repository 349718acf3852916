import type { DeclarationScanner } from "./declaration-scanner.js";

/** What a list names, and what it calls it. */
export interface Specifier {
  readonly name: string;
  readonly as: string;
}

/** What a list of names and commas says, the same as reading it word by word. */
export function specifiersIn(names: string): Specifier[] {
  const specifiers: Specifier[] = [];
  for (const written of names.split(",")) {
    const name = written.trim();
    if (/[ \t\r\n]/.test(name)) addSpecifier(name.split(/[ \t\r\n]+/), specifiers);
    else if (name !== "") specifiers.push({ name, as: name });
  }
  return specifiers;
}

/** `type` alone, `type as x` and `type as as x` are names; `type X` and `type X as Y` are types. */
export function addSpecifier(parts: readonly string[], into: Specifier[]): void {
  const isType = parts[0] === "type" && parts.length > 1 && (parts[1] !== "as" || parts.length === 4);
  const [name, , as] = parts;
  if (name !== undefined && !isType) into.push({ name, as: as ?? name });
}

/** `a, b as c, type D, "e" as f }`: the pairs that may be values. */
export function readSpecifiers(scanner: DeclarationScanner): Specifier[] {
  const specifiers: Specifier[] = [];
  let parts: string[] = [];
  for (;;) {
    const token = scanner.next();
    if (token.type === "word" || token.type === "string") parts.push(token.content);
    else if (token.text === "," || token.type === "end" || token.text === "}") {
      addSpecifier(parts, specifiers);
      if (token.text !== ",") return specifiers;
      parts = [];
    }
  }
}
