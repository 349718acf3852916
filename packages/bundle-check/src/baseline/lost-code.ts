import { loadAcorn } from "../modules/load-acorn.js";
import type { PackageFacts } from "../package-facts.js";
import { closureOf, packagesAskedFor } from "./entry-pairs.js";
import { type Comparison, type Loss, wholeFile } from "./loss.js";

/** An entry of fewer tokens than this (about 1 kB) may well be halved by a small change. */
const smallestEntry = 300;

/**
 * Entries that have lost more than the allowed share of their code.
 *
 * Tokens of everything the entry leads to, not bytes of the file: minifying, comments, code splitting and moving code
 * between files then change little, and a module that was dropped changes much.
 */
export function* lostCode(
  { current, baseline, baselineVersion, pairs }: Comparison,
  allowedLoss: number,
): Iterable<Loss<"lost-code">> {
  const reported = new Set<string>();
  const [baselineTokens, currentTokens] = [new TokenCounter(baseline), new TokenCounter(current)];
  for (const { entry, file, baselineFile } of pairs) {
    if (reported.has(file)) continue;
    const before = closureOf(baseline, baselineFile);
    const now = closureOf(current, file);
    const total = baselineTokens.count(before);
    const left = currentTokens.count(now);
    if (total < smallestEntry || left >= total * (1 - allowedLoss)) continue;
    reported.add(file);
    const known = packagesAskedFor(baseline, before);
    const newDependencies = [...packagesAskedFor(current, now)].filter((name) => !known.has(name)).sort();
    yield {
      // What was bundled and is now imported has moved, not vanished.
      severity: newDependencies.length > 0 ? "warning" : "error",
      place: wholeFile(file),
      args: { baselineVersion, entry, baselineTokens: total, tokens: left, allowedLoss, newDependencies },
    };
  }
}

class TokenCounter {
  readonly #facts: PackageFacts;
  readonly #counts = new Map<string, number>();

  constructor(facts: PackageFacts) {
    this.#facts = facts;
  }

  count(paths: readonly string[]): number {
    return paths.reduce((total, path) => total + this.#countIn(path), 0);
  }

  #countIn(path: string): number {
    const known = this.#counts.get(path);
    if (known !== undefined) return known;
    const count = countTokens(this.#facts.graph.facts(path).source.text);
    this.#counts.set(path, count);
    return count;
  }
}

/** Tokens up to the end, or up to where the text stops being JavaScript. */
function countTokens(text: string): number {
  let count = 0;
  try {
    for (const _token of loadAcorn().tokenizer(text, { ecmaVersion: "latest", allowHashBang: true }))
      count += 1;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return count;
}
