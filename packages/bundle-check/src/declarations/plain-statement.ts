import { addValue, type DeclarationFile, type ValueKind } from "./declaration-file.js";
import type { DeclarationScanner } from "./declaration-scanner.js";
import { specifiersIn } from "./specifiers.js";

/**
 * A type, a function, a class or an enum up to its name, or a whole variable of a type without brackets. A variable of
 * type `never` or `unique symbol` is none, and `const enum` begins an enum.
 */
const plainDeclaration =
  /(export )?(?:declare )?(?:(?:interface|type) (?=[\w$])|(function|class|abstract class|enum) ([\w$]+)(?=[ \r\n(<{])|(?:const|let|var) (?!enum\b)([\w$]+): (?!unique\b|never\b)[\w$][\w$.|& ]*;)/y;

/** A list of names that is imported or exported, with the module that they are from. */
const plainList = /(import|export) (type )?\{([\w$, \t\r\n]*)\}(?: from (["'])([^"'\\\r\n]*)\4|;)/y;

const kinds: Readonly<Record<string, ValueKind>> = { function: "function", class: "class", enum: "enum" };

/** Reads the beginning of a declaration as compilers write it, as most statements of most files are. */
export function readPlainStatement(scanner: DeclarationScanner, file: DeclarationFile): boolean {
  const found = scanner.match(plainDeclaration);
  if (found === null) return readPlainList(scanner, file);
  // By their numbers, because taking them apart as a list calls an iterator for each.
  const isExported = found[1] !== undefined;
  const keyword = found[2];
  const variable = found[4];
  if (isExported) file.isModule = true;
  if (variable !== undefined) addValue(file, variable, "variable", isExported);
  else if (keyword === undefined) file.declaresTypes = true;
  else addValue(file, found[3] ?? "", kinds[keyword] ?? "class", isExported);
  return true;
}

function readPlainList(scanner: DeclarationScanner, file: DeclarationFile): boolean {
  const found = scanner.match(plainList);
  if (found === null) return false;
  file.isModule = true;
  const from = found[5];
  if (from !== undefined) {
    const offset = scanner.position - from.length - 2;
    scanner.requests.push({ specifier: from, kind: "from", offset });
  }
  const isImport = found[1] === "import";
  // Types are no values, and an import from nowhere is none.
  if (found[2] !== undefined || (isImport && from === undefined)) return true;
  for (const { name, as } of specifiersIn(found[3] ?? "")) {
    if (!isImport) file.exports.set(as, from === undefined ? { local: name } : { from, imported: name });
    else if (from !== undefined) file.imports.set(as, { from, imported: name });
  }
  return true;
}
