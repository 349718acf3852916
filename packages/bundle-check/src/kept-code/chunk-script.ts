/** Where the body of a chunk begins and ends, as the build marks it. */
const bodyMark = "\n//#body\n";
const exportsMark = "\n//#exports\n";

const imported = /^import (?:\{ (.+) \} from )?"(\.\/[^"]+)";$/gm;

/** A chunk of the command, which is an ES module, as a classic script that gives a function. */
export interface ChunkScript {
  /** Called with a function that loads a file, `import.meta`, and what each of `imports` exports. */
  readonly code: string;
  /** The files it imports, in order. */
  readonly imports: readonly string[];
  /** How many lines of the chunk come before the first one of the script. */
  readonly lineOffset: number;
}

/** Null where the text is no chunk that the build has prepared for this. */
export function toChunkScript(text: string): ChunkScript | null {
  const bodyAt = text.indexOf(bodyMark);
  const exportsAt = text.lastIndexOf(exportsMark);
  if (bodyAt < 0 || exportsAt < bodyAt) return null;
  const head = text.slice(0, bodyAt + 1);
  const imports: string[] = [];
  const bindings: string[] = [];
  for (const [, names = "", file = ""] of head.matchAll(imported)) {
    if (names !== "") bindings.push(`const { ${names.replaceAll(" as ", ": ")} } = __imports[${imports.length}];`);
    imports.push(file);
  }
  const body = text.slice(bodyAt + bodyMark.length, exportsAt);
  const [, exported = ""] = /^export \{ (.+) \};$/m.exec(text.slice(exportsAt)) ?? [];
  const results = exported.split(", ").map((name) => name.replace(/^(\S+) as (\S+)$/, "$2: $1"));
  return {
    // In one line before the body, so that the lines of a stack trace are those of the file.
    code: `(function (__load, __meta, __imports) { "use strict"; ${bindings.join(" ")}\n${body}\nreturn { ${results.join(", ")} };\n})`,
    imports,
    lineOffset: head.split("\n").length - 1,
  };
}
