import { type AnyNode, type Program, parse } from "acorn";
import type { ModuleKind } from "../../src/findings/finding.js";

/** A top-level statement, and which exported names it declares. */
export interface ExportedDeclaration {
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
}

function read(text: string, kind: ModuleKind): Program {
  return parse(text, { ecmaVersion: "latest", sourceType: kind });
}

/** The statements that declare what the bundle exports: in the export list, or in the table of getters. */
export function declarationsBehindExports(text: string, kind: ModuleKind): ExportedDeclaration[] {
  const { body } = read(text, kind);
  const exported = new Set(kind === "module" ? listedNames(body) : getterNames(text));
  return body.flatMap((statement) => {
    const names = declaredNames(statement).filter((name) => exported.has(name));
    return names.length === 0 ? [] : [{ names, start: statement.start, end: statement.end }];
  });
}

/** Where the last statement that does anything ends, its semicolon aside: esbuild's `0 && …` never runs. */
export function endOfCode(text: string, kind: ModuleKind): number {
  const statements = read(text, kind).body.filter(
    (statement) =>
      !(statement.type === "ExpressionStatement" && statement.expression.type === "LogicalExpression"),
  );
  const end = statements.at(-1)?.end ?? 0;
  return text[end - 1] === ";" ? end - 1 : end;
}

function listedNames(body: Program["body"]): string[] {
  return body.flatMap((statement) =>
    statement.type === "ExportNamedDeclaration" && !statement.source
      ? statement.specifiers.flatMap(({ local }) => (local.type === "Identifier" ? [local.name] : []))
      : [],
  );
}

/** The names in esbuild's `__export(target, { name: () => name })`. */
function getterNames(text: string): string[] {
  const table = /^__export\(\w+, \{([\s\S]*?)\n\}\);/m.exec(text)?.[1] ?? "";
  return [...table.matchAll(/\(\) => (\w+)/g)].map(([, name = ""]) => name);
}

function declaredNames(statement: AnyNode): string[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return statement.id ? [statement.id.name] : [];
    default:
      return [];
  }
}
