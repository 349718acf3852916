import type { DeclarationRequest } from "./declaration-scanner.js";

/**
 * A `unique symbol` is often declared for the types alone, as a brand, and exists nowhere at run time; of type `never`
 * nothing exists, so that a name so declared only says what was removed. Both are "symbol".
 */
export type ValueKind = "function" | "class" | "variable" | "enum" | "namespace" | "symbol";

/** Where an exported name of a declaration file comes from. */
export type DeclaredExport =
  | { readonly local: string }
  /** `imported` is "*" for the whole module as one object. */
  | { readonly from: string; readonly imported: string }
  | { readonly kind: ValueKind };

/** What one declaration file says, read without looking at any other file. */
export interface DeclarationFile {
  /** Names exported as values, or as what may be one; type-only exports are not among them. */
  readonly exports: Map<string, DeclaredExport>;
  /** Names declared at the top level that exist at run time. */
  readonly values: Map<string, ValueKind>;
  /**
   * What a name has that `export =` may give: the values of a namespace, and the members that the type of a variable
   * lists.
   */
  readonly members: Map<string, Map<string, ValueKind>>;
  readonly imports: Map<string, { readonly from: string; readonly imported: string }>;
  /** Specifiers of `export * from`. */
  readonly stars: string[];
  /** The name in `export = name`; "" when it is no plain name. */
  exportAssignment: string | null;
  /** The second name in `export = name.member`. */
  assignedMember: string | null;
  /** Modules declared by name: `declare module "x" { … }`. */
  readonly ambientModules: Map<string, DeclarationFile>;
  /** Interfaces, type aliases and constant enums are declared here. */
  declaresTypes: boolean;
  /** Functions of the global object are declared here, so that loading the module has to bring them. */
  bringsGlobals: boolean;
  /** A top-level import or export makes the file a module. */
  isModule: boolean;
  readonly requests: readonly DeclarationRequest[];
}

export function emptyDeclarationFile(requests: readonly DeclarationRequest[]): DeclarationFile {
  return {
    exports: new Map(),
    values: new Map(),
    members: new Map(),
    imports: new Map(),
    stars: [],
    exportAssignment: null,
    assignedMember: null,
    ambientModules: new Map(),
    declaresTypes: false,
    bringsGlobals: false,
    isModule: false,
    requests,
  };
}

/** Notes a name that exists at run time. */
export function addValue(
  { values, exports }: DeclarationFile,
  name: string,
  kind: ValueKind,
  isExported: boolean,
): void {
  // A namespace beside a function or class of the same name adds members to it.
  if (kind !== "namespace" || !values.has(name)) values.set(name, kind);
  if (isExported) exports.set(name, { local: name });
}

/** Notes what a namespace or variable has; of one name there may be several. */
export function addMembers(
  { members }: DeclarationFile,
  name: string,
  added: Iterable<readonly [string, ValueKind]>,
): void {
  const known = members.get(name) ?? new Map<string, ValueKind>();
  for (const [member, kind] of added) known.set(member, kind);
  members.set(name, known);
}
