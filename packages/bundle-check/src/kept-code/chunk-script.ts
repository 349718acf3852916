/** Where the body of a chunk begins and ends, as the build marks it. */
const bodyMark = "\n//#body\n";
const exportsMark = "\n//#exports\n";

const imported = /^import (?:\{ (.+) \} from )?"(\.\/[^"]+)";$/gm;

/** A chunk of the command, which is an ES module, as a classic script that gives a function. */
export interface ChunkScript {
  /**
   * The function is called with one that gives the exports of a file, one that gives a promise of them, and the
   * chunk's `import.meta`; it returns what the chunk exports.
   */
  readonly code: string;
  /** How many lines of the chunk come before the first one of the script. */
  readonly lineOffset: number;
}

/** Null where the text is no chunk that the build has prepared for this. */
export function toChunkScript(text: string): ChunkScript | null {
  const bodyAt = text.indexOf(bodyMark);
  const exportsAt = text.lastIndexOf(exportsMark);
  if (bodyAt < 0 || exportsAt < bodyAt) return null;
  const head = text.slice(0, bodyAt + 1);
  const bindings: string[] = [];
  for (const [, names = "", file = ""] of head.matchAll(imported)) bindings.push(bind(names, file));
  const body = text.slice(bodyAt + bodyMark.length, exportsAt);
  const [, exported = ""] = /^export \{ (.+) \};$/m.exec(text.slice(exportsAt)) ?? [];
  const results = exported.split(", ").map((name) => name.replace(/^(\S+) as (\S+)$/, "$2: $1"));
  return {
    // In one line before the body, so that the lines of a stack trace are those of the file.
    code: `(function (__import, __load, __meta) { "use strict"; ${bindings.join(" ")}\n${body}\nreturn { ${results.join(", ")} };\n})`,
    lineOffset: head.split("\n").length - 1,
  };
}

function bind(names: string, file: string): string {
  const [, exported, wrapper] = /^(\S+) as (require_\w+)$/.exec(names) ?? [];
  // The bundler's function around a CommonJS module evaluates it when first called, and so it is loaded then.
  if (wrapper !== undefined) return `const ${wrapper} = () => __import("${file}").${exported}();`;
  return names === ""
    ? `__import("${file}");`
    : `const { ${names.replaceAll(" as ", ": ")} } = __import("${file}");`;
}
