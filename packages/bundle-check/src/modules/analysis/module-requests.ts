import type {
  AnyNode,
  CallExpression,
  Expression,
  ImportAttribute,
  ImportExpression,
  NewExpression,
  Program,
  SpreadElement,
} from "acorn";
import type { ModuleRequest, RequestKind } from "../module-facts.js";
import { DynamicImportNames } from "./dynamic-import-names.js";
import { isIdentifier, staticPropertyName } from "./references.js";
import type { Reference } from "./scope.js";
import type { Handlers, Walk } from "./walk.js";

interface PendingRequest {
  readonly request: ModuleRequest;
  /** The `require` that is called; the request only counts when it is the runtime's own. */
  readonly requireReference: Reference | null;
}

/** Collects every literal specifier a module asks for, by `import` in all its forms and by `require`. */
export class ModuleRequestCollector {
  readonly dynamicNames = new DynamicImportNames();
  readonly #pending: PendingRequest[] = [];
  /** Names bound to `createRequire(import.meta.url)`, and esbuild's own wrapper. */
  readonly #requireAliases = new Set(["__require"]);

  /** Names that work like `require`, as far as they were met. */
  get requireAliases(): ReadonlySet<string> {
    return this.#requireAliases;
  }

  addAlias(name: string): void {
    this.#requireAliases.add(name);
  }

  /** How many were noted; those after the first `count` are forgotten when it is set. */
  get count(): number {
    return this.#pending.length;
  }

  set count(count: number) {
    this.#pending.length = count;
  }

  /** A request that was read without a syntax tree. */
  add(request: ModuleRequest, requireReference: Reference | null = null): void {
    this.#pending.push({ request, requireReference });
  }

