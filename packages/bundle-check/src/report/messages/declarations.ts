import type { Description } from "../messages.js";
import { count, quote, quoteAll } from "../prose.js";

const exportMismatch: Description<"export-mismatch"> = ({
  subpath,
  oracle,
  twin,
  missing,
  missingCount,
  promised,
  exported,
}) => {
  const source = oracle === "twin" ? quote(twin ?? "") : "its declarations";
  const further = missingCount - missing.length;
  const names = `${quoteAll(missing, 10)}${further > 0 ? ` and ${further} more` : ""}`;
  const isGone = missingCount === promised;
  return {
    message: isGone
      ? `This entry for ${quote(subpath)} exports none of what ${source} ${oracle === "twin" ? "exports" : "promise"}: ` +
        `${names} ${missingCount === 1 ? "is" : "are"} missing` +
        `${exported > 0 ? `, although it exports ${count(exported, "other name")}` : ""}.`
      : `This entry for ${quote(subpath)} lacks ${missingCount} of the ${count(promised, "value")} that ${source} ` +
        `${oracle === "twin" ? "exports" : "promise"}: ${names}.`,
    consequence:
      `Importing ${quote(missing[0] ?? "")} fails with a SyntaxError in an ES module and gives ` +
      `${quote("undefined")} from ${quote("require")}, ` +
      `${oracle === "twin" ? "although it works for other consumers" : "although it compiles"}.`,
    hint:
      oracle === "twin"
        ? "Build both module systems again from the same source, with the same bundler, and compare their sizes."
        : "Build again and compare this file with the last good release; " +
          "if the declarations are wrong, generate them from the source that is bundled.",
  };
};

export const declarationDescriptions = {
  "export-mismatch": exportMismatch,
};
