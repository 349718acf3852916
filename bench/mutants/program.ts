import * as acorn from "acorn";

export type Program = acorn.Program;
export type TopLevel = Program["body"][number];
type Kind = "module" | "commonjs";

class LenientParser extends (acorn.Parser as unknown as {
  new (...args: never[]): object;
  parse: typeof acorn.parse;
}) {
  checkLocalExport(): void {}
}

/** Parses a text; undeclared exports are not a failure here. Null when it is no program. */
export function parseProgram(text: string, kind: Kind): Program | null {
  try {
    return LenientParser.parse(text, {
      ecmaVersion: "latest",
      sourceType: kind,
      allowHashBang: true,
      ranges: true,
    });
  } catch {
    return null;
  }
}

/** `export { … }`, `export default name`, `export * from`: statements that export without declaring. */
export function isEsmExportList(node: TopLevel): boolean {
  if (node.type === "ExportNamedDeclaration") return !node.declaration;
  if (node.type === "ExportDefaultDeclaration") return node.declaration.type === "Identifier";
  return node.type === "ExportAllDeclaration";
}

/** Statements by which CommonJS output exports: assignments to exports, getter tables, annotations. */
export function isCommonjsExport(node: TopLevel, text: string): boolean {
  if (node.type !== "ExpressionStatement") return false;
  const code = text.slice(node.start, Math.min(node.end, node.start + 120));
  return /^(module\.exports\b|exports\b|Object\.defineProperty\(\s*(module\.)?exports\b|__export\(|0 &&)/.test(
    code,
  );
}

/** The single name a top-level statement declares; null for anything else. */
export function declaredName(node: TopLevel): string | null {
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") return node.id.name;
  if (node.type === "VariableDeclaration" && node.declarations.length === 1) {
    const [declarator] = node.declarations;
    return declarator?.id.type === "Identifier" ? declarator.id.name : null;
  }
  return null;
}

/** The local names in `module.exports = { a, b: c }`. */
export function namesInExportsObject(program: Program): string[] {
  return program.body.flatMap((node) => {
    if (node.type !== "ExpressionStatement" || node.expression.type !== "AssignmentExpression") return [];
    const { left, right } = node.expression;
    if (
      left.type !== "MemberExpression" ||
      left.object.type !== "Identifier" ||
      left.object.name !== "module"
    )
      return [];
    if (right.type !== "ObjectExpression") return [];
    return right.properties.flatMap((property) =>
      property.type === "Property" && property.value.type === "Identifier" ? [property.value.name] : [],
    );
  });
}
