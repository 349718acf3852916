import type { ModuleFacts } from "../../modules/module-facts.js";
import { patternOf } from "../../modules/name-pattern.js";

/** In characters. Of longer names and variables nothing is said: each is searched for by an expression. */
const longestName = 200;

/** The code asks first whether the export is there, or puts it there. */
export function isTested(name: string, variable: string, { source: { text } }: ModuleFacts): boolean {
  if (name.length > longestName || variable.length > longestName) return true;
  const read = `${variable}.${name}`;
  if (text.includes(`typeof ${read}`)) return true;
  if (text.includes(`"${name}"`) || text.includes(`'${name}'`)) {
    const quoted = `["']${patternOf(name)}["']`;
    const asked = `${quoted} in ${patternOf(variable)}(?![\\w$])|\\bhasOwn(?:Property)?(?:\\.call)?\\([^()]{0,${longestName}}${quoted}\\)`;
    if (new RegExp(asked).test(text)) return true;
  }
  const escaped = patternOf(read);
  return new RegExp(
    `!${escaped}(?![\\w$(])|\\bif ?\\( ?${escaped} ?\\)|(?<![\\w$.])${escaped} ?(?:&&|\\|\\||\\?|=(?!=)|[!=]==? ?(?:undefined|void 0|null)\\b)`,
  ).test(text);
}