  /** Forgets what stands at `offset` or behind it, because it is about to be read again. */
  forgetFrom(offset: number): void {
    while ((this.#pending.at(-1)?.request.offset ?? -1) >= offset) this.#pending.pop();
  }

  /** The requests, once the walk has told which names are free. */
  finish(): ModuleRequest[] {
    return this.#pending
      .filter(({ requireReference: used }) => !used || used.isFree || this.#requireAliases.has(used.name))
      .map(({ request }) => request);
  }

  readonly handlers: Handlers = {
    ImportDeclaration: (node, walk) => {
      for (const specifier of node.specifiers) walk.scope.declarations.add(specifier.local.name);
      const names = node.specifiers.flatMap((specifier) => {
        if (specifier.type === "ImportNamespaceSpecifier") return [];
        if (specifier.type === "ImportDefaultSpecifier")
          return [{ name: "default", offset: specifier.start }];
        return [{ name: moduleName(specifier.imported), offset: specifier.imported.start }];
      });
      this.#add(walk, "import", node.source, names, attributeType(node.attributes));
    },
    ExportNamedDeclaration: (node, walk) => {
      if (node.source) {
        const names = node.specifiers.map(({ local }) => ({ name: moduleName(local), offset: local.start }));
        this.#add(walk, "export-from", node.source, names, attributeType(node.attributes));
      }
      walk.visitChildren(node);
    },
    ExportAllDeclaration: (node, walk) => {
      this.#add(walk, "export-from", node.source, [], attributeType(node.attributes));
    },
    // The names themselves were declared by the declaration that holds the declarator.
    VariableDeclarator: (node, walk) => {
      if (
        node.id.type === "Identifier" &&
        node.init?.type === "CallExpression" &&
        isCreateRequire(node.init)
      ) {
        this.#requireAliases.add(node.id.name);
      }
      this.dynamicNames.visitBinding(node.id, node.init);
      walk.visit(node.init);
    },
  };

  /** Takes `require("x")` and `require.resolve("x")`; false for every other call, which is then visited as usual. */
  visitCall(node: CallExpression, walk: Walk): boolean {
    const { callee } = node;
    const [specifier, ...others] = node.arguments;
    if (!isString(specifier)) return false;
    const isResolve = callee.type === "MemberExpression" && staticPropertyName(callee) === "resolve";
    const called = isResolve ? callee.object : callee;
    if (called.type !== "Identifier" || !(called.name === "require" || this.#requireAliases.has(called.name)))
      return false;
    const requireReference = walk.reference(called.name, called.start);
    this.#add(walk, isResolve ? "require-resolve" : "require", specifier, [], undefined, requireReference);
    walk.visitAll(others);
    return true;
  }

  /** `new URL("./file", import.meta.url)`: bundlers and runtimes resolve it like an import. */
  visitNew(node: NewExpression, walk: Walk): void {
    const [specifier, base] = node.arguments;
    if (!isIdentifier(node.callee, "URL") || !isString(specifier) || base?.type !== "MemberExpression")
      return;
    if (base.object.type === "MetaProperty" && staticPropertyName(base) === "url") {
      this.#add(walk, "new-url", specifier, []);
    }
  }

  visitImportExpression(node: ImportExpression, walk: Walk): void {
    if (isString(node.source)) {
      this.#add(walk, "dynamic-import", node.source, this.dynamicNames.of(node), optionsType(node.options));
    }
  }

  #add(
    walk: Walk,
    kind: RequestKind,
    source: { readonly value?: unknown; readonly start: number },
    names: ModuleRequest["names"],
    type?: string,
    requireReference: Reference | null = null,
  ): void {
    if (walk.context.dead || typeof source.value !== "string") return;
    this.#pending.push({
      requireReference,
      request: {
        specifier: source.value,
        kind,
        offset: source.start,
        names,
        inTry: walk.context.inTry,
        evaluatedAt: walk.context.evaluatedAt,
        conditional: walk.context.conditional,
        underTypeofTest: walk.context.underTypeofTest,
        ...(type === undefined ? {} : { attributeType: type }),
      },
    });
  }
}

/** Specifiers of `export * from`, which add names that only the other module knows. */
export function findStarExports(program: Program): string[] {
  return program.body.flatMap((node) =>
    node.type === "ExportAllDeclaration" && !node.exported && typeof node.source.value === "string"
      ? [node.source.value]
      : [],
  );
}

/** An import or export name, which may be written as a string literal. */
export function moduleName(node: {
  readonly type: string;
  readonly name?: unknown;
  readonly value?: unknown;
}): string {
  return String(node.type === "Identifier" ? node.name : node.value);
}

function attributeType(attributes: readonly ImportAttribute[]): string | undefined {
  const type = attributes.find((attribute) => moduleName(attribute.key) === "type");
  return typeof type?.value.value === "string" ? type.value.value : undefined;
}

/** The `type` in `import("x", { with: { type: "json" } })`. */
function optionsType(options: Expression | null | undefined): string | undefined {
  const type = objectProperty(objectProperty(options, "with"), "type");
  return type?.type === "Literal" && typeof type.value === "string" ? type.value : undefined;
}

function objectProperty(node: AnyNode | null | undefined, name: string): AnyNode | undefined {
  if (node?.type !== "ObjectExpression") return undefined;
  const found = node.properties.find(
    (property) => property.type === "Property" && !property.computed && moduleName(property.key) === name,
  );
  return found?.type === "Property" ? found.value : undefined;
}

/** `createRequire(import.meta.url)`; one for another file resolves from there. */
function isCreateRequire(call: CallExpression): boolean {
  const { callee } = call;
  const [from] = call.arguments;
  const isOwn =
    from?.type === "MemberExpression"
      ? from.object.type === "MetaProperty"
      : from?.type === "Identifier" && from.name === "__filename";
  if (!isOwn) return false;
  if (callee.type === "Identifier") return /createRequire\d*$/.test(callee.name);
  return callee.type === "MemberExpression" && staticPropertyName(callee) === "createRequire";
}

function isString(
  node: Expression | SpreadElement | undefined,
): node is Extract<Expression, { type: "Literal" }> & { value: string } {
  return node?.type === "Literal" && typeof node.value === "string";
}
