import type { AnyNode, Program } from "acorn";
import type { ModuleKind } from "../../findings/finding.js";
import { exportedNamesOf } from "../../modules/exported-names.js";
import type { ModuleFacts } from "../../modules/module-facts.js";
import type { ModuleGraph } from "../../modules/module-graph.js";
import { parseAgain } from "../../modules/parse.js";
import {
  contradictionOf,
  isPageLibrary,
  isPageScript,
  universalContradictionOf,
} from "../../modules/written-kind.js";
import { surelyDoesMore } from "./surely-does-more.js";

/** Characters of a file that holds nothing but what compilers write around a module. */
const longestFrame = 2_000;

const comments = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** What compilers write around CommonJS. */
const frame =
  /(["']use strict["']|Object\.defineProperty\(exports, ?["']__esModule["'], ?\{ ?value: ?(true|!0) ?\}\)|exports\.__esModule ?= ?(true|!0));?/g;

const nothing = String.raw`(?:\{\s*\}|undefined|void 0|null)`;
const valueForNobody = new RegExp(`^(?:${nothing}|;|\\s)+$`);
const givesNothing = {
  commonjs: new RegExp(`^(?:exports ?= ?)?(?:module\\.exports|exports\\.default) ?= ?${nothing};?$`),
  module: new RegExp(`^export default ${nothing};?$`),
};

/** What is left of a short file without its comments and its frame; null for a longer one. */
function insideOfFrame({ source: { text } }: ModuleFacts): string | null {
  return text.length > longestFrame ? null : text.replace(comments, "").replace(frame, "").trim();
}

/** The frame that compilers write around CommonJS and nothing inside, or a value that nobody takes: `{}`, `void 0`. */
function isBareFrame(module: ModuleFacts): boolean {
  const inside = insideOfFrame(module);
  if (inside === "") return module.kind === "commonjs";
  return inside !== null && valueForNobody.test(inside);
}

/** All that the file does is to export an empty object, or no value, also by a variable. */
function isBlankExport(module: ModuleFacts): boolean {
  if (givesUnsetVariables(module)) return true;
  const inside = insideOfFrame(module);
  if (inside === null) return false;
  return givesNothing[module.kind].test(inside) || (module.kind === "module" && blankVariables.test(inside));
}

/** `const settings = {}; export default settings;`. */
const blankVariables =
  /^(?:const|let|var) ([\w$]+) ?= ?\{\s*\};?\s*export (?:default \1|\{ ?\1 as default,? ?\});?$/;

/** `var run, stop; export { run, stop as default };`, which nothing assigns. */
const unsetVariables = /^\s*(?:(?:let|var) [\w$]+(?:, ?[\w$]+)*;\s*)+export \{[\w$\s,]+\};?\s*$/;

/** In characters; a longer list of nothing is no accident. */
const longestList = 50_000;

/** Every export is a variable without a value. Nobody writes that on purpose, so a longer file is looked at as well. */
export function givesUnsetVariables({ kind, source: { text } }: ModuleFacts): boolean {
  if (kind !== "module" || text.length > longestList || !/^\s*(?:var|let) [\w$]+[,;]/.test(text))
    return false;
  return unsetVariables.test(text);
}

/** `no-content`: no code; `blank-export`: code that exports nothing on purpose; `no-exports`: other code without exports. */
export type Emptiness = "no-content" | "blank-export" | "no-exports";

export function emptinessOf(path: string, graph: ModuleGraph): Emptiness | null {
  const module = graph.facts(path);
  if (!module.analysed) return null;
  if (!module.hasCode || isBareFrame(module)) return "no-content";
  if (isBlankExport(module)) return "blank-export";
  // CommonJS that Node takes for an ES module exports nothing; wrong-module-kind says why, where Node loads it.
  if (contradictionOf(module)?.writtenAs === "commonjs" || universalContradictionOf(module)) return null;
  if ((isPageLibrary(module) || isPageScript(module)) && !graph.isLoadedByNode(path)) return null;
  return exportsNothing(module, graph) ? "no-exports" : null;
}

function exportsNothing(module: ModuleFacts, graph: ModuleGraph): boolean {
  if (exportsEmptyTable(module)) return true;
  const { names, open, isWholeValue } = exportedNamesOf(module, graph);
  return !open && !isWholeValue && [...names].every((name) => name === "__esModule");
}

/** esbuild and Bun export a table of getters. One that no call fills has lost that call. */
function exportsEmptyTable({ kind, source: { text } }: ModuleFacts): boolean {
  if (kind !== "commonjs") return false;
  const table = /^module\.exports = __toCommonJS\((\w+)\);?$/m.exec(text)?.[1];
  return table !== undefined && text.match(new RegExp(`\\b${table}\\b`, "g"))?.length === 2;
}

/**
 * The module does nothing but declare: it has functions or classes, and no statement that could make use of them.
 * Where it exports nothing either, its exports are lost. A script that is no module declares globals of a page.
 */
export function onlyDeclares({ kind, isModular, source }: ModuleFacts): boolean {
  if (kind === "commonjs" && !isModular) return false;
  return !surelyDoesMore(source.text, kind) && isOfDeclarations(source.text, kind);
}

/** What a syntax tree says of all statements of a program. */
export function isOfDeclarations(text: string, kind: ModuleKind): boolean {
  const program = parseAgain(text, kind)?.program;
  if (!program?.body.some(holdsFunction)) return false;
  const own = declaredNames(program);
  return program.body.every((statement) => isDeclaration(statement, own));
}

function holdsFunction(statement: AnyNode): boolean {
  if (statement.type === "VariableDeclaration") {
    return statement.declarations.some(({ init }) =>
      /^(ArrowFunction|Function|Class)Expression$/.test(init?.type ?? ""),
    );
  }
  return statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration";
}

/** Names whose members the module may set without touching what is not its own. */
function declaredNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of program.body) {
    if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration")
      names.add(statement.id.name);
  }
  return names;
}

