import type { Program } from "acorn";
import type { UndeclaredExport } from "../module-facts.js";
import { moduleName } from "./module-requests.js";

/** The export list of an ES module, held against the names its top level declares. */
export function readModuleExports(
  program: Program,
  declared: ReadonlySet<string>,
): { readonly names: Set<string>; readonly undeclared: UndeclaredExport[] } {
  const names = new Set<string>();
  const undeclared: UndeclaredExport[] = [];
  for (const node of program.body) {
    if (node.type === "ExportDefaultDeclaration") {
      names.add("default");
    } else if (node.type === "ExportAllDeclaration") {
      if (node.exported) names.add(moduleName(node.exported));
    } else if (node.type === "ExportNamedDeclaration") {
      if (node.declaration) {
        for (const name of declaredNames(node.declaration)) names.add(name);
      }
      for (const { local, exported } of node.specifiers) {
        const exportedName = moduleName(exported);
        names.add(exportedName);
        const localName = moduleName(local);
        if (!node.source && !declared.has(localName)) {
          undeclared.push({ exportedName, localName, offset: local.start });
        }
      }
    }
  }
  return { names, undeclared };
}

type ExportedDeclaration = NonNullable<
  Extract<Program["body"][number], { type: "ExportNamedDeclaration" }>["declaration"]
>;
type BindingPattern = Extract<
  ExportedDeclaration,
  { type: "VariableDeclaration" }
>["declarations"][number]["id"];

function declaredNames(declaration: ExportedDeclaration): string[] {
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.flatMap(({ id }) => boundNames(id));
  }
  return [declaration.id.name];
}

function boundNames(pattern: BindingPattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}
