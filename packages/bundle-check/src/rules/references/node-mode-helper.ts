import type { ModuleFacts } from "../../modules/module-facts.js";
import { patternOf } from "../../modules/name-pattern.js";

/** In characters. The helper has some 700 with the comments that esbuild writes into it. */
const longestHelper = 1_000;
const longestName = 60;
/** A file has one, however many modules it asks for; each takes a pass over the text. */
const mostHelpers = 5;

const known = new WeakMap<ModuleFacts, Map<string, boolean>>();

/**
 * The function is the one by which esbuild and its like read CommonJS as an ES module, and whose second parameter asks
 * for what Node does: told by what it does, because minifiers give it any name, and others may have the name.
 */
export function isNodeModeHelper(name: string, module: ModuleFacts): boolean {
  const answers = known.get(module) ?? new Map<string, boolean>();
  known.set(module, answers);
  let answer = answers.get(name);
  if (answer === undefined) {
    if (answers.size >= mostHelpers) return false;
    answer = name.length <= longestName && hasNodeMode(name, module.source.text);
    answers.set(name, answer);
  }
  return answer;
}

function hasNodeMode(name: string, text: string): boolean {
  const definitions = [
    ...text.matchAll(
      new RegExp(
        `(?<![\\w$.])${patternOf(name)} ?= ?(?:function ?)?\\(([\\w$]+), ?([\\w$]+)(?:, ?[\\w$]+)?\\) ?(?:=>|\\{)`,
        "g",
      ),
    ),
  ];
  const [definition] = definitions;
  if (!definition || definitions.length > 1) return false;
  const { 0: head, 1: module = "", 2: isNodeMode = "", index } = definition;
  const start = index + head.length;
  const body = text
    .slice(start, start + longestHelper)
    .replace(/\/\/[^\n]*/g, "")
    .replace(/\s+/g, "");
  return decisions(module, isNodeMode).some((decision) => {
    const at = body.indexOf(decision);
    // What stands behind the next function is not of this one.
    return at !== -1 && !/=>|function/.test(body.slice(0, at));
  });
}

/** Where the default becomes all of the module, as esbuild, Bun and Rolldown write it now, and as esbuild did. */
function decisions(module: string, isNodeMode: string): string[] {
  return [
    `${isNodeMode}||!${module}||!${module}.__esModule?`,
    `${isNodeMode}||!${module}.__esModule?`,
    `!${isNodeMode}&&${module}&&${module}.__esModule?{get:()=>${module}.default`,
  ];
}
