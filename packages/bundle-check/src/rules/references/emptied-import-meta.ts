import type { AnyNode, Program } from "acorn";
import type { EvaluationTime } from "../../findings/finding.js";
import { childrenOf, isFunction } from "../../modules/analysis/syntax-nodes.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import { parseAgain } from "../../modules/parse.js";
import { nameOf } from "./code-shapes.js";
import { findEmptyMetas } from "./import-meta-shapes.js";
import { RuntimeQuestions } from "./runtime-questions.js";

/** `import.meta.url` of an ES module, which a bundler emptied for CommonJS, handed to what throws without it. */
export interface EmptiedImportMeta {
  /** `createRequire`, `fileURLToPath` or `new URL`. */
  readonly passedTo: string;
  /** 0-based offset of what stands in the place of `import.meta.url`, and its length. */
  readonly offset: number;
  readonly length: number;
  readonly evaluatedAt: Extract<EvaluationTime, "load" | "function">;
  /** In a branch, so that it may never run. */
  readonly conditional: boolean;
}

/** What esbuild calls the object, and what Rolldown writes without a name. */
const glance = /\bimport_meta\d*\.url\b|\{\}\)?\.url\b/;

/**
 * `createRequire(import_meta.url)` beside `var import_meta = {};`: what bundlers make of `import.meta` when they write
 * CommonJS, with a warning that is easy to miss. Nothing where the code around it asks what it runs in.
 */
