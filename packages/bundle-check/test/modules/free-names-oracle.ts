import { type AnyNode, type Program, parse } from "acorn";
import { analyze } from "eslint-scope";
import type { ModuleKind } from "../../src/findings/finding.js";

type ScopeProgram = Parameters<typeof analyze>[0];

/** A name and where it stands, as `name@offset`. */
export type Occurrence = string;

/** What eslint-scope, a second and unrelated implementation, says of a text. */
export interface OracleFacts {
  /** Free names that are read or written. */
  readonly free: ReadonlySet<Occurrence>;
  /** The same, inside branches that a constant decides on. */
  readonly maybeDead: ReadonlySet<Occurrence>;
  /** Free names under `typeof`. */
  readonly typeofNames: ReadonlySet<string>;
  /** Names of plain functions declared in blocks: sloppy code sees them outside (annex B), eslint-scope does not. */
  readonly blockFunctions: ReadonlySet<string>;
}

export function readWithOracle(text: string, kind: ModuleKind): OracleFacts {
  const program = parse(text, {
    ecmaVersion: "latest",
    sourceType: kind,
    ranges: true,
    allowHashBang: true,
  });
  const special = findSpecialCode(program);
  const free = new Set<Occurrence>();
  const maybeDead = new Set<Occurrence>();
  const typeofNames = new Set<string>();
  for (const { name, offset } of findFreeNames(program, kind)) {
    if (special.typeofOperands.has(offset)) typeofNames.add(name);
    else if (special.constantBranches.some(([start, end]) => start <= offset && offset < end)) {
      maybeDead.add(`${name}@${offset}`);
    } else free.add(`${name}@${offset}`);
  }
  return { free, maybeDead, typeofNames, blockFunctions: special.blockFunctions };
}

function findFreeNames(program: Program, kind: ModuleKind): { name: string; offset: number }[] {
  if (!isScopeProgram(program)) throw new TypeError("acorn and eslint-scope share the ESTree format.");
  const { globalScope } = analyze(program, {
    ecmaVersion: 2026,
    sourceType: kind === "module" ? "module" : "script",
    // Names of a script's own top level resolve like those of a function.
    nodejsScope: kind === "commonjs",
    ignoreEval: true,
    fallback: "iteration",
  });
  const references = globalScope?.through ?? [];
  return references.map(({ identifier }) => ({
    name: "name" in identifier ? String(identifier.name) : "",
    offset: identifier.range?.[0] ?? -1,
  }));
}

function isScopeProgram(node: unknown): node is ScopeProgram {
  return typeof node === "object" && node !== null && "type" in node && node.type === "Program";
}

interface SpecialCode {
  readonly typeofOperands: ReadonlySet<number>;
  readonly constantBranches: readonly (readonly [number, number])[];
  readonly blockFunctions: ReadonlySet<string>;
}

/** A plain search through the tree, unlike the walk of the code under test. */
function findSpecialCode(program: Program): SpecialCode {
  const typeofOperands = new Set<number>();
  const constantBranches: [number, number][] = [];
  const blockFunctions = new Set<string>();
  const functionBodies = new Set<AnyNode>();
  const queue: AnyNode[] = [program];
  for (const node of queue) {
    const children = childNodes(node);
    if (node.type === "UnaryExpression" && node.operator === "typeof" && node.argument.type === "Identifier")
      typeofOperands.add(node.argument.start);
    const test = findTest(node);
    if (test && isConstant(test)) {
      for (const child of children) if (child !== test) constantBranches.push([child.start, child.end]);
    }
    if ("body" in node && /Function/.test(node.type) && isNode(node.body)) functionBodies.add(node.body);
    if (node.type !== "Program" && !functionBodies.has(node)) {
      for (const child of children) {
        const isPlain = child.type === "FunctionDeclaration" && !child.async && !child.generator;
        if (isPlain && child.id) blockFunctions.add(child.id.name);
      }
    }
    queue.push(...children);
  }
  return { typeofOperands, constantBranches, blockFunctions };
}

/** What decides whether a part of the node runs. */
function findTest(node: AnyNode): AnyNode | null {
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
      return node.test;
    case "LogicalExpression":
      return node.left;
    default:
      return null;
  }
}

/** No name occurs in it. */
function isConstant(node: AnyNode): boolean {
  return node.type !== "Identifier" && node.type !== "ThisExpression" && childNodes(node).every(isConstant);
}

function childNodes(node: AnyNode): AnyNode[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
