import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  Expression,
  Super,
  VariableDeclarator,
} from "acorn";
import { staticPropertyName } from "./references.js";
import { isFunctionExpression } from "./syntax-nodes.js";

/**
 * Functions that do not run where they are written: their text is put into a page, a worker or a generated module,
 * where other names are in scope. Only names tell them apart, so `text` is searched once for `name.toString()`.
 */
export class FunctionsElsewhere {
  readonly #turnedIntoText: ReadonlySet<string>;

  constructor(text: string) {
    const names = new Set<string>();
    // Looking back from the rare end keeps long runs of letters, such as encoded data, cheap.
    for (let at = text.indexOf(conversion); at !== -1; at = text.indexOf(conversion, at + 1)) {
      const name = /[\w$]+$/.exec(text.slice(Math.max(0, at - longestName), at))?.[0];
      if (name !== undefined) names.add(name);
    }
    // A template of nothing but the name turns it into text as well: `${worker}` (@builder.io/mitosis).
    for (let at = text.indexOf("`${"); at !== -1; at = text.indexOf("`${", at + 1)) {
      const name = /^`\$\{([A-Za-z_$][\w$]*)\}`/.exec(text.slice(at, at + longestName))?.[1];
      if (name !== undefined) names.add(name);
    }
    this.#turnedIntoText = names;
  }

  /** `function worker() {}` beside `worker.toString()`. */
  hasDeclaration(name: string): boolean {
    return this.#turnedIntoText.has(name);
  }

  /** The names whose functions are turned into text somewhere in the file. */
  get names(): ReadonlySet<string> {
    return this.#turnedIntoText;
  }

  /** `const worker = function () {}` beside `worker.toString()`. */
  hasDeclarator({ id, init }: VariableDeclarator): boolean {
    return (
      id.type === "Identifier" &&
      init != null &&
      isFunctionExpression(init) &&
      this.#turnedIntoText.has(id.name)
    );
  }

  /** `Loader.worker = function () {}` beside `Loader.worker.toString()`. */
  hasAssignment({ left, right }: AssignmentExpression): boolean {
    const name = left.type === "MemberExpression" ? staticPropertyName(left) : null;
    return name !== null && isFunctionExpression(right) && this.#turnedIntoText.has(name);
  }

  /** A function handed to what evaluates it in a page: `page.evaluate(() => …)`, `stringifyFunction(() => …)`. */
  isArgumentOf(call: CallExpression, argument: AnyNode): boolean {
    return isFunctionExpression(argument) && evaluators.test(calleeName(call.callee) ?? "");
  }
}

const conversion = ".toString()";

/** In characters. */
const longestName = 60;

export const evaluators =
  /^(evaluate|evaluateHandle|evaluateOnNewDocument|\$\$?eval|addInitScript|executeScript|executeAsyncScript|(stringify|interpolate|serialize)Function)$/;

/** `f` of `f()`, `a.f()` and `(0, a.f)()`. */
function calleeName(callee: Expression | Super): string | null {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type === "MemberExpression") return staticPropertyName(callee);
  if (callee.type !== "SequenceExpression") return null;
  const last = callee.expressions.at(-1);
  return last ? calleeName(last) : null;
}