function isDeclaration(statement: AnyNode, own: ReadonlySet<string>): boolean {
  switch (statement.type) {
    case "FunctionDeclaration":
    case "ImportDeclaration":
    case "EmptyStatement":
      return true;
    case "ClassDeclaration":
      return statement.body.body.every(({ type }) => type === "MethodDefinition");
    case "VariableDeclaration":
      return statement.declarations.every(({ init }) => !init || isInert(init));
    case "ExportNamedDeclaration":
      return !statement.declaration && !statement.source && statement.specifiers.length === 0;
    case "ExpressionStatement":
      return statement.directive !== undefined || isOwnMember(statement.expression, own);
    default:
      return false;
  }
}

/** `Own.prototype.method = function () { … }`, and the frame of CommonJS. */
function isOwnMember(node: AnyNode, own: ReadonlySet<string>): boolean {
  if (node.type === "CallExpression") {
    const [target, key] = node.arguments;
    return (
      target?.type === "Identifier" &&
      target.name === "exports" &&
      key?.type === "Literal" &&
      key.value === "__esModule"
    );
  }
  if (node.type !== "AssignmentExpression" || !isInert(node.right)) return false;
  let root: AnyNode = node.left;
  while (root.type === "MemberExpression") root = root.object;
  return node.left.type === "MemberExpression" && root.type === "Identifier" && own.has(root.name);
}

/** Evaluating it does nothing but load other modules. */
function isInert(node: AnyNode): boolean {
  switch (node.type) {
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "Literal":
    case "Identifier":
      return true;
    case "MemberExpression":
      return !node.computed && node.object.type !== "Super" && isInert(node.object);
    case "ArrayExpression":
      return node.elements.every((element) => element === null || isInert(element));
    case "ObjectExpression":
      return node.properties.every((property) => property.type === "Property" && isInert(property.value));
    case "CallExpression":
      return node.callee.type === "Identifier" && isLoader(node.callee.name) && node.arguments.every(isInert);
    default:
      return false;
  }
}

/** `require`, and the helpers that compilers put around it. */
function isLoader(name: string): boolean {
  return /^(require|__importStar|__importDefault|__toESM|_interop\w+)$/.test(name);
}
