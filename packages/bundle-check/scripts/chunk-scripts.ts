import { Script } from "node:vm";
import { type AnyNode, type Program, parse } from "acorn";
import type { OutputChunk, Plugin } from "rolldown";
import { toChunkScript } from "../src/kept-code/chunk-script.ts";

/**
 * Writes chunks so that they are ES modules and can be loaded as classic scripts as well, which
 * `src/kept-code/chunk-loader.ts` does in the command: what only a module may say is in its first lines and its last.
 */
export function prepareChunkScripts(): Plugin {
  return {
    name: "prepare-chunk-scripts",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        if (chunk.fileName === "bin.js") chunk.code = useLoader(chunk.code);
        else if (!chunk.isEntry) chunk.code = prepare(chunk);
      }
    },
  };
}

const commandImport = /await import\(("\.\/command-[^"]+\.js")\)/g;

/** Loads the command with the loader, where there is one. */
function useLoader(code: string): string {
  if (code.match(commandImport)?.length !== 1)
    throw new Error("bin.js does not load the command in the known way.");
  return code.replace(commandImport, "chunkLoader?.load($1) ?? $&");
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function prepare({ code, fileName }: OutputChunk): string {
  if (/\b__(?:import|load|meta)\b/.test(code))
    throw new Error(`${fileName} has a name that the loader uses.`);
  const program = parse(code, { ecmaVersion: "latest", sourceType: "module", allowHashBang: true });
  const imports: string[] = [];
  let exported: string | undefined;
  const edits: Edit[] = [];
  for (const statement of program.body) {
    const text = code.slice(statement.start, statement.end);
    if (statement.type === "ImportDeclaration") imports.push(text);
    else if (statement.type === "ExportNamedDeclaration") exported = text;
    else continue;
    edits.push({ start: statement.start, end: statement.end, text: "" });
  }
  if (exported === undefined) throw new Error(`${fileName} exports nothing.`);
  // A script hands its exports over once, so none may change later.
  const exportedNames = new Set([...exported.matchAll(/[{,] ([\w$]+)/g)].map(([, name]) => name));
  const fixed = new Set([...variablesOf(program)].filter((name) => exportedNames.has(name)));
  const loaded = new Set<string>();
  visit(program, (node) => {
    if (node.type === "MetaProperty" && code.startsWith("import", node.start)) {
      edits.push({ start: node.start, end: node.end, text: "__meta" });
    } else if (node.type === "AssignmentExpression" || node.type === "UpdateExpression") {
      const name = assignedName(node);
      if (name !== undefined && fixed.has(name))
        throw new Error(`${fileName} exports ${name}, which may change.`);
    } else if (node.type === "ImportExpression") {
      const call = code.slice(node.start, node.end);
      const [, file] = /^import\(("\.\/[^"]+")\)$/.exec(call) ?? [];
      if (file !== undefined) loaded.add(file);
      edits.push({ start: node.start, end: node.start + "import".length, text: "__load" });
    }
  });
  let body = code;
  for (const { start, end, text } of edits.sort((left, right) => right.start - left.start)) {
    body = body.slice(0, start) + text + body.slice(end);
  }
  // Each import is written out, so that other bundlers see it.
  const table = [...loaded].map((file) => `${file}: () => import(${file})`).join(", ");
  const head = [
    ...imports,
    "const __meta = import.meta;",
    ...(/\b__load\b/.test(body)
      ? [`const __load = (file) => ({ ${table} })[file]?.() ?? import(file);`]
      : []),
  ];
  const bindings = imports.map(bind).join(" ");
  // Of the script's own words the module sees comments, the first of them up to the end of an empty one.
  const opening = `/*(function (__import, __load, __meta) { "use strict"; ${bindings} /**/`;
  const closing = `/*return ${results(exported)}; })*/`;
  const text = [...head, opening, body.trim(), closing, exported, ""].join("\n");
  const script = toChunkScript(Buffer.from(text));
  if (script === null) throw new Error(`${fileName} has no script.`);
  // Throws where it is none.
  new Script(script.code);
  return text;
}

/** What an import declares, in a script. */
function bind(statement: string): string {
  const [, names = "", file] = /^import (?:\{ (.+) \} from )?("\.\/[^"]+");$/.exec(statement) ?? [];
  if (file === undefined) throw new Error(`An import is written in an unknown way: ${statement}`);
  const [, name, wrapper] = /^(\S+) as (require_\w+)$/.exec(names) ?? [];
  // The bundler's function around a CommonJS module evaluates it when first called, and so it is loaded then.
  if (wrapper !== undefined) return `const ${wrapper} = () => __import(${file}).${name}();`;
  return names === ""
    ? `__import(${file});`
    : `const { ${names.replaceAll(" as ", ": ")} } = __import(${file});`;
}

/** What an export list exports, as an object. */
function results(statement: string): string {
  const [, names] = /^export \{ (.+) \};$/.exec(statement) ?? [];
  if (names === undefined) throw new Error(`An export is written in an unknown way: ${statement}`);
  return `{ ${names.replaceAll(/([\w$]+) as ([\w$]+)/g, "$2: $1")} }`;
}

/** The variables of a chunk itself that are not constants. */
function* variablesOf({ body }: Program): Iterable<string> {
  for (const statement of body) {
    if (statement.type !== "VariableDeclaration" || statement.kind === "const") continue;
    for (const { id } of statement.declarations) if (id.type === "Identifier") yield id.name;
  }
}

function assignedName(node: AnyNode): string | undefined {
  if (node.type === "AssignmentExpression" && node.left.type === "Identifier") return node.left.name;
  if (node.type === "UpdateExpression" && node.argument.type === "Identifier") return node.argument.name;
  return undefined;
}

function visit(node: AnyNode, onNode: (node: AnyNode) => void): void {
  onNode(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && "type" in child) visit(child, onNode);
    }
  }
}
