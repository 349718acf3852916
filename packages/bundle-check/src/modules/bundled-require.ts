import type { AnyNode, Node, Program } from "acorn";
import type { ModuleFacts, ModuleRequest } from "./module-facts.js";
import type { ModuleGraph } from "./module-graph.js";
import { parseAgain } from "./parse.js";

/** What esbuild, and whatever is built on it, puts in the place of `require` in an ES module says this when called. */
const stub = "Dynamic require of";

/** A request that always fails while the module loads. */
export interface FailingRequire {
  readonly specifier: string;
  /** 0-based offset of the specifier. */
  readonly offset: number;
}

/**
 * The first request that loading an ES module makes through the bundler's stand-in for `require`. Node has no
 * `require` there, so the stand-in throws. Null when there is none, or when the bundle brings a `require` of its own.
 */
export function findFailingRequire(module: ModuleFacts, graph: ModuleGraph): FailingRequire | null {
  const { text } = module.source;
  if (module.kind !== "module" || !module.analysed) return null;
  const chunks = new Set<ModuleFacts>();
  for (const request of module.requests) {
    const resolution = request.kind === "import" ? graph.resolve(module.path, request) : null;
    if (resolution?.kind === "file" && graph.isJavaScript(resolution.path)) {
      chunks.add(graph.facts(resolution.path));
    }
  }
  const holders = [module, ...chunks].filter((holder) => holder.source.text.includes(stub));
  if (holders.length === 0 || holders.some(providesRequire)) return null;
  if (!module.requests.some(isImport) && !mayCallStub(text)) return null;
  const program = parseAgain(text, "module")?.program;
  if (!program) return null;
  // Reading a text once more takes as long as the first time.
  exportedStubs.set(module, exportedStubsIn(program.body, text));
  const exported = new Set(holders.flatMap((holder) => [...exportedStubsOf(holder)]));
  const stubs = new Set([
    ...program.body.flatMap((statement) => declaredStubs(statement, text)),
    ...program.body.flatMap((statement) => importedStubs(statement, exported)),
  ]);
  if (stubs.size === 0) return null;
  try {
    return firstCall(program, stubs);
  } catch (error) {
    // Nested too deeply to be followed.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const isImport = ({ kind }: ModuleRequest) => kind === "import";

/** In characters: from the start of the stand-in's declaration to its message. */
const longestStub = 1_000;

/** Whether a name that the stand-in may have is called with a text, as far as that shows without a syntax tree. */
function mayCallStub(text: string): boolean {
  const names = new Set<string>();
  for (let at = text.indexOf(stub); at !== -1; at = text.indexOf(stub, at + longestStub)) {
    const declaration = text.slice(Math.max(0, at - longestStub), at);
    for (const [, name = ""] of declaration.matchAll(/([\w$\u0080-\uffff]+)\s*=(?![=>])/g)) names.add(name);
  }
  for (const [, name = ""] of text.matchAll(/([\w$\u0080-\uffff]{1,60})\s?\(\s?["'`]/g))
    if (names.has(name)) return true;
  return false;
}

/** A banner may declare `require` with `createRequire`, or put it on the global object. */
function providesRequire({ source: { text }, globalPropertyNames }: ModuleFacts): boolean {
  return (
    globalPropertyNames.has("require") ||
    /\b(?:const|let|var)\s+require\s*=/.test(text) ||
    /\bcreateRequire(?:\s+as\s+require)\b/.test(text)
  );
}

/** What a top-level statement imports of the names that chunks give to the stand-in. */
function importedStubs(statement: Program["body"][number], exported: ReadonlySet<string>): string[] {
  if (statement.type !== "ImportDeclaration") return [];
  return statement.specifiers.flatMap((specifier) =>
    specifier.type === "ImportSpecifier" &&
    specifier.imported.type === "Identifier" &&
    exported.has(specifier.imported.name)
      ? [specifier.local.name]
      : [],
  );
}

/** The names a top-level statement declares for the stand-in. */
function declaredStubs(statement: Program["body"][number], text: string): string[] {
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) =>
    id.type === "Identifier" && init && isStub(init, text.slice(init.start, init.end)) ? [id.name] : [],
  );
}

/**
 * `(x => …)(function (x) { throw Error('Dynamic require of "' + x + '" is not supported') })`, which asks for the
 * `require` of the runtime. Where another bundler has put its own in (`typeof __require$1`), the call succeeds.
 */
function isStub({ type }: AnyNode, text: string): boolean {
  return type === "CallExpression" && text.includes(stub) && /typeof require(?![\w$])/.test(text);
}

const exportedStubs = new WeakMap<ModuleFacts, ReadonlySet<string>>();

/** The names under which a chunk exports the stand-in. */
function exportedStubsOf(module: ModuleFacts): ReadonlySet<string> {
  let names = exportedStubs.get(module);
  if (!names) {
    const { text } = module.source;
    names = exportedStubsIn(parseAgain(text, "module")?.program?.body ?? [], text);
    exportedStubs.set(module, names);
  }
  return names;
}

function exportedStubsIn(body: Program["body"], text: string): ReadonlySet<string> {
  const locals = new Set(body.flatMap((statement) => declaredStubs(statement, text)));
  return new Set(
    body.flatMap((statement) =>
      statement.type === "ExportNamedDeclaration" && !statement.source
        ? statement.specifiers.flatMap(({ local, exported }) =>
            local.type === "Identifier" && exported.type === "Identifier" && locals.has(local.name)
              ? [exported.name]
              : [],
          )
        : [],
    ),
  );
}

type Body = { readonly root: AnyNode; readonly own: ReadonlySet<string> };

/** Follows what surely runs while the module loads, into the functions it calls by name. */
function firstCall(program: Program, stubs: ReadonlySet<string>): FailingRequire | null {
  const lazy = new Map<string, Body[]>();
  for (const statement of program.body) collectFunctions(statement, lazy);
  const entered = new Set<string>();
  const queue: Body[] = [{ root: program, own: new Set() }];
  for (const { root, own } of queue) {
    let found: FailingRequire | null = null;
    visitCertain(root, true, (name, argument) => {
      if (found || own.has(name)) return;
      if (stubs.has(name)) {
        if (argument?.type === "Literal" && typeof argument.value === "string") {
          found = { specifier: argument.value, offset: argument.start };
        }
        return;
      }
      if (entered.has(name)) return;
      entered.add(name);
      queue.push(...(lazy.get(name) ?? []));
    });
    if (found) return found;
  }
  return null;
}

/** Functions by name: declared ones, and those a bundler hands to its wrappers for lazy modules. */
function collectFunctions(statement: AnyNode, into: Map<string, Body[]>): void {
  if (statement.type === "FunctionDeclaration" && statement.id) {
    into.set(statement.id.name, [bodyOf(statement)]);
  }
  if (statement.type !== "VariableDeclaration") return;
  for (const { id, init } of statement.declarations) {
    if (id.type !== "Identifier" || !init) continue;
    const functions =
      init.type === "CallExpression" ? init.arguments.flatMap(functionsIn) : functionsIn(init);
    if (functions.length > 0) into.set(id.name, functions.map(bodyOf));
  }
}

function functionsIn(node: AnyNode): AnyNode[] {
  if (isFunction(node)) return [node];
  if (node.type !== "ObjectExpression") return [];
  return node.properties.flatMap((property) =>
    property.type === "Property" && isFunction(property.value) ? [property.value] : [],
  );
}

function bodyOf(node: AnyNode): Body {
  const own = new Set<string>();
  if ("params" in node) for (const parameter of node.params) collectNames(parameter, own);
  if ("body" in node) visitChildren(node, (child) => collectDeclared(child, own));
  const root = "body" in node && !Array.isArray(node.body) ? node.body : node;
  return { root: root as AnyNode, own };
}

/** Names declared anywhere in a function, nested ones included: enough to tell a shadowed stand-in. */
function collectDeclared(node: AnyNode, own: Set<string>): void {
  if (node.type === "VariableDeclarator") collectNames(node.id, own);
  if ((node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") && node.id)
    own.add(node.id.name);
  if (isFunction(node)) return;
  visitChildren(node, (child) => collectDeclared(child, own));
}

function collectNames(node: AnyNode, own: Set<string>): void {
  if (node.type === "Identifier") own.add(node.name);
  else visitChildren(node, (child) => collectNames(child, own));
}

/** Calls by name that nothing can skip: not in a function, a branch or a `try`. */
function visitCertain(
  node: AnyNode,
  isRoot: boolean,
  onCall: (name: string, argument: AnyNode | undefined) => void,
): void {
  const go = (child: AnyNode | null | undefined) => child && visitCertain(child, false, onCall);
  if (!isRoot && isFunction(node)) return;
  switch (node.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "ClassExpression":
    case "TryStatement":
    case "SwitchStatement":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
      return;
    case "IfStatement":
    case "ConditionalExpression":
      return void go(node.test);
    case "LogicalExpression":
      return void go(node.left);
    case "CallExpression": {
      for (const argument of node.arguments) go(argument);
      if (node.callee.type === "Identifier") onCall(node.callee.name, node.arguments[0]);
      else if (isFunction(node.callee)) visitChildren(node.callee, (child) => go(child));
      else go(node.callee);
      return;
    }
    default:
      visitChildren(node, go);
  }
}

function isFunction(node: Node): boolean {
  return node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression";
}

function visitChildren(node: AnyNode, visit: (child: AnyNode) => void): void {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && typeof child.type === "string") visit(child);
    }
  }
}
