import type { AnyNode } from "acorn";
import { childKeys } from "./child-keys.js";
import { type CodeContext, type Reference, Scope } from "./scope.js";

type NodeOfType<Type extends AnyNode["type"]> = Extract<AnyNode, { type: Type }>;

/** What happens at a node of each type; types without a handler only have their children visited. */
export type Handlers = {
  readonly [Type in AnyNode["type"]]?: (node: NodeOfType<Type>, walk: Walk) => void;
};

type AnyHandler = (node: AnyNode, walk: Walk) => void;

/** How an identifier in a pattern is meant: declared in a scope, or assigned. */
export type PatternTarget = { readonly declareIn: Scope } | "assignment";

/**
 * One pass over a module's syntax tree. It keeps the scope and the context of the code being visited; the
 * handlers, one file per concern, decide what to record.
 */
export class Walk {
  scope: Scope;
  context: CodeContext;
  readonly #handlers: ReadonlyMap<string, AnyHandler>;

  constructor(handlers: Handlers, strict: boolean) {
    this.#handlers = new Map(Object.entries(handlers) as [string, AnyHandler][]);
    this.scope = new Scope(null, true);
    this.context = {
      evaluatedAt: "load",
      exportedName: undefined,
      strict,
      inTry: false,
      conditional: false,
      besideModuleTest: false,
      underTypeofTest: false,
      inOpenScope: false,
      dead: false,
    };
  }

  visit(node: AnyNode | null | undefined): void {
    if (!node) return;
    const handler = this.#handlers.get(node.type);
    if (handler) handler(node, this);
    else this.visitChildren(node);
  }

  visitAll(nodes: readonly (AnyNode | null)[]): void {
    for (const node of nodes) this.visit(node);
  }

  visitChildren(node: AnyNode): void {
    for (const key of childKeys[node.type]) {
      const child = (node as AnyNode & Record<string, AnyNode | (AnyNode | null)[] | null | undefined>)[key];
      if (Array.isArray(child)) this.visitAll(child);
      else this.visit(child);
    }
  }

  /** Runs `visit` with some circumstances changed. */
  inContext(change: Partial<CodeContext>, visit: () => void): void {
    const outer = this.context;
    this.context = { ...outer, ...change };
    visit();
    this.context = outer;
  }

  /** Runs `visit` inside a new scope and resolves the scope's references afterwards. */
  inScope(options: { isVariableScope: boolean }, visit: (scope: Scope) => void): void {
    const outer = this.scope;
    const scope = new Scope(outer, options.isVariableScope);
    this.scope = scope;
    visit(scope);
    scope.close();
    this.scope = outer;
  }

  /** Records a use of a name. Returns null in code that can never run. */
  reference(name: string, offset: number, use: "read" | "assignment" | "typeof" = "read"): Reference | null {
    if (this.context.dead) return null;
    const reference: Reference = {
      name,
      offset,
      context: this.context,
      isAssignment: use === "assignment",
      isTypeofOperand: use === "typeof",
      mayBeDeclaredByEval: false,
      isFree: false,
      isExportAccess: false,
    };
    this.scope.references.push(reference);
    return reference;
  }
}