export function findEmptiedImportMeta(module: ModuleFacts): EmptiedImportMeta[] {
  const { kind, analysed, source } = module;
  if (kind !== "commonjs" || !analysed || !glance.test(source.text)) return [];
  const program = parseAgain(source.text, kind)?.program;
  if (!program) return [];
  try {
    return new MetaCollector(source.text, program).collect();
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

interface Circumstances {
  /** The innermost declaration or statement. */
  readonly statement: AnyNode;
  readonly evaluatedAt: EmptiedImportMeta["evaluatedAt"];
  readonly conditional: boolean;
}

class MetaCollector {
  readonly #program: Program;
  readonly #metas: ReadonlySet<string>;
  readonly #questions: RuntimeQuestions;
  readonly #found: EmptiedImportMeta[] = [];

  constructor(text: string, program: Program) {
    this.#program = program;
    this.#metas = findEmptyMetas(program);
    this.#questions = new RuntimeQuestions(program, text);
  }

  collect(): EmptiedImportMeta[] {
    for (const statement of this.#program.body)
      this.#visit(statement, { statement, evaluatedAt: "load", conditional: false });
    return this.#found;
  }

  #visit(node: AnyNode, outer: Circumstances): void {
    const circumstances = isStatement(node) ? { ...outer, statement: node } : outer;
    const branches = branchesOf(node);
    if (branches) {
      // What one branch does is the answer to what the other cannot.
      if (this.#questions.isAskedIn(node)) return;
      const inBranch = { ...circumstances, conditional: true };
      for (const child of childrenOf(node))
        this.#visit(child, branches.has(child) ? inBranch : circumstances);
      return;
    }
    if (node.type === "TryStatement" && node.handler) {
      // Whatever fails in the block is caught, and what catches it stands in for something that was tried.
      if (node.finalizer) this.#visit(node.finalizer, circumstances);
      return;
    }
    if (node.type === "CallExpression") {
      this.#check(node, circumstances);
      if (isCalledAtOnce(node.callee)) {
        this.#visitFunction(node.callee, circumstances);
        for (const argument of node.arguments) this.#visit(argument, circumstances);
        return;
      }
    } else if (node.type === "NewExpression") {
      this.#check(node, circumstances);
    } else if (node.type === "PropertyDefinition" && !node.static) {
      for (const child of childrenOf(node)) this.#visit(child, { ...circumstances, evaluatedAt: "function" });
      return;
    }
    if (isFunction(node)) this.#visitFunction(node, { ...circumstances, evaluatedAt: "function" });
    else for (const child of childrenOf(node)) this.#visit(child, circumstances);
  }

  /** `if (typeof __dirname !== "undefined") return __dirname;` may stand before. */
  #visitFunction(node: AnyNode, circumstances: Circumstances): void {
    if (this.#questions.isAskedIn(node)) return;
    for (const child of childrenOf(node)) this.#visit(child, circumstances);
  }

  #check(
    { type, callee, arguments: given }: Extract<AnyNode, { type: "CallExpression" | "NewExpression" }>,
    { statement, evaluatedAt, conditional }: Circumstances,
  ): void {
    const address = addressOf(type, callee, given);
    if (!address || !this.#isEmptied(address.node)) return;
    // `const here = choose(__filename, import_meta.url)`
    if (this.#questions.isAskedIn(statement)) return;
    const { start, end } = address.node;
    this.#found.push({
      passedTo: address.passedTo,
      offset: start,
      length: end - start,
      evaluatedAt,
      conditional,
    });
  }

  /** `import_meta.url`, `{}.url`. */
  #isEmptied(node: AnyNode): boolean {
    if (node.type !== "MemberExpression" || node.computed || nameOf(node.property) !== "url") return false;
    const { object } = node;
    if (object.type === "ObjectExpression") return object.properties.length === 0;
    return object.type === "Identifier" && this.#metas.has(object.name);
  }
}

function isStatement({ type }: AnyNode): boolean {
  return type === "VariableDeclarator" || type === "ExpressionStatement" || type === "ReturnStatement";
}

/** What a call needs as the address of its module: `createRequire(here)`, `fileURLToPath(here)`, `new URL("./x", here)`. */
function addressOf(
  type: string,
  callee: AnyNode,
  [first, second]: readonly AnyNode[],
): { readonly passedTo: string; readonly node: AnyNode } | null {
  const name = calledName(callee);
  if (type === "CallExpression") {
    return first && (name === "createRequire" || name === "fileURLToPath")
      ? { passedTo: name, node: first }
      : null;
  }
  if (name !== "URL" || !first) return null;
  if (!second) return { passedTo: "new URL", node: first };
  // What is a whole address needs no other one.
  const isRelative =
    first.type === "Literal" && typeof first.value === "string" && !first.value.includes(":");
  return isRelative ? { passedTo: "new URL", node: second } : null;
}

/**
 * `(0, import_module.createRequire)`, `node_url.fileURLToPath`, `require("module").createRequire`: what Node has, by the
 * names that bundlers give its modules, for others may cope without an address. Alone only what the runtime has.
 */
function calledName(callee: AnyNode): string | null {
  const value = callee.type === "SequenceExpression" ? callee.expressions.at(-1) : callee;
  if (value?.type === "MemberExpression" && !value.computed)
    return isModuleOfNode(value.object) ? nameOf(value.property) : null;
  return value?.type === "Identifier" && value.name === "URL" ? "URL" : null;
}

function isModuleOfNode(node: AnyNode): boolean {
  if (node.type === "Identifier") return /^(?:import_)?(?:node_)?(?:module|url)[$_\d]*$/.test(node.name);
  const [specifier] = node.type === "CallExpression" ? node.arguments : [];
  return /^(?:node:)?(?:module|url)$/.test(specifier ? (nameOf(specifier) ?? "") : "");
}

/** The parts of a node of which some may not run; null where all do. */
function branchesOf(node: AnyNode): ReadonlySet<AnyNode | null | undefined> | null {
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return new Set([node.consequent, node.alternate]);
    case "LogicalExpression":
      return new Set([node.right]);
    case "AssignmentExpression":
      return /^(?:&&|\|\||\?\?)=$/.test(node.operator) ? new Set([node.right]) : null;
    case "AssignmentPattern":
      return new Set([node.right]);
    case "SwitchStatement":
      return new Set(node.cases);
    case "WhileStatement":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
      return new Set([node.body]);
    default:
      return null;
  }
}

/** `(function () { … })()`. What is asynchronous fails later, and a generator may never be asked. */
function isCalledAtOnce(callee: AnyNode): boolean {
  return isFunction(callee) && !callee.async && !callee.generator;
}
