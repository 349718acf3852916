import type { AnyNode, Program } from "acorn";
import { childrenOf } from "../../modules/analysis/syntax-nodes.js";

/** What only CommonJS has, and what tells a page: whoever reads one of them knows that there may be others. */
const ofOneKind = String.raw`(?<![\w$])(?:__filename|__dirname)(?![\w$])(?! ?=(?!=))|(?<![\w$])document(?![\w$])`;
const typeTest = String.raw`\btypeof (?:require|module|exports|define)\b(?!\.)|\btypeof import_meta\d*\b`;
/** `import_meta.url ? … : …`, `import_meta?.url`, `if (import_meta.url)`, `!{}.url`. */
const meta = String.raw`(?:\bimport_meta\d*|\{\}\)?)`;
const addressTest = String.raw`${meta}(?:\?\.|\.url ?(?:\?|&&|\|\||[!=]==?))|\bif ?\(${meta}\.url\)|!\(?${meta}\.url\b`;
const question = new RegExp([ofOneKind, typeTest, addressTest].join("|"), "g");

/** In characters: what is longer is no test that a variable holds. */
const longestTest = 300;

/**
 * Where a file finds out what it runs in: as CommonJS or as an ES module, in a page or not, with `import.meta` or
 * without. Found in a few passes over the text, so that any number of places can be asked for.
 */
export class RuntimeQuestions {
  readonly #offsets: readonly number[];

  constructor(program: Program, text: string) {
    const direct = [...text.matchAll(question)].map(({ index }) => index);
    const names = direct.length === 0 ? [] : namesOfAnswers(program, direct);
    this.#offsets =
      names.length === 0 ? direct : [...direct, ...mentionsOf(new Set(names), text)].sort(byOrder);
  }

  /** The code of a node asks, by itself or by a variable or function that holds the answer. */
  isAskedIn({ start, end }: AnyNode): boolean {
    return holds(this.#offsets, start, end);
  }
}

function byOrder(one: number, other: number): number {
  return one - other;
}

/** One of the offsets, which are in order, lies between the two. */
function holds(offsets: readonly number[], start: number, end: number): boolean {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? end) < end;
}

/** `const isESM = typeof require === "undefined"`, `function isESM() { … }`. */
function namesOfAnswers(program: Program, offsets: readonly number[]): string[] {
  const names: string[] = [];
  const note = (name: AnyNode, { start, end }: AnyNode) => {
    if (name.type === "Identifier" && end - start <= longestTest && holds(offsets, start, end))
      names.push(name.name);
  };
  const visit = (node: AnyNode): void => {
    if (node.type === "VariableDeclarator" && node.init) note(node.id, node.init);
    else if (node.type === "AssignmentExpression") note(node.left, node.right);
    else if (node.type === "FunctionDeclaration" && node.id) note(node.id, node.body);
    for (const child of childrenOf(node)) visit(child);
  };
  for (const statement of program.body) visit(statement);
  return names;
}

function mentionsOf(names: ReadonlySet<string>, text: string): number[] {
  return [...text.matchAll(/[\w$]+/g)].flatMap(({ 0: name, index }) => (names.has(name) ? [index] : []));
}
