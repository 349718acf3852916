import type { Description } from "../messages.js";
import { quote } from "../prose.js";

/** Longest message printed in full. It may quote whole values of a stranger's package.json. */
const longestText = 400;

const publint: Description<"publint"> = ({ code, text }) => ({
  message: `publint says: ${inProse(text)}.`,
  consequence:
    code === "NOT_JUDGED"
      ? "nothing; but the rules of publint were not applied."
      : "what publint's page on the rule describes.",
  hint: `Read https://publint.dev/rules about ${quote(code)}, or ignore it by that name with a reason.`,
});

/** Foreign text inside a sentence: on one line, shortened, without backticks and a full stop of its own. */
function inProse(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'").trim();
  const shortened = line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line;
  return shortened.replace(/\.$/, "");
}

export const publintDescriptions = { publint };
