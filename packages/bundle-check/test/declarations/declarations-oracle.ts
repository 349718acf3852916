import { type ParseResult, parse } from "@babel/parser";

type Statement = ParseResult["program"]["body"][number];

/** What a declaration file says, by a parser of the whole language. Namespaces are left out; see `isValue`. */
export interface OracleFacts {
  readonly exports: Set<string>;
  readonly values: Set<string>;
  readonly stars: Set<string>;
  /** `local = imported from specifier`. */
  readonly imports: Set<string>;
  /** Names of namespaces, of which only what is in them tells whether they exist at run time. */
  readonly namespaces: Set<string>;
}

export function readWithParser(text: string): OracleFacts {
  const plugins: Parameters<typeof parse>[1] = {
    sourceType: "unambiguous",
    plugins: [["typescript", { dts: true }]],
    errorRecovery: true,
  };
  const facts: OracleFacts = {
    exports: new Set(),
    values: new Set(),
    stars: new Set(),
    imports: new Set(),
    namespaces: new Set(),
  };
  for (const statement of parse(text, plugins).program.body) readStatement(statement, facts);
  return facts;
}

function readStatement(statement: Statement, facts: OracleFacts): void {
  switch (statement.type) {
    case "ImportDeclaration":
      readImport(statement, facts);
      break;
    case "ExportAllDeclaration":
      if (statement.exportKind !== "type") facts.stars.add(statement.source.value);
      break;
    case "ExportDefaultDeclaration":
      if (statement.declaration.type !== "TSInterfaceDeclaration") facts.exports.add("default");
      break;
    case "ExportNamedDeclaration":
      if (statement.declaration) {
        for (const name of declaredNames(statement.declaration, facts)) {
          facts.values.add(name);
          facts.exports.add(name);
        }
      }
      if (statement.exportKind === "type") break;
      for (const specifier of statement.specifiers) {
        if (specifier.type === "ExportSpecifier" && specifier.exportKind === "type") continue;
        facts.exports.add(nameOf(specifier.exported));
      }
      break;
    default:
      for (const name of declaredNames(statement, facts)) facts.values.add(name);
  }
}

function readImport(statement: Extract<Statement, { type: "ImportDeclaration" }>, facts: OracleFacts): void {
  if (statement.importKind === "type") return;
  for (const specifier of statement.specifiers) {
    if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
    const imported =
      specifier.type === "ImportSpecifier"
        ? nameOf(specifier.imported)
        : specifier.type === "ImportDefaultSpecifier"
          ? "default"
          : "*";
    facts.imports.add(`${specifier.local.name} = ${imported} from ${statement.source.value}`);
  }
}

/** Names that exist at run time, by declarations of every kind but namespaces. */
function declaredNames(statement: Statement, { namespaces }: OracleFacts): string[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
    case "FunctionDeclaration":
    case "TSDeclareFunction":
    case "ClassDeclaration":
      return statement.id ? [statement.id.name] : [];
    case "TSEnumDeclaration":
      return statement.const ? [] : [statement.id.name];
    case "TSModuleDeclaration": {
      let { id } = statement;
      while (id.type === "TSQualifiedName") id = id.left as typeof id;
      if (id.type === "Identifier") namespaces.add(id.name);
      return [];
    }
    default:
      return [];
  }
}

function nameOf(node: { readonly type: string; readonly name?: unknown; readonly value?: unknown }): string {
  return String(node.type === "StringLiteral" ? node.value : node.name);
}
