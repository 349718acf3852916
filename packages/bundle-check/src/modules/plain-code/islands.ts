import type { ModuleDeclaration, Options, Statement } from "acorn";
import { type Collectors, createHandlers } from "../analysis/handlers.js";
import { Scope } from "../analysis/scope.js";
import { Walk } from "../analysis/walk.js";
import { lexical } from "./bindings.js";
import { startIslandParser } from "./island-parser.js";
import { leaveToParser } from "./not-plain.js";
import { inFieldValue, inStaticBlock } from "./plain-reader.js";
import { Statements } from "./statements.js";

type Item = Statement | ModuleDeclaration;

/** Made once: for small files, making the handlers would take longer than using them. */
let shared: { readonly collectors: Collectors; readonly walk: Walk } | undefined;

/** A scope around islands that stand in a function. */
const outside = new Scope(null, true);

/**
 * Statements whose shape counts (they export, request, look at the loader's names) are parsed to a syntax tree and
 * handed to the handlers that read whole trees. What they declare and use joins what the reader knows.
 */
export abstract class Islands extends Statements {
  trees = 0;
  /** The statements of the module itself that were read as trees. */
  protected readonly topLevel: Item[] = [];
  /** Names the module exports; an object because acorn keeps them so. */
  protected readonly exported: Record<string, true> = Object.create(null);
  protected abstract readonly parserOptions: Options;

  /** In characters. */
  #parsed = 0;

  protected island(start: number, allowsDeclaration: boolean): void {
    this.islandCount++;
    this.trees++;
    const isTop = allowsDeclaration && this.scope === this.moduleScope;
    const node = this.#parse(start, allowsDeclaration, isTop);
    // The parser does not know that it is in a field's value or a static block, which may not even mention them in
    // code that never runs.
    const isOfClass = (this.frame.thisFlags & (inFieldValue | inStaticBlock)) !== 0;
    if (isOfClass && this.text.slice(start, node.end).includes("arguments")) leaveToParser();
    if (isTop) this.topLevel.push(node);
    // Trees of statements around others that were trees already; each level would double the work.
    this.#parsed += node.end - start;
    if (this.#parsed > 3 * this.text.length + 10_000) leaveToParser();
    const variables = new Scope(this.isModuleFrame ? null : outside, true);
    const own = this.scope === this.scope.variableScope ? variables : new Scope(variables, false);
    const walk = this.#walk();
    walk.scope = own;
    walk.context = this.contextAt(this.context);
    try {
      walk.visit(node);
    } catch (error) {
      if (error instanceof RangeError) leaveToParser();
      throw error;
    }
    if (variables.hasDirectEval) this.scope.variableScope.hasDirectEval = true;
    this.#join(node, own, variables);
    this.pos = node.end;
    this.end = node.end;
    this.next();
  }

  #walk(): Walk {
    const { requests, commonjs, globalPropertyNames, globalAliases, elsewhere } = this;
    const current = { requests, commonjs, globalPropertyNames, globalAliases, elsewhere };
    if (shared === undefined) {
      const collectors: Collectors = { ...current };
      shared = { collectors, walk: new Walk(createHandlers(collectors), false) };
    } else Object.assign(shared.collectors, current);
    return shared.walk;
  }

  #parse(start: number, allowsDeclaration: boolean, isTop: boolean): Item {
    try {
      const parser = startIslandParser(this.parserOptions, this.text, {
        start,
        isStrict: this.isStrict,
        frame: this.isModuleFrame ? null : this.frame,
        labels: this.frame.labels,
        hasPrivateNames: this.privateNames !== null,
      });
      const node = parser.parseStatement(allowsDeclaration ? null : "for", isTop, this.exported);
      this.importMetaAt = Math.min(this.importMetaAt, parser.importMetaAt);
      this.topAwaitAt = Math.min(this.topAwaitAt, parser.topAwaitAt);
      for (const name of parser.usedPrivateNames()) this.usePrivateName(this.names.numberOf(name));
      return node;
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) leaveToParser();
      throw error;
    }
  }

  #join(node: Item, own: Scope, variables: Scope): void {
    const declaration = declarationOf(node);
    for (const name of own.declarations) {
      const number = this.names.numberOf(name);
      if (declaration === "function") this.declareFunction(number, true, this.isStrict);
      else if (declaration === "lexical") this.declareHere(number, lexical);
      else this.declareVariable(number);
    }
    if (variables !== own) {
      for (const name of variables.declarations) {
        if (!own.declarations.has(name)) this.declareVariable(this.names.numberOf(name));
      }
    }
    for (const scope of variables === own ? [own] : [own, variables]) {
      for (const reference of scope.references) {
        if (reference.name === "arguments" && this.frame.hasArguments) continue;
        this.foreignReference(reference);
      }
    }
    for (const alias of this.requests.requireAliases) this.addRequirer(this.names.numberOf(alias));
  }
}

function declarationOf(node: Item): "variable" | "lexical" | "function" {
  switch (node.type) {
    case "VariableDeclaration":
      return node.kind === "var" ? "variable" : "lexical";
    case "ClassDeclaration":
      return "lexical";
    case "FunctionDeclaration":
      return node.async || node.generator ? "lexical" : "function";
    case "ExportNamedDeclaration":
      return node.declaration ? declarationOf(node.declaration) : "variable";
    case "ExportDefaultDeclaration":
      return node.declaration.type === "FunctionDeclaration" ? "function" : "lexical";
    default:
      return "variable";
  }
}
