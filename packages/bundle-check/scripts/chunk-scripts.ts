import { type Node, parse } from "acorn";
import type { OutputChunk, Plugin } from "rolldown";

/**
 * Writes chunks so that they are ES modules and can be loaded as classic scripts as well, which
 * `src/kept-code/chunk-loader.ts` does in the command: what only a module may say is in its first and last lines.
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
  if (exported === undefined || !/^export \{ .+ \};$/.test(exported)) {
    throw new Error(`${fileName} does not export in the known way.`);
  }
  if (!imports.every((text) => /^import (?:\{ .+ \} from )?"\.\/[^"]+";$/.test(text))) {
    throw new Error(`${fileName} does not import in the known way.`);
  }
  refuseReassigned(fileName, code, exported);
  const loaded = new Set<string>();
  visit(program, (node) => {
    if (node.type === "MetaProperty" && code.startsWith("import", node.start)) {
      edits.push({ start: node.start, end: node.end, text: "__meta" });
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
  return `${head.join("\n")}\n//#body\n${body.trim()}\n//#exports\n${exported}\n`;
}

/** A script hands its exports over once, so none may change later. */
function refuseReassigned(fileName: string, code: string, exported: string): void {
  for (const [, name] of exported.matchAll(/[{,] ([\w$]+)/g)) {
    if (new RegExp(`^let (?:.*, )?${name?.replaceAll("$", "\\$")}\\b`, "m").test(code)) {
      throw new Error(`${fileName} exports ${name}, which may change.`);
    }
  }
}

function visit(node: Node, onNode: (node: Node) => void): void {
  onNode(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === "object" && child !== null && "type" in child) visit(child, onNode);
    }
  }
}
