import type { AnyNode, ArrayExpression, Function as FunctionNode, ObjectExpression } from "acorn";
import type { ModuleKind } from "../../findings/finding.js";
import { childrenOf, isFunction } from "../../modules/analysis/syntax-nodes.js";
import { parseAgain } from "../../modules/parse.js";
import { nameOf, namesIn } from "./code-shapes.js";
import type { TableRequest } from "./module-tables.js";

/**
 * How webpack's function that loads a module ends, minified: `exports:{}};return e[n].call(r.exports,r,r.exports,t)`,
 * or `e[n](r,r.exports,t)`. The last name is what modules ask others by.
 */
const loader =
  /exports:\{\}\}.{0,200}?[\w$]+\[[\w$]+\](?:\.call\(([\w$]+)\.exports,\1|\(([\w$]+)),(?:\1|\2)\.exports,([\w$]+)\)/s;

/** Bundles whose modules may lie in other files, or come from another bundle. */
const inChunks = /webpackChunk|webpackJsonp|dll-reference|[\w$]\.e=(?:function|\(?[\w$]*\)?=>)/;

/** The third parameter of a module, by which it asks for others: `262:(e,t,n)=>{`, `},function(e,t,n){`. */
const askingName = /(?:\d:?|\},|[([])(?:function)?\([\w$]+,[\w$]+,([\w$]+)\)(?:=>)?\{/g;

/** Releases before the fifth start with `n(n.s=12)`. */
const start = /[\w$]\([\w$]+\.s=(?:(\d+)|"([^"]*)")\)/;

const request = /(?<![\w$.])([\w$]+)\((\d+)\)/g;
const keyOfObject = /[{,](\d+)(?=[:(])/g;

/** The beginning of a table: `={12:(e,t,n)=>{`, `({12:function(e,t,n){`, `={12(e,t,n){`; texts have lists of their own. */
const object = /[=(]\{"?\d+"?(?::(?:function\(|\(|[\w$]+=>)|\()/;

/** The beginning of a list, its items, and places in it that are left out. */
const list = /\(\[(?:,*function\(|\])/;
const itemOfList = /[[,]\(?function\(/g;
const holeOfList = /(?:\},|\(\[),+function\(/;

/** In objects a number as small as this is mostly no id, which are hashes of paths. */
const smallest = 10;

/** In characters; a tree of a longer bundle takes more than half a second. */
const longestRead = 1_500_000;

/**
 * Requests of a minified bundle of webpack that its table does not hold. The text is asked first, whether some request
 * may lead nowhere: a syntax tree of such a bundle takes longer than all other questions together.
 */
export function findLostInMinified(text: string, kind: ModuleKind): TableRequest[] {
  if (text.length > longestRead || !text.includes("exports:{}}") || !loader.test(text) || inChunks.test(text))
    return [];
  if (!mayLackModules(text)) return [];
  const program = parseAgain(text, kind)?.program;
  if (!program) return [];
  try {
    return [...tablesIn(program, text)].flatMap(({ table, asked }) => lostRequestsOf(table, asked));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function mayLackModules(text: string): boolean {
  const [, first] = start.exec(text) ?? [];
  const names = new Set([...text.matchAll(askingName)].map(([, name = ""]) => name));
  const beside = loader.exec(text)?.[3];
  if (beside !== undefined) names.add(beside);
  const ids = new Set(
    [...text.matchAll(request)].flatMap(([, name = "", id = ""]) => (names.has(name) ? [Number(id)] : [])),
  );
  if (first !== undefined) ids.add(Number(first));
  if (ids.size === 0) return false;
  if (!object.test(text) && list.test(text)) {
    const items = text.match(itemOfList)?.length ?? 0;
    return holeOfList.test(text) || [...ids].some((id) => id >= items);
  }
  const keys = new Set([...text.matchAll(keyOfObject)].map(([, key]) => Number(key)));
  return [...ids].some((id) => id >= smallest && !keys.has(id));
}

type Table = ArrayExpression | ObjectExpression;

/**
 * In characters: what webpack writes before the table, or behind it. A longer function holds such a bundle among
 * others (@metamask/sdk).
 */
const longestBootstrap = 8_000;

/** What webpack's own function, or the one beside the table, loads modules from, and what is asked for outside of it. */
function* tablesIn(
  root: AnyNode,
  text: string,
): Iterable<{ readonly table: Table; readonly asked: readonly TableRequest[] }> {
  const loaders = [...text.matchAll(new RegExp(loader, "gs"))].map(({ index }) => index);
  const nodes = [root];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === "CallExpression" && isFunction(node.callee)) {
      const [table] = node.arguments;
      const { start: from, end: to } = node.callee;
      if (isTable(table) && to - from <= longestBootstrap && isAmong(loaders, from, to)) {
        yield { table, asked: firstRequest(text.slice(from, to), from) };
      }
    }
    if (node.type === "BlockStatement") {
      for (const statement of node.body) {
        if (statement.type !== "VariableDeclaration") continue;
        for (const { init } of statement.declarations) {
          if (!isTable(init)) continue;
          const to = Math.min(node.end, init.end + longestBootstrap);
          if (isAmong(loaders, init.end, to)) {
            const name = loader.exec(text.slice(init.end, to))?.[3];
            // What is loaded lies in an object that is empty at first.
            const isFilled = keysOf(init).size > 0;
            yield { table: init, asked: isFilled && name ? [...requestsBeside(node, init, name)] : [] };
          }
        }
      }
    }
    nodes.push(...childrenOf(node));
  }
}

function isTable(node: AnyNode | null | undefined): node is Table {
  return (node?.type === "ArrayExpression" || node?.type === "ObjectExpression") && modulesOf(node) !== null;
}

/** One of the numbers, which ascend, is between the two: a file may have a hundred thousand lists. */
function isAmong(numbers: readonly number[], from: number, to: number): boolean {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (numbers[low] ?? Number.POSITIVE_INFINITY) <= to;
}

function firstRequest(text: string, offset: number): TableRequest[] {
  const found = start.exec(text);
  const id = found?.[1] ?? found?.[2];
  return found && id !== undefined ? [{ id, offset: offset + found.index + found[0].lastIndexOf(id) }] : [];
}

/** What webpack writes behind the table asks for the first modules: `var r=n(12);module.exports=r`. */
function requestsBeside(block: AnyNode, table: AnyNode, name: string): Iterable<TableRequest> {
  return callsOf(childrenOf(block), name, table);
}

/** `module`, `exports` and the function that loads others. */
const mostParameters = 3;

function modulesOf(table: Table): FunctionNode[] | null {
  const values =
    table.type === "ArrayExpression"
      ? table.elements.filter((element) => element !== null)
      : table.properties.map((property) => (property.type === "Property" ? property.value : property));
  const modules = values.filter((value) => isFunction(value));
  if (modules.length < values.length) return null;
  return modules.every(({ params }) => params.length <= mostParameters) ? modules : null;
}

function lostRequestsOf(table: Table, asked: readonly TableRequest[]): TableRequest[] {
  const keys = keysOf(table);
  const lost = new Map<string, TableRequest>();
  for (const request of asked)
    if (!keys.has(request.id) && !lost.has(request.id)) lost.set(request.id, request);
  for (const { params, body } of modulesOf(table) ?? []) {
    const name = params[2] ? nameOf(params[2]) : null;
    if (name === null) continue;
    for (const each of requestsIn(body, name)) {
      if (!keys.has(each.id) && !lost.has(each.id)) lost.set(each.id, each);
    }
  }
  return [...lost.values()];
}

function keysOf(table: Table): ReadonlySet<string> {
  if (table.type === "ArrayExpression") {
    return new Set(table.elements.flatMap((element, place) => (element === null ? [] : [String(place)])));
  }
  return new Set(
    table.properties.flatMap((property) => {
      if (property.type !== "Property") return [];
      const { key } = property;
      return [key.type === "Literal" ? String(key.value) : (nameOf(key) ?? "")];
    }),
  );
}

/** Calls `n(23)` where the name is the module's own parameter: functions that declare it again are left out. */
function requestsIn(body: AnyNode, name: string): Iterable<TableRequest> {
  return declares(body, name) ? [] : callsOf([body], name);
}

function* callsOf(from: readonly AnyNode[], name: string, apart?: AnyNode): Iterable<TableRequest> {
  const nodes = [...from];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node === apart) continue;
    if (isFunction(node)) {
      const isParameter = node.params.some((param) => namesIn(param).some((each) => each.name === name));
      if (isParameter || declares(node.body, name)) continue;
    }
    if (node.type === "CallExpression" && nameOf(node.callee) === name && node.arguments.length === 1) {
      const [argument] = node.arguments;
      if (argument?.type === "Literal" && /^(?:number|string)$/.test(typeof argument.value)) {
        yield { id: String(argument.value), offset: argument.start };
      }
    }
    nodes.push(...childrenOf(node));
  }
}

/** A variable, function, class or caught error of the name anywhere in the code, deeper functions aside. */
function declares(code: AnyNode, name: string): boolean {
  const nodes = [code];
  const isName = (pattern: AnyNode | null | undefined) => namesIn(pattern).some((each) => each.name === name);
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === "VariableDeclarator" || node.type === "FunctionDeclaration") {
      if (isName(node.id)) return true;
    } else if (node.type === "ClassDeclaration") {
      if (isName(node.id)) return true;
    } else if (node.type === "CatchClause") {
      if (isName(node.param)) return true;
    } else if (node.type === "AssignmentExpression" && isName(node.left)) {
      return true;
    }
    if (!isFunction(node)) nodes.push(...childrenOf(node));
  }
  return false;
}
