import type { AnyNode } from "acorn";
import type { ModuleFacts } from "./module-facts.js";
import { parseAgain } from "./parse.js";

const known = new WeakMap<ModuleFacts, boolean>();

/**
 * A script that has the frame of one with exports, and gives nothing: a table of getters without any, or a universal
 * module whose factory is handed `exports` and never uses it, or whose factory's result is exported and is none.
 */
export function isHollowCommonjs(module: ModuleFacts): boolean {
  let answer = known.get(module);
  if (answer === undefined) {
    answer = readIsHollow(module);
    known.set(module, answer);
  }
  return answer;
}

function readIsHollow({ kind, commonjsExports: { names }, source: { text } }: ModuleFacts): boolean {
  if (kind !== "commonjs") return false;
  if (fillsEmptyTable(text)) return true;
  if ([...names].some((name) => name !== "__esModule")) return false;
  const head = text.slice(0, longestHead);
  if (/\bfactory\(exports\b/.test(head)) return ignoresExports(text);
  return /\bmodule\.exports ?= ?factory\(/.test(head) && !endsWithReturn(text) && returnsNothing(text);
}

/** `__export(table, {}); module.exports = __toCommonJS(table);`, as esbuild writes it. */
function fillsEmptyTable(text: string): boolean {
  const table = /^__export\(([\w$]+), ?\{\s*\}\);?$/m.exec(text)?.[1];
  if (table === undefined || text.includes(`__reExport(${table},`)) return false;
  return text.includes(`\nmodule.exports = __toCommonJS(${table});`);
}

/** In characters: a licence, and what compilers write around the factory. */
const longestHead = 8_000;

/** Also in a comment the word is a reason to doubt. */
function ignoresExports(text: string): boolean {
  const factory = /\(function ?\w* ?\(exports\b/.exec(text);
  if (!factory) return false;
  const body = text.slice(factory.index + factory[0].length);
  return !/\bexports\b(?!, ?["']__esModule|\.__esModule)/.test(body);
}

/** In characters: comments and a map may follow the last statement. */
const longestEnd = 1_000;

/** As nearly every factory ends. */
function endsWithReturn(text: string): boolean {
  const end = text.slice(-longestEnd).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*/gm, "");
  return /\breturn\b[^;{}]*;?\s*\}\s*\)+;?\s*$/.test(end);
}

/** No statement of the factory itself returns a value. */
function returnsNothing(text: string): boolean {
  const statements = parseAgain(text, "commonjs")?.program?.body.filter(
    (statement) => statement.type === "ExpressionStatement" && statement.directive === undefined,
  );
  const [only, ...others] = statements ?? [];
  if (only?.type !== "ExpressionStatement" || others.length > 0) return false;
  const call = only.expression.type === "UnaryExpression" ? only.expression.argument : only.expression;
  if (call.type !== "CallExpression") return false;
  const factory = call.arguments.at(-1);
  if (factory?.type === "FunctionExpression") return !returnsValue(factory.body);
  return (
    factory?.type === "ArrowFunctionExpression" &&
    factory.body.type === "BlockStatement" &&
    !returnsValue(factory.body)
  );
}

/** Looks into the statements that a function itself runs. */
function returnsValue(statement: AnyNode | null | undefined): boolean {
  switch (statement?.type) {
    case "ReturnStatement":
      return statement.argument !== null && statement.argument !== undefined;
    case "BlockStatement":
      return statement.body.some(returnsValue);
    case "IfStatement":
      return returnsValue(statement.consequent) || returnsValue(statement.alternate);
    case "TryStatement":
      return [statement.block, statement.handler?.body, statement.finalizer].some(returnsValue);
    case "SwitchStatement":
      return statement.cases.some(({ consequent }) => consequent.some(returnsValue));
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "LabeledStatement":
    case "WithStatement":
      return returnsValue(statement.body);
    default:
      return false;
  }
}
